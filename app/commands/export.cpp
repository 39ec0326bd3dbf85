#include "app/commands/commands.hpp"
#include "app/context.hpp"
#include "app/interrupt.hpp"
#include "app/progress.hpp"
#include "app/sources/declared.hpp"
#include "ingest/wacz/wacz_writer.hpp"
#include "report/json.hpp"

#include <fmt/format.h>

#include <memory>

namespace smallprint::app {
namespace {

struct ExportCommand {
  Common common;
  std::string wacz, from, to;
  std::vector<std::string> wanted;

  int run() const;
};

int ExportCommand::run() const {
  auto archive = ingest::Archive::open(common.home_folder() / "archive.db", false);
  if (!archive) return report_error(archive.error());
  ingest::WaczOptions options;
  if (!wanted.empty()) {
    auto const states = (*archive)->source_states();
    if (!states) return report_error(states.error());
    std::vector<DeclaredSource> known;
    for (auto const& state : *states) known.push_back({state.source, {}, {}});
    auto const chosen = choose_sources(std::move(known), wanted);
    if (!chosen) return report_error(chosen.error()), Exit::usage;
    for (auto const& one : *chosen) options.sources.push_back(one.source);
  }
  options.from = from;
  options.to = to;
  options.software = "smallprint " SMALLPRINT_VERSION;
  catch_interrupts();
  ProgressBar bar(common.quiet);
  options.interrupted = interrupted;
  options.progress = [&](std::int64_t done, std::int64_t total) { bar.show("Writing records", done, total, 0); };
  auto const written = ingest::write_wacz(**archive, wacz, options);
  bar.clear();
  if (!written)
    return report_error(written.error()),
           written.error().code == corpus::Errc::not_found ? Exit::nothing_found : Exit::failure;
  auto const& r = *written;
  if (common.chosen_format() != Format::text)
    return print(report::dump({{"file", wacz},
                               {"bytes", r.bytes},
                               {"requests", r.exchanges},
                               {"unanswered", r.unanswered},
                               {"records", r.records},
                               {"responses", r.responses},
                               {"resources", r.resources},
                               {"revisits", r.revisits},
                               {"pages", r.pages},
                               {"from", r.first},
                               {"to", r.last}}) +
                     "\n",
                 Exit::done);
  if (common.quiet) return Exit::done;
  return print(
      fmt::format("{}: {} requests from {} to {} as {} records ({} responses, {} rendered, {} unchanged); {} had "
                  "no answer.\n",
                  wacz, r.exchanges, r.first, r.last, r.records, r.responses, r.resources, r.revisits, r.unanswered),
      Exit::done);
}

}  // namespace

void add_export(CLI::App& program, int& exit_code) {
  auto const command = std::make_shared<ExportCommand>();
  auto* app = program.add_subcommand("export", "Hand what was fetched to other people's tools, as WACZ");
  app->add_option("source", command->wanted, "Authorities, or \"authority/document type\" (default: all)")
      ->type_name("SOURCE");
  app->add_option("--wacz", command->wacz, "File to write")->required()->type_name("FILE");
  app->add_option("--from", command->from, "First day")->check(date_check())->type_name("DATE");
  app->add_option("--to", command->to, "Last day")->check(date_check())->type_name("DATE");
  add_common(*app, command->common, {"text", "json"});
  app->footer(
      "The file appears whole or not at all; the same archive gives the same bytes. docs/export.md says what is in "
      "it.\n"
      "Exit code 1: nothing was fetched from these sources in this time.\n\n"
      "Example:\n  smallprint export --wacz acme.wacz \"Acme AI\" --from 2026-01-01");
  app->callback([command, &exit_code] { exit_code = command->run(); });
}

}  // namespace smallprint::app
