#include "app/commands/commands.hpp"
#include "app/desk/report_run.hpp"

#include <memory>

namespace smallprint::app {
namespace {

struct ReportCommand {
  Common common;
  ReportOptions options;
};

}  // namespace

void add_report(CLI::App& program, int& exit_code) {
  auto const command = std::make_shared<ReportCommand>();
  auto* app = program.add_subcommand("report", "What changed since a date: answers, clauses, noise, failures");
  app->add_option("--since", command->options.since, "From this date on, or `last`: what came in since the last report")
      ->capture_default_str()
      ->type_name("DATE|last")
      ->check([](std::string const& text) {
        static auto const date = date_check();
        return text == "last" ? std::string() : date(text);
      });
  add_report_options(*app, command->options);
  add_common(*app, command->common, {"text", "json", "csv", "md", "html"});
  app->footer(
      "First the answers that changed, then substantive changes, editorial ones, the counted noise, and what failed.\n"
      "Exit code 1 says that something changed, 0 that nothing did. The same two states give the same bytes.\n\n"
      "Examples:\n  smallprint report --since 2025-06-01\n"
      "  smallprint report --since last --output report.html --feeds feeds/\n"
      "  smallprint report --watch watches.toml --if-changed --mail-to desk@example.org\n"
      "      --mail-from smallprint@example.org --mail-server smtp://mail.example.org:587");
  app->callback([command, &exit_code] { exit_code = run_report(command->common, command->options); });
}

}  // namespace smallprint::app
