#include "app/commands/commands.hpp"
#include "app/context.hpp"
#include "app/interrupt.hpp"
#include "app/progress.hpp"
#include "app/read_file.hpp"
#include "app/terminal.hpp"
#include "parser/draft.hpp"
#include "query/quote_check.hpp"
#include "report/quotes.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <map>
#include <memory>

namespace smallprint::app {
namespace {

using corpus::DraftKind;
using corpus::Errc;
using corpus::Error;
using corpus::Result;

struct CheckQuotesCommand {
  Common common;
  std::vector<std::string> files, providers;
  std::string as = "auto";
  parser::DraftLimits limits;
  std::size_t places = 3;

  int run();
  [[nodiscard]] Result<corpus::Draft> read(std::string const& file) const;
};

Result<corpus::Draft> CheckQuotesCommand::read(std::string const& file) const {
  static std::map<std::string, DraftKind> const kinds{{"markdown", DraftKind::markdown},
                                                      {"html", DraftKind::html},
                                                      {"docx", DraftKind::docx},
                                                      {"text", DraftKind::text}};
  auto const name = file == "-" ? std::string("standard input") : file;
  auto const bytes = read_file(file, limits.bytes, "draft");
  if (!bytes) return bytes.error();
  if (bytes->empty()) return Error{Errc::syntax, name, 0, "is empty"};
  auto const known = kinds.find(as);
  auto const kind = known != kinds.end() ? Result<DraftKind>(known->second) : parser::draft_kind(*bytes, name);
  if (!kind) return kind.error();
  return parser::read_draft(*bytes, *kind, name, limits);
}

std::string render(std::vector<report::CheckedDraft> const& drafts, Format format) {
  switch (format) {
    case Format::text:
      return report::quotes_text(drafts, stdout_style());
    case Format::markdown:
      return report::quotes_markdown(drafts);
    case Format::csv:
      return report::quotes_csv(drafts);
    case Format::jsonl:
      return report::quotes_jsonl(drafts);
    case Format::html:
    case Format::json:
      break;
  }
  return report::dump(report::quotes_json(drafts), 2) + "\n";
}

int CheckQuotesCommand::run() {
  auto const reading = open_reading(common);
  if (!reading) return Exit::failure;
  query::QuoteScope scope;
  scope.as_of = common.as_of;
  scope.most_places = places;
  if (!providers.empty()) {
    auto names = authorities(*reading->store, providers);
    if (!names) return report_error(names.error()), Exit::usage;
    scope.authorities = std::move(*names);
  }
  query::QuoteChecker checker(*reading->store, *reading->archive, reading->lexicons, scope);
  catch_interrupts();
  ProgressBar bar(common.quiet);
  std::vector<report::CheckedDraft> drafts;
  bool failed = false;
  bool differs = false;
  for (auto const& file : files) {
    auto& draft = drafts.emplace_back();
    draft.name = file;
    auto read_one = read(file);
    if (!read_one) {
      bar.clear();
      report_error(read_one.error());
      draft.error = read_one.error();
      failed = true;
      continue;
    }
    draft.draft = std::move(*read_one);
    auto const total = static_cast<std::int64_t>(draft.draft.quotations.size());
    for (auto const& quotation : draft.draft.quotations) {
      if (interrupted()) return report_error({Errc::interrupted, file, quotation.raw.begin, "interrupted"});
      auto checked = checker.check(quotation);
      if (!checked) return report_error(checked.error());
      differs = differs || !checked->good();
      draft.checked.push_back(std::move(*checked));
      bar.show("quotations", static_cast<std::int64_t>(draft.checked.size()), total, 0);
    }
  }
  bar.clear();
  return print(render(drafts, common.chosen_format()), failed    ? Exit::failure
                                                       : differs ? Exit::nothing_found
                                                                 : Exit::done);
}

}  // namespace

void add_check_quotes(CLI::App& program, int& exit_code) {
  auto const command = std::make_shared<CheckQuotesCommand>();
  auto* app = program.add_subcommand("check-quotes", "Whether a draft's quotations stand where it says, word for word");
  app->add_option("files", command->files, "Drafts: Markdown, HTML, DOCX or text (- reads standard input)")
      ->required()
      ->type_name("FILE");
  app->add_option("--as", command->as, "What the files are, where it is not what they seem")
      ->check(CLI::IsMember({"auto", "markdown", "html", "docx", "text"}))
      ->capture_default_str()
      ->type_name("KIND");
  app->add_option("--provider", command->providers, "Only documents of this provider (can be given again)")
      ->type_name("NAME");
  app->add_option("--min-words", command->limits.min_words, "Words that a quotation has at least")
      ->check(CLI::Range(1, 100))
      ->capture_default_str()
      ->type_name("N");
  app->add_option("--places", command->places, "Places given for a quotation at most")
      ->check(CLI::Range(1, 100))
      ->capture_default_str()
      ->type_name("N");
  add_as_of(*app, command->common);
  add_common(*app, command->common, {"text", "json", "jsonl", "csv", "md"});
  app->footer(
      "Each is exact, altered (what differs is shown), superseded (from when until when) or not found. What an\n"
      "editor may do is no alteration: ellipses, [brackets], [sic], shapes of marks, the first letter's case.\n"
      "Exit codes: 0 all exact, 1 something differs, 2 usage, 3 a file could not be read.\n\n"
      "Examples:\n  smallprint check-quotes draft.md\n  smallprint check-quotes story.docx --as-of 2024-06-30 --format "
      "md\n"
      "  pandoc story.odt -t markdown | smallprint check-quotes - --provider \"Acme AI\" --min-words 3");
  app->callback([command, &exit_code] { exit_code = command->run(); });
}

}  // namespace smallprint::app
