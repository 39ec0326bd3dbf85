#include "query/history.hpp"
#include "app/change_walker.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/history_changes.hpp"
#include "app/context.hpp"
#include "app/progress.hpp"
#include "app/terminal.hpp"
#include "query/changes/clause_history.hpp"
#include "query/suggest.hpp"
#include "report/clause_lives.hpp"
#include "report/histories.hpp"
#include "report/json.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <set>

namespace smallprint::app {
namespace {

struct HistoryCommand {
  Common common;
  std::string provider, document, topic, question;
  bool no_direction = false;
  bool recorded = false;  ///< the recorded changes with their classes
  std::string from, to, least = "identical-text";
  std::string clause;  ///< id or key

  int run();
  [[nodiscard]] ChangeListOptions listed(std::string authority) const {
    return {std::move(authority),
            document,
            from,
            to,
            *query::change_class_from(least),
            no_direction ? query::Depth::classes : query::Depth::whole};
  }
  int of_answer(Reading& reading, std::string const& authority);
  int of_everybody(Reading& reading);
  int of_clause(Reading& reading);
  int of_document(Reading& reading, std::string const& authority);
};

int HistoryCommand::run() {
  auto const reading = open_reading(common, {}, recorded ? processors() : 1);
  if (!reading) return Exit::failure;
  if (!clause.empty()) return of_clause(*reading);
  if (provider.empty() && recorded) return list_changes(common, *reading, listed(""));
  if (provider.empty()) return of_everybody(*reading);
  auto const names = authorities(*reading->store, {provider});
  if (!names) return report_error(names.error()), Exit::usage;
  if (recorded) return list_changes(common, *reading, listed(names->front()));
  return document.empty() ? of_answer(*reading, names->front()) : of_document(*reading, names->front());
}

int HistoryCommand::of_answer(Reading& reading, std::string const& authority) {
  if (question.empty())
    if (auto const* known = reading.topics.find(topic)) question = known->question;
  auto const changes = query::answer_history(*reading.asker, *reading.store, question, topic, authority);
  if (!changes)
    return report_error(changes.error()), changes.error().code == corpus::Errc::not_found ? Exit::usage : Exit::failure;
  auto const code = changes->empty() ? Exit::nothing_found : Exit::done;
  switch (common.chosen_format()) {
    case Format::text:
      return print(report::answer_history_text(*changes, stdout_style()), code);
    case Format::markdown:
      return print(report::answer_history_markdown(*changes), code);
    case Format::csv:
      return print(report::answer_history_csv(*changes), code);
    default:
      break;
  }
  auto list = report::Json::array();
  for (auto const& change : *changes) list.push_back(report::to_json(change));
  return print(report::dump(list, 2) + "\n", code);
}

int HistoryCommand::of_everybody(Reading& reading) {
  if (question.empty())
    if (auto const* known = reading.topics.find(topic)) question = known->question;
  std::set<std::string> names;
  for (auto const& one : reading.store->documents()) names.insert(one.source.authority);
  std::vector<query::AnswerChange> timeline;
  ProgressBar bar(common.quiet);
  std::int64_t asked = 0;
  for (auto const& name : names) {
    auto changes = query::answer_history(*reading.asker, *reading.store, question, topic, name);
    if (!changes) {
      bar.clear();
      report_error(changes.error());
      return changes.error().code == corpus::Errc::not_found ? Exit::usage : Exit::failure;
    }
    timeline.insert(timeline.end(), std::make_move_iterator(changes->begin()), std::make_move_iterator(changes->end()));
    bar.show("Looking back", ++asked, static_cast<std::int64_t>(names.size()), 0);
  }
  bar.clear();
  std::stable_sort(timeline.begin(), timeline.end(),
                   [](query::AnswerChange const& a, query::AnswerChange const& b) { return a.date < b.date; });
  auto const code = timeline.empty() ? Exit::nothing_found : Exit::done;
  switch (common.chosen_format()) {
    case Format::text:
      return print(report::timeline_text(timeline, stdout_style()), code);
    case Format::markdown:
      return print(report::timeline_markdown(timeline), code);
    case Format::csv:
      return print(report::answer_history_csv(timeline), code);
    default:
      break;
  }
  auto list = report::Json::array();
  for (auto const& change : timeline) list.push_back(report::to_json(change));
  return print(report::dump(list, 2) + "\n", code);
}

int HistoryCommand::of_clause(Reading& reading) {
  auto const rules = open_change_rules(reading.lexicons);
  if (!rules) return report_error(rules.error());
  query::ClauseReader reader(*reading.store);
  query::Differ differ(reading.lexicons, reading.topics, *rules, reader);
  auto lives = query::clause_history(*reading.store, differ, clause);
  if (!lives) return report_error(lives.error()), Exit::usage;
  std::erase_if(*lives, [&](query::ClauseLife const& life) {
    return (!provider.empty() && !query::same_name(life.source.authority, provider)) ||
           (!document.empty() && !query::same_name(life.source.document_type, document));
  });
  auto const code = lives->empty() ? Exit::nothing_found : Exit::done;
  switch (common.chosen_format()) {
    case Format::text:
      return print(report::clause_lives_text(*lives, stdout_style()), code);
    case Format::markdown:
      return print(report::clause_lives_markdown(*lives), code);
    default:
      break;
  }
  auto list = report::Json::array();
  for (auto const& life : *lives) list.push_back(report::to_json(life));
  return print(report::dump(list, 2) + "\n", code);
}

int HistoryCommand::of_document(Reading& reading, std::string const& authority) {
  std::vector<std::string> types;
  index::Document found;
  for (auto const& one : reading.store->documents()) {
    if (one.source.authority != authority) continue;
    types.push_back(one.source.document_type);
    if (query::same_name(one.source.document_type, document)) found = one;
  }
  if (found.id == 0)
    return report_error({corpus::Errc::not_found, document, 0,
                         "no such document of " + authority + query::suggestion(document, types)}),
           Exit::usage;
  auto const steps = query::document_history(*reading.store, found.id);
  if (!steps) return report_error(steps.error());
  auto const title = authority + ", " + found.source.document_type;
  switch (common.chosen_format()) {
    case Format::text:
      return print(report::document_history_text(title, *steps, stdout_style()), Exit::done);
    case Format::markdown:
      return print(report::document_history_markdown(title, *steps), Exit::done);
    case Format::csv:
      return print(report::document_history_csv(*steps), Exit::done);
    default:
      break;
  }
  auto list = report::Json::array();
  for (auto const& step : *steps) list.push_back(report::to_json(step));
  return print(report::dump(list, 2) + "\n", Exit::done);
}

}  // namespace

void add_history(CLI::App& program, int& exit_code) {
  auto const command = std::make_shared<HistoryCommand>();
  auto* app = program.add_subcommand("history", "When an answer changed, or the versions of a document");
  app->add_option("--provider", command->provider, "Whose; left out: of all, as one timeline")->type_name("NAME");
  auto* document = app->add_option("--document", command->document, "The versions of this document")->type_name("TYPE");
  auto* topic = app->add_option("--topic", command->topic,
                                "The dates at which the answer on this topic changed, with both quotes")
                    ->type_name("ID");
  auto* question =
      app->add_option("--question", command->question, "The same for a question in plain words")->type_name("TEXT");
  document->excludes(topic)->excludes(question);
  auto* changes = app->add_flag("--changes", command->recorded,
                                "Every recorded change with its class: of a document, a provider, or all");
  changes->excludes(topic)->excludes(question);
  auto* clause =
      app->add_option("--clause", command->clause,
                      "A clause from its first day on: its id, or the key that `ask`, `search` and `show` give")
          ->type_name("ID");
  clause->excludes(topic)->excludes(question)->excludes(changes);
  for (auto* date : {app->add_option("--from", command->from, "Changes from this date on"),
                     app->add_option("--to", command->to, "Changes up to this date")})
    date->needs(changes)->check(date_check())->type_name("DATE");
  app->add_flag("--no-direction", command->no_direction, "Of the changes, the classes alone: faster")->needs(changes);
  app->add_option("--least", command->least, "Changes of this class and above")
      ->needs(changes)
      ->check(CLI::IsMember(change_classes()))
      ->capture_default_str()
      ->type_name("CLASS");
  add_common(*app, command->common, {"text", "json", "csv", "md"});
  app->footer(
      "Examples:\n  smallprint history --topic train-competing-model\n"
      "  smallprint history --provider \"Acme AI\" --topic train-competing-model\n"
      "  smallprint history --provider \"Acme AI\" --question \"May I share my account?\"\n"
      "  smallprint history --provider \"Acme AI\" --document \"Terms of Service\"\n"
      "  smallprint history --clause 4f2a9c11\n"
      "  smallprint history --changes --least substantive --from 2025-01-01");
  app->callback([command, document, topic, question, changes, clause, &exit_code] {
    if (document->count() + topic->count() + question->count() + changes->count() + clause->count() == 0)
      throw CLI::RequiredError("--document, --topic, --question, --changes or --clause");
    if (document->count() > 0 && !command->recorded && clause->count() == 0 && command->provider.empty())
      throw CLI::RequiredError("--provider with --document");
    exit_code = command->run();
  });
}

}  // namespace smallprint::app
