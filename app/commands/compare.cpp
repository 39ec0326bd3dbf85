#include "app/commands/commands.hpp"
#include "app/context.hpp"
#include "app/progress.hpp"
#include "app/terminal.hpp"
#include "query/suggest.hpp"
#include "report/matrix.hpp"

#include <algorithm>
#include <map>
#include <memory>

namespace smallprint::app {
namespace {

struct CompareCommand {
  Common common;
  std::vector<std::string> topics, providers;
  std::vector<std::string> verdicts;
  std::string sort = "name", by;
  bool all = false;

  int run();
  int arrange(Reading const& reading, report::Matrix& matrix) const;
};

std::map<std::string, report::MatrixOrder> const orders{{"name", report::MatrixOrder::name},
                                                        {"strictest", report::MatrixOrder::strictest},
                                                        {"freest", report::MatrixOrder::freest}};

std::string render(report::Matrix const& matrix, Format format) {
  switch (format) {
    case Format::text:
      return report::matrix_text(matrix, stdout_style());
    case Format::markdown:
      return report::matrix_markdown(matrix);
    case Format::csv:
      return report::matrix_csv(matrix);
    case Format::html:
      return report::matrix_html(matrix);
    default:
      return report::dump(report::matrix_json(matrix), 2) + "\n";
  }
}

/// Sorts and filters. \returns Exit::done, or what went wrong
int CompareCommand::arrange(Reading const& reading, report::Matrix& matrix) const {
  corpus::Topic const* topic = nullptr;
  if (!by.empty()) {
    topic = reading.topics.find(by);
    if (std::find(matrix.topics.begin(), matrix.topics.end(), topic) == matrix.topics.end())
      return report_error({corpus::Errc::not_found, by, 0, "no topic of this comparison"}), Exit::usage;
  }
  std::vector<query::Verdict> wanted;
  for (auto const& name : verdicts)
    if (auto const verdict = query::verdict_from(name)) wanted.push_back(*verdict);
  report::keep(matrix, wanted, topic);
  report::sort(matrix, orders.at(sort), topic);
  return Exit::done;
}

int CompareCommand::run() {
  auto const reading = open_reading(common);
  if (!reading) return Exit::failure;
  report::Matrix matrix;
  for (auto const& id : topics) {
    auto const* topic = reading->topics.find(id);
    if (topic == nullptr) {
      std::vector<std::string> ids;
      for (auto const& one : reading->topics.all) ids.push_back(one.id);
      return report_error({corpus::Errc::not_found, id, 0, "no such topic" + query::suggestion(id, ids)}), Exit::usage;
    }
    matrix.topics.push_back(topic);
  }
  if (topics.empty())
    for (auto const& topic : reading->topics.all)
      if (all || topic.featured) matrix.topics.push_back(&topic);
  query::AskScope scope;
  scope.as_of = common.as_of;
  auto names = authorities(*reading->store, providers);
  if (!names) return report_error(names.error()), Exit::usage;
  scope.authorities = std::move(*names);

  ProgressBar bar(common.quiet);
  std::int64_t asked = 0;
  for (auto const* topic : matrix.topics) {
    auto answers = reading->asker->ask(topic->question, topic->id, scope);
    if (!answers) return report_error(answers.error());
    if (matrix.answers.empty()) matrix.answers.resize(answers->size());
    for (std::size_t a = 0; a < answers->size(); ++a) {
      if (matrix.authorities.size() <= a) matrix.authorities.push_back((*answers)[a].authority);
      matrix.answers[a].push_back(std::move((*answers)[a]));
    }
    bar.show("Comparing", ++asked, static_cast<std::int64_t>(matrix.topics.size()), 0);
  }
  bar.clear();
  if (auto const code = arrange(*reading, matrix); code != Exit::done) return code;
  return print(render(matrix, common.chosen_format()), matrix.authorities.empty() ? Exit::nothing_found : Exit::done);
}

}  // namespace

void add_compare(CLI::App& program, int& exit_code) {
  auto const command = std::make_shared<CompareCommand>();
  auto* app = program.add_subcommand("compare", "Matrix of providers and topics");
  auto* only = app->add_option("--topic", command->topics, "Only this topic (can be given again)")->type_name("ID");
  app->add_flag("--all", command->all, "Every topic, not only the featured ones")->excludes(only);
  app->add_option("--provider", command->providers, "Only this provider (can be given again)")->type_name("NAME");
  app->add_option("--verdict", command->verdicts, "Only providers that answer so on one of the topics (repeatable)")
      ->check(CLI::IsMember({"restricted", "conditional", "permitted", "required", "silent", "not-captured"}))
      ->type_name("VERDICT");
  app->add_option("--sort", command->sort, "name, strictest (those that restrict users most first) or freest")
      ->check(CLI::IsMember({"name", "strictest", "freest"}))
      ->capture_default_str()
      ->type_name("ORDER");
  app->add_option("--by", command->by, "--verdict and --sort look at this topic alone")->type_name("ID");
  add_as_of(*app, command->common);
  add_common(*app, command->common, {"text", "json", "csv", "md", "html"});
  app->footer(
      "An exclamation mark says that the documents contradict each other. csv, json and html carry the quotes.\n\n"
      "Examples:\n  smallprint compare\n  smallprint compare --topic minimum-age --topic governing-law --format md\n"
      "  smallprint compare --verdict permitted --by share-output-publicly\n"
      "  smallprint compare --sort strictest --format html > compare.html\n"
      "  smallprint compare --provider \"Acme AI\" --provider \"Other AI\" --as-of 2024-06-30");
  app->callback([command, &exit_code] { exit_code = command->run(); });
}

}  // namespace smallprint::app
