#include "query/search.hpp"
#include "app/commands/commands.hpp"
#include "app/context.hpp"
#include "app/terminal.hpp"
#include "corpus/data_folder.hpp"
#include "query/search_topics.hpp"
#include "query/stop_words.hpp"
#include "report/hits.hpp"
#include "report/json.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>

namespace smallprint::app {
namespace {

struct SearchCommand {
  Common common;
  std::string query, batch;
  query::SearchScope scope;

  int run();
  int run_batch(Reading& reading);
};

std::string render(query::SearchResult const& result, Format format) {
  switch (format) {
    case Format::text:
      return report::hits_text(result, stdout_style());
    case Format::markdown:
      return report::hits_markdown(result);
    case Format::csv:
      return report::hits_csv(result);
    default:
      break;
  }
  auto hits = report::Json::array();
  for (auto const& hit : result.hits) hits.push_back(report::to_json(hit));
  if (format == Format::jsonl) {
    std::string out;
    for (auto const& hit : hits) out += report::dump(hit) + "\n";
    return out;
  }
  return report::dump({{"total", result.total},
                       {"relaxed", result.relaxed},
                       {"not_captured", result.not_captured},
                       {"results", hits}},
                      2) +
         "\n";
}

int SearchCommand::run() {
  auto const reading = open_reading(common);
  if (!reading) return Exit::failure;
  auto const folder = corpus::data_folder();
  if (!folder) return report_error(folder.error());
  auto const stop_words = query::load_stop_words(*folder);
  if (!stop_words) return report_error(stop_words.error());
  scope.as_of = common.as_of;
  scope.language.stop_words = &*stop_words;
  query::allow_topics(scope, reading->topics, reading->lexicons.concepts);
  if (!batch.empty()) return run_batch(*reading);
  auto const result = query::search(*reading->store, *reading->archive, query, scope);
  if (!result) {
    if (result.error().source != "query") return report_error(result.error());
    std::fputs((query::language::explain(result.error(), query) + "\n").c_str(), stderr);
    return Exit::usage;
  }
  return print(render(*result, common.chosen_format()), result->hits.empty() ? Exit::nothing_found : Exit::done);
}

int SearchCommand::run_batch(Reading& reading) {
  std::ifstream file;
  if (batch != "-") {
    file.open(batch, std::ios::binary);
    if (!file) return report_error({corpus::Errc::io, batch, 0, "cannot read the file"});
  }
  auto& in = batch == "-" ? std::cin : static_cast<std::istream&>(file);
  int code = Exit::done;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    auto const row = report::Json::parse(line, nullptr, false);
    report::Json out;
    if (row.is_discarded() || !row.is_object() || !row.contains("text") || !row["text"].is_string()) {
      out = {{"id", row.is_object() && row.contains("id") ? row["id"] : report::Json()},
             {"error", fmt::format("{}:{}: expected a JSON object with a string \"text\"", batch, number)}};
      code = Exit::failure;
    } else {
      auto const result = query::search(*reading.store, *reading.archive, row["text"].get<std::string>(), scope);
      out = {{"id", row.contains("id") ? row["id"] : report::Json()}};
      if (result) {
        out["results"] = report::Json::array();
        for (auto const& hit : result->hits) out["results"].push_back(report::to_json(hit));
      } else {
        out["error"] = result.error().message;
        code = Exit::failure;
      }
    }
    if (auto const printed = print(report::dump(out) + "\n", Exit::done); printed != Exit::done) return printed;
  }
  return code;
}

}  // namespace

void add_search(CLI::App& program, int& exit_code) {
  auto const command = std::make_shared<SearchCommand>();
  auto* app = program.add_subcommand("search", "Ranked clauses that hold the words");
  auto* words =
      app->add_option("query", command->query, "The query; docs/query.md has the language")->type_name("QUERY");
  auto* batch = app->add_option("--batch", command->batch,
                                "Lines {\"id\",\"text\"}; one line out for each (- reads standard input)")
                    ->type_name("FILE");
  app->add_option("--limit", command->scope.limit, "Clauses at most")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str()
      ->type_name("N");
  app->add_option("--offset", command->scope.offset, "Skip the first N")->type_name("N");
  app->add_option("--corpus", command->scope.corpus, "Only terms, or only law")
      ->check(CLI::IsMember({"terms", "law"}))
      ->type_name("NAME");
  add_as_of(*app, command->common);
  add_common(*app, command->common, {"text", "json", "jsonl", "csv", "md"});
  words->excludes(batch);
  app->footer(
      "Words must all be there; \"...\" is a phrase, prefix*, OR, NOT, NEAR(a b, 5), =exact; fields provider:,\ntype:, "
      "modality:, bearer:, topic:, heading:, lead-in:, text:.\n\n"
      "Examples:\n  smallprint search 'reverse engineer'\n  smallprint search 'modality:prohibition \"competing "
      "models\"' --limit 5\n"
      "  smallprint search 'provider:\"Acme AI\" heading:liability NOT indirect' --as-of 2024-06-30");
  app->callback([command, words, batch, &exit_code] {
    if (words->count() + batch->count() == 0) throw CLI::RequiredError("a QUERY or --batch");
    exit_code = command->run();
  });
}

}  // namespace smallprint::app
