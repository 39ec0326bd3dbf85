#pragma once
#include "ingest/browser/outer_proxy.hpp"
#include "ingest/fetch/browser.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace smallprint::ingest {

/// How Chromium is started: without window, with nothing asked of the network but by pages, and with all
/// of that through the proxies.
///
/// \param folder  where it keeps what it writes.
[[nodiscard]] std::vector<std::string> chromium_flags(BrowserOptions const& options, std::string const& folder,
                                                      OuterProxy const& outer, std::uint16_t guard_port);
/// What it sees of the environment: no more than it needs, so that a page looks alike everywhere.
[[nodiscard]] std::vector<std::string> chromium_environment(std::string const& folder);

}  // namespace smallprint::ingest
