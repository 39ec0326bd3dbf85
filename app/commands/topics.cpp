#include "app/commands/commands.hpp"
#include "app/context.hpp"
#include "app/terminal.hpp"
#include "corpus/data_folder.hpp"
#include "report/json.hpp"
#include "report/table.hpp"

#include <memory>

namespace smallprint::app {

void add_topics(CLI::App& program, int& exit_code) {
  auto const common = std::make_shared<Common>();
  auto* app = program.add_subcommand("topics", "The questions of standing interest");
  add_common(*app, *common, {"text", "json"});
  app->footer(
      "A topic is a file in corpus/topics; docs/topics.md explains how to write one.\n\nExample:\n  smallprint topics");
  app->callback([common, &exit_code] {
    auto const folder = corpus::data_folder();
    auto lexicons = open_lexicons();
    if (!folder || !lexicons) {
      exit_code = report_error(folder ? lexicons.error() : folder.error());
      return;
    }
    auto const topics = corpus::load_topics(*folder / "topics", lexicons->concepts);
    if (!topics) {
      exit_code = report_error(topics.error());
      return;
    }
    if (common->chosen_format() != Format::text) {
      auto list = report::Json::array();
      for (auto const& t : topics->all)
        list.push_back(
            {{"id", t.id}, {"title", t.title}, {"question", t.question}, {"bearer", corpus::to_string(t.bearer)}});
      exit_code = print(report::dump(list, 2) + "\n", Exit::done);
      return;
    }
    std::vector<std::vector<std::string>> rows;
    for (auto const& t : topics->all) rows.push_back({t.id, t.question});
    exit_code = print(report::text_table({"topic", "question"}, rows, stdout_style()), Exit::done);
  });
}

}  // namespace smallprint::app
