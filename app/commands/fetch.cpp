#include "app/commands/commands.hpp"
#include "app/context.hpp"
#include "app/importing.hpp"
#include "app/sources/fetching.hpp"
#include "app/terminal.hpp"
#include "report/json.hpp"

#include <fmt/format.h>

#include <memory>

namespace smallprint::app {
namespace {

using ingest::Outcome;

struct FetchCommand {
  Common common;
  FetchSettings settings;
  bool no_index = false;

  int run() const;
};

report::Json to_json(CheckLine const& line) {
  report::Json out{{"provider", line.source.authority},
                   {"document", line.source.document_type},
                   {"outcome", ingest::to_string(line.outcome)},
                   {"time", line.time},
                   {"requests", line.requests},
                   {"bytes", line.bytes}};
  if (!line.detail.empty()) out["detail"] = line.detail;
  if (!line.notes.empty()) out["notes"] = line.notes;
  return out;
}

std::string to_text(CheckLine const& line) {
  auto out =
      fmt::format("{:<9} {}, {}", ingest::to_string(line.outcome), line.source.authority, line.source.document_type);
  if (!line.detail.empty()) out += "\n          " + line.detail;
  for (auto const& note : line.notes) out += "\n          note: " + note;
  return out + "\n";
}

int FetchCommand::run() const {
  auto const format = common.chosen_format();
  std::vector<CheckLine> lines;
  int written = Exit::done;
  auto const fetched = fetch_sources(common, settings, [&](CheckLine const& line) {
    bool const quiet = common.quiet && (line.outcome == Outcome::unchanged);
    if (written != Exit::done || (format == Format::text && quiet)) return;
    if (format == Format::text)
      written = print(to_text(line), Exit::done);
    else if (format == Format::jsonl)
      written = print(report::dump(to_json(line)) + "\n", Exit::done);
    else
      lines.push_back(line);
  });
  if (!fetched) return report_error(fetched.error());
  if (written != Exit::done) return written;
  if (!no_index) {
    auto const indexed = bring_index_up(common);
    if (!indexed) return report_error(indexed.error());
    for (auto const& error : indexed->failed) report_error(error);
  }
  auto const code = fetched->interrupted ? Exit::failure : fetched->not_got() > 0 ? Exit::nothing_found : Exit::done;
  auto const count = [&](Outcome outcome) {
    auto const at = fetched->outcomes.find(outcome);
    return at == fetched->outcomes.end() ? std::size_t{0} : at->second;
  };
  if (format == Format::json) {
    auto list = report::Json::array();
    for (auto const& line : lines) list.push_back(to_json(line));
    report::Json out{{"sources", fetched->sources},
                     {"checked", fetched->checked},
                     {"first", count(Outcome::first)},
                     {"changed", count(Outcome::changed)},
                     {"unchanged", count(Outcome::unchanged)},
                     {"failed", count(Outcome::failed)},
                     {"blocked", count(Outcome::blocked)},
                     {"requests", fetched->requests},
                     {"bytes", fetched->bytes},
                     {"interrupted", fetched->interrupted},
                     {"checks", std::move(list)}};
    return print(report::dump(out, 2) + "\n", code);
  }
  if (format != Format::text || common.quiet) return code;
  return print(
      fmt::format(
          "{}{} of {} sources checked with {} requests: {} first, {} changed, {} unchanged, {} failed, {} blocked.\n",
          fetched->interrupted ? "Interrupted. " : "", fetched->checked, fetched->sources, fetched->requests,
          count(Outcome::first), count(Outcome::changed), count(Outcome::unchanged), count(Outcome::failed),
          count(Outcome::blocked)),
      code);
}

}  // namespace

void add_fetch(CLI::App& program, int& exit_code) {
  auto const command = std::make_shared<FetchCommand>();
  auto* app = program.add_subcommand("fetch", "Check the declared sources, politely, and keep what they say");
  app->add_option("source", command->settings.wanted, "Authorities, or \"authority/document type\" (default: all)")
      ->type_name("SOURCE");
  add_fetch_options(*app, command->settings);
  app->add_flag("--no-index", command->no_index,
                "Leave the index as it is; `reindex` or the next command brings it up");
  add_common(*app, command->common, {"text", "json", "jsonl"});
  app->footer(
      "One request at a time for each host, robots.txt is kept, and what is held is only asked about. Every check\n"
      "is recorded, changed or not; a page that is a wall or an error page never becomes a version.\n"
      "Proxies are taken from the environment (HTTPS_PROXY, NO_PROXY, ...).\n"
      "Exit code 1: some source could not be got; what was, is stored.\n\n"
      "Examples:\n  smallprint fetch --contact desk@example.org\n  smallprint fetch \"Acme AI/Terms of Service\"\n"
      "  smallprint fetch --sources ~/declarations --format jsonl");
  app->callback([command, &exit_code] { exit_code = command->run(); });
}

}  // namespace smallprint::app
