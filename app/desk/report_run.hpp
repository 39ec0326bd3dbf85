#pragma once
#include "app/context.hpp"
#include "app/desk/deliver.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace smallprint::app {

/// What `report` and the last step of `nightly` were asked for.
struct ReportOptions {
  std::string since = "last";  ///< date, or "last"
  std::string until;
  std::string reader = "desk";  ///< whose `last` it is
  std::vector<std::string> providers;
  std::string watches;  ///< file
  Delivery delivery;
};
/// Adds --until, --reader, --provider, --watch and what delivers.
void add_report_options(CLI::App& command, ReportOptions& options);

/// Makes the report, prints and delivers it, and notes how far it went once all was delivered.
/// \returns Exit::nothing_found where something changed (as `diff`), done where nothing did, usage or failure
[[nodiscard]] int run_report(Common const& common, ReportOptions const& options);

}  // namespace smallprint::app
