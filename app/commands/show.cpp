#include "query/show.hpp"
#include "app/commands/commands.hpp"
#include "app/context.hpp"
#include "app/terminal.hpp"
#include "report/json.hpp"
#include "report/views.hpp"

#include <memory>

namespace smallprint::app {
namespace {

struct ShowCommand {
  Common common;
  std::string id;
  bool provisions = false;
  query::ShowScope scope;

  int run();
};

int ShowCommand::run() {
  auto const reading = open_reading(common);
  if (!reading) return Exit::failure;
  scope.as_of = common.as_of;
  auto const view = query::show(*reading->store, *reading->archive, id, scope);
  if (!view) {
    report_error(view.error());
    if (view.error().code == corpus::Errc::not_found) return Exit::nothing_found;
    return view.error().code == corpus::Errc::syntax ? Exit::usage : Exit::failure;
  }
  switch (common.chosen_format()) {
    case Format::text:
      return print(report::view_text(*view, provisions, stdout_style()), Exit::done);
    case Format::markdown:
      return print(report::view_markdown(*view, provisions), Exit::done);
    default:
      break;
  }
  auto const* clause = std::get_if<query::ClauseView>(&*view);
  auto const json =
      clause != nullptr ? report::to_json(*clause, provisions) : report::to_json(std::get<query::DocumentView>(*view));
  return print(report::dump(json, 2) + "\n", Exit::done);
}

}  // namespace

void add_show(CLI::App& program, int& exit_code) {
  auto const command = std::make_shared<ShowCommand>();
  auto* app = program.add_subcommand("show", "A clause in its context, or a document's outline");
  app->add_option("id", command->id, "A clause's key (8 digits or more), or PROVIDER/DOCUMENT[@DATE][#LABEL]")
      ->required()
      ->type_name("ID");
  app->add_flag("--provisions", command->provisions, "What the clause was read to state, and by which rule");
  app->add_option("--neighbours", command->scope.neighbours, "Clauses before and after")
      ->check(CLI::Range(0, 50))
      ->capture_default_str()
      ->type_name("N");
  add_as_of(*app, command->common);
  add_common(*app, command->common, {"text", "json", "md"});
  app->footer(
      "Examples:\n  smallprint show \"Acme AI/Terms of Service\"\n  smallprint show \"acme/terms#3.2(b)\" "
      "--provisions\n"
      "  smallprint show 1f0c9a3e77 --as-of 2024-06-30");
  app->callback([command, &exit_code] { exit_code = command->run(); });
}

}  // namespace smallprint::app
