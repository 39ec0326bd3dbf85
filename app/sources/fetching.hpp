#pragma once
#include "app/context.hpp"
#include "app/sources/check_run.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

namespace smallprint::app {

/// What `fetch` and `nightly --fetch` were asked for.
struct FetchSettings {
  std::vector<std::string> folders;  ///< of declarations, or single ones; empty: the user's own, else the shipped
  std::vector<std::string> wanted;   ///< authorities or "authority/document type"; empty: all
  std::string contact;               ///< whom a site may write to; part of the User-Agent
  ingest::FetchOptions fetch;
  std::string browser = "auto";  ///< "auto", "none", or a program
};
/// Adds --contact, --delay and the limits, and, where `sources`, --sources.
void add_fetch_options(CLI::App& command, FetchSettings& settings, bool sources = true);

struct FetchSummary {
  std::map<ingest::Outcome, std::size_t> outcomes;
  std::size_t sources = 0;  ///< chosen
  std::size_t checked = 0;
  std::size_t requests = 0;
  std::size_t bytes = 0;
  bool interrupted = false;
  [[nodiscard]] std::size_t not_got() const;
};

/// Checks the sources and stores each check; the index is not touched. Ctrl-C stops after what is whole.
/// \param line  called for each check once it is stored
[[nodiscard]] corpus::Result<FetchSummary> fetch_sources(Common const& common, FetchSettings settings,
                                                         std::function<void(CheckLine const&)> const& line);

/// "smallprint/0.1 (+mail@example.org)"
[[nodiscard]] std::string user_agent(std::string const& contact);
/// The time of day in UTC, as the archive writes it.
[[nodiscard]] std::string now_utc();
/// A fetcher by settings. \retval as make_fetcher()
[[nodiscard]] corpus::Result<std::unique_ptr<ingest::Fetcher>> open_fetcher(FetchSettings const& settings);
/// A browser by settings; null with `why` where there is none or none is wanted.
[[nodiscard]] corpus::Result<std::unique_ptr<ingest::Browser>> open_browser(FetchSettings const& settings,
                                                                            std::string& why);

}  // namespace smallprint::app
