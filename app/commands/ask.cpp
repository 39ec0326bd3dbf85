#include "app/commands/ask_batch.hpp"
#include "app/commands/commands.hpp"
#include "app/context.hpp"
#include "app/sources/check_caveats.hpp"
#include "app/terminal.hpp"
#include "report/answers.hpp"
#include "report/json.hpp"

#include <algorithm>
#include <map>
#include <memory>

namespace smallprint::app {
namespace {

constexpr std::size_t most_jobs = 64;

struct AskCommand {
  Common common;
  std::string question, topic, batch;
  std::vector<std::string> providers, left_out;
  std::string cite;
  std::size_t quotes = 3;
  std::size_t jobs = 0;  ///< threads for a batch; 0: one a processor

  int run();
};

std::map<std::string, report::Citation> const citations{
    {"chicago", report::Citation::chicago}, {"apa", report::Citation::apa}, {"bluebook", report::Citation::bluebook}};

std::string render(std::vector<query::Answer> const& answers, Format format, report::Citation cite) {
  switch (format) {
    case Format::text:
      return report::answers_text(answers, stdout_style(), cite);
    case Format::markdown:
      return report::answers_markdown(answers, cite);
    case Format::csv:
      return report::answers_csv(answers);
    case Format::jsonl: {
      std::string out;
      for (auto const& answer : answers) out += report::dump(report::to_json(answer)) + "\n";
      return out;
    }
    case Format::html:
    case Format::json:
      break;
  }
  auto list = report::Json::array();
  for (auto const& answer : answers) list.push_back(report::to_json(answer));
  return report::dump(list, 2) + "\n";
}

int AskCommand::run() {
  query::Without without;
  for (auto const& name : left_out)
    if (auto const mechanism = query::mechanism_from(name)) without.add(*mechanism);
  auto const threads = jobs > 0 ? jobs : processors();
  auto const reading = open_reading(common, without, batch.empty() ? 1 : threads);
  if (!reading) return Exit::failure;
  if (!batch.empty()) return ask_batch(*reading, {batch, common.as_of, topic, quotes});
  if (question.empty()) {
    auto const* known = reading->topics.find(topic);
    if (known != nullptr) question = known->question;
  }
  query::AskScope scope;
  scope.as_of = common.as_of;
  scope.max_quotes = quotes;
  auto names = authorities(*reading->store, providers);
  if (!names) return report_error(names.error()), Exit::usage;
  scope.authorities = std::move(*names);
  auto answers = reading->asker->ask(question, topic, scope);
  if (!answers)
    return report_error(answers.error()), answers.error().code == corpus::Errc::not_found ? Exit::usage : Exit::failure;
  if (common.as_of.empty())
    if (auto const said = add_check_caveats(*reading->archive, *answers); !said) return report_error(said.error());
  bool const any = std::any_of(answers->begin(), answers->end(), [](query::Answer const& a) {
    return a.verdict != query::Verdict::silent && a.verdict != query::Verdict::not_captured;
  });
  return print(render(*answers, common.chosen_format(), cite.empty() ? report::Citation::none : citations.at(cite)),
               any ? Exit::done : Exit::nothing_found);
}

}  // namespace

void add_ask(CLI::App& program, int& exit_code) {
  auto const command = std::make_shared<AskCommand>();
  auto* app = program.add_subcommand("ask", "A question in plain words: verdict and exact quotes per provider");
  auto* question = app->add_option("question", command->question, "The question")->type_name("QUESTION");
  app->add_option("--provider", command->providers, "Only this provider (can be given again)")->type_name("NAME");
  auto* topic =
      app->add_option("--topic", command->topic, "Answer this topic whatever the words; `smallprint topics` lists them")
          ->type_name("ID");
  auto* batch =
      app->add_option("--batch", command->batch,
                      "Lines {\"id\",\"text\",\"provider\"}; one line out for each, in order (- reads standard input)")
          ->type_name("FILE");
  app->add_option("--jobs", command->jobs, "Threads that answer a batch (default: one a processor)")
      ->check(CLI::Range(std::size_t{1}, most_jobs))
      ->needs(batch)
      ->type_name("N");
  app->add_option("--quotes", command->quotes, "Quotes per answer at most")
      ->check(CLI::Range(1, 50))
      ->capture_default_str()
      ->type_name("N");
  app->add_option("--cite", command->cite, "Name each quote's source in this style, for print (text and md)")
      ->check(CLI::IsMember({"chicago", "apa", "bluebook"}))
      ->type_name("STYLE");
  app->add_option("--without", command->left_out, "Leave a mechanism out, to see what it adds (docs/answers.md)")
      ->check(CLI::IsMember(std::vector<std::string>(query::mechanism_names.begin(), query::mechanism_names.end())))
      ->group("For measuring")
      ->type_name("NAME");
  add_as_of(*app, command->common);
  add_common(*app, command->common, {"text", "json", "jsonl", "csv", "md"});
  question->excludes(batch);
  app->footer(
      "Verdicts: restricted, conditional, permitted, required, silent (no clause addresses it), not-captured\n(no "
      "document could be read). Exit code 1: no provider's documents say anything.\n\n"
      "Examples:\n  smallprint ask \"May I post what the model writes on my website?\"\n"
      "  smallprint ask \"How old must a user be?\" --provider \"Acme AI\" --as-of 2024-01-31\n"
      "  smallprint ask --topic arbitration --format csv > arbitration.csv");
  app->callback([command, question, topic, batch, &exit_code] {
    if (question->count() + topic->count() + batch->count() == 0)
      throw CLI::RequiredError("a QUESTION, --topic or --batch");
    exit_code = command->run();
  });
}

}  // namespace smallprint::app
