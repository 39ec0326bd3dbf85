#include "app/commands/commands.hpp"
#include "app/context.hpp"
#include "report/json.hpp"

#include <fmt/format.h>

#include <memory>

namespace smallprint::app {
namespace {

int verify(Common const& common) {
  auto const archive = ingest::Archive::open(common.home_folder() / "archive.db", false);
  if (!archive) return report_error(archive.error());
  auto const result = (*archive)->verify();
  if (!result) return report_error(result.error());
  for (auto const& damage : result->damaged) report_error(damage);
  auto const code = result->damaged.empty() ? Exit::done : Exit::nothing_found;
  if (common.chosen_format() != Format::text)
    return print(report::dump({{"texts", result->texts}, {"damaged", result->damaged.size()}}) + "\n", code);
  if (common.quiet) return code;
  return print(result->damaged.empty()
                   ? fmt::format("{} texts rehashed, all sound.\n", result->texts)
                   : fmt::format("{} texts rehashed, {} damaged.\n", result->texts, result->damaged.size()),
               code);
}

}  // namespace

void add_verify(CLI::App& program, int& exit_code) {
  auto const common = std::make_shared<Common>();
  auto* app = program.add_subcommand("verify", "Rehash every text of the archive and check the file itself");
  add_common(*app, *common, {"text", "json"});
  app->footer("Exit code 1: something is damaged, and each damage is named.\n\nExample:\n  smallprint verify");
  app->callback([common, &exit_code] { exit_code = verify(*common); });
}

}  // namespace smallprint::app
