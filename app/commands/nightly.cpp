#include "app/commands/commands.hpp"
#include "app/desk/report_run.hpp"
#include "app/importing.hpp"
#include "app/interrupt.hpp"
#include "app/sources/fetching.hpp"

#include <memory>

namespace smallprint::app {
namespace {

struct NightlyCommand {
  Common common;
  std::vector<std::string> paths;
  ReportOptions options;
  bool fetch = false;
  FetchSettings settings;

  int run() const {
    bool fetched_all = true;
    if (fetch) {
      auto const fetched = fetch_sources(common, settings, [](CheckLine const& line) {
        if (line.outcome == ingest::Outcome::failed || line.outcome == ingest::Outcome::blocked)
          report_error({corpus::Errc::io, line.source.authority + ", " + line.source.document_type, 0, line.detail});
      });
      if (!fetched) return report_error(fetched.error());
      fetched_all = fetched->checked == 0 || fetched->not_got() < fetched->checked;
    }
    auto const imported = import_paths(common, paths, {});
    if (!imported) return report_error(imported.error());
    for (auto const& error : imported->failed) report_error(error);
    for (auto const& error : imported->read.skipped) report_error(error);
    for (auto const& error : imported->indexed.failed) report_error(error);
    // What was read stands in the archive and waits for the next run: a report of half a night would miss the rest.
    if (imported->indexed.interrupted || interrupted())
      return report_error(
          {corpus::Errc::interrupted, "nightly", 0, "interrupted; the same command goes on from there"});
    auto const code = run_report(common, options);
    return imported->failed.empty() && fetched_all ? code : Exit::failure;
  }
};

}  // namespace

void add_nightly(CLI::App& program, int& exit_code) {
  auto const command = std::make_shared<NightlyCommand>();
  auto* app =
      program.add_subcommand("nightly", "Fetch or import what is new, index it and report on it, in one command");
  app->add_option("path", command->paths, "What to import, as `import` takes it: repositories, bundles, folders")
      ->type_name("PATH");
  auto* fetch = app->add_flag("--fetch", command->fetch, "Check the declared sources first, as `fetch` does");
  add_report_options(*app, command->options);
  add_fetch_options(*app, command->settings);
  add_common(*app, command->common, {"text", "json", "csv", "md", "html"});
  app->footer(
      "Can be killed at any time and run again: nothing is lost, and what was not reported is reported then.\n"
      "Exit code 1 says that something changed, 0 that nothing did, 3 that a part failed (the report tells of the "
      "rest).\n\n"
      "Examples:\n  smallprint nightly --fetch --contact desk@example.org --output report.html\n"
      "  smallprint nightly /srv/versions.git --output /srv/www/report.html --feeds /srv/www/feeds\n"
      "  smallprint nightly versions.bundle --watch watches.toml --if-changed --post https://hooks.example.org/terms");
  app->callback([command, fetch, &exit_code] {
    if (command->paths.empty() && fetch->count() == 0) throw CLI::RequiredError("a PATH or --fetch");
    exit_code = command->run();
  });
}

}  // namespace smallprint::app
