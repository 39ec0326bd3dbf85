#include "app/commands/commands.hpp"
#include "app/context.hpp"
#include "app/index_pipeline.hpp"
#include "app/interrupt.hpp"
#include "app/progress.hpp"
#include "report/json.hpp"

#include <fmt/format.h>

#include <memory>

namespace smallprint::app {
namespace {

int reindex(Common const& common) {
  auto const home = common.home_folder();
  auto lexicons = open_lexicons();
  if (!lexicons) return report_error(lexicons.error());
  auto archive = ingest::Archive::open(home / "archive.db", false);
  if (!archive) return report_error(archive.error());
  // An archive that cannot be listed is found out before the index, which may be sound, is thrown away.
  if (auto const listed = (*archive)->versions(); !listed) return report_error(listed.error());
  auto builder = index::open_builder(home / "index.db", true);
  if (!builder) return report_error(builder.error());
  catch_interrupts();
  ProgressBar bar(common.quiet);
  IndexOptions options;
  options.interrupted = interrupted;
  options.progress = [&](IndexProgress const& p) { bar.show("Reading clauses", p.done, p.total, p.bytes); };
  auto const report = update_index(**archive, **builder, *lexicons, options);
  bar.clear();
  if (!report) return report_error(report.error());
  for (auto const& failed : report->failed) report_error(failed);
  auto const code = report->interrupted ? Exit::failure : Exit::done;
  if (common.chosen_format() != Format::text)
    return print(
        report::dump(
            {{"versions", report->versions}, {"clause_texts", report->texts}, {"interrupted", report->interrupted}}) +
            "\n",
        code);
  if (common.quiet) return code;
  return print(
      fmt::format("{} versions indexed, {} distinct clause texts.{}\n", report->versions, report->texts,
                  report->interrupted ? " Interrupted: `smallprint import` or `smallprint reindex` completes it." : ""),
      code);
}

}  // namespace

void add_reindex(CLI::App& program, int& exit_code) {
  auto const common = std::make_shared<Common>();
  auto* app = program.add_subcommand("reindex", "Throw the index away and make it anew from the archive");
  add_common(*app, *common, {"text", "json"});
  app->footer(
      "Needed after an update of the program or its lexicons. The archive is only read.\n\nExample:\n  smallprint "
      "reindex");
  app->callback([common, &exit_code] { exit_code = reindex(*common); });
}

}  // namespace smallprint::app
