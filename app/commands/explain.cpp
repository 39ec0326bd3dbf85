#include "app/commands/commands.hpp"
#include "app/context.hpp"
#include "app/terminal.hpp"
#include "report/explanations.hpp"

#include <memory>

namespace smallprint::app {
namespace {

struct ExplainCommand {
  Common common;
  std::string question, topic;
  std::vector<std::string> providers;
  std::size_t sentences = 12;

  int run();
};

int ExplainCommand::run() {
  auto const reading = open_reading(common);
  if (!reading) return Exit::failure;
  if (question.empty()) {
    auto const* known = reading->topics.find(topic);
    if (known != nullptr) question = known->question;
  }
  auto const names = authorities(*reading->store, providers);
  if (!names) return report_error(names.error()), Exit::usage;
  query::AskScope scope;
  scope.as_of = common.as_of;
  std::string text;
  auto json = report::Json::array();
  bool answered = false;
  for (auto const& name : *names) {
    auto const explanation = reading->asker->explain(question, topic, name, scope);
    if (!explanation) {
      report_error(explanation.error());
      return explanation.error().code == corpus::Errc::not_found ? Exit::usage : Exit::failure;
    }
    answered = answered || explanation->answer.verdict != query::Verdict::silent;
    if (common.chosen_format() == Format::text)
      text += (text.empty() ? "" : "\n") + report::explanation_text(*explanation, stdout_style(), sentences);
    else
      json.push_back(report::to_json(*explanation));
  }
  if (common.chosen_format() != Format::text) text = report::dump(json, 2) + "\n";
  return print(text, answered ? Exit::done : Exit::nothing_found);
}

}  // namespace

void add_explain(CLI::App& program, int& exit_code) {
  auto const command = std::make_shared<ExplainCommand>();
  auto* app = program.add_subcommand("explain", "How an answer came about, step by step");
  auto* question = app->add_option("question", command->question, "As asked of `ask`")->type_name("QUESTION");
  auto* topic = app->add_option("--topic", command->topic, "Answer by this topic, whatever the words")->type_name("ID");
  app->add_option("--provider", command->providers, "Of this provider (repeatable)")->required()->type_name("NAME");
  app->add_option("--sentences", command->sentences, "Sentences to show, the weightiest first")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str()
      ->type_name("N");
  add_as_of(*app, command->common);
  add_common(*app, command->common, {"text", "json"});
  app->footer(
      "Shows how the question was understood, which clauses hold its words, how each sentence was read and\n"
      "weighed, and the steps from there to the verdict.\n\n"
      "Examples:\n  smallprint explain \"May I resell access?\" --provider \"Acme AI\"\n"
      "  smallprint explain --topic arbitration --provider acme --as-of 2024-06-30");
  app->callback([command, question, topic, &exit_code] {
    if (question->count() + topic->count() == 0) throw CLI::RequiredError("QUESTION or --topic");
    exit_code = command->run();
  });
}

}  // namespace smallprint::app
