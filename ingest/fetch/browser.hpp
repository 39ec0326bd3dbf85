#pragma once
#include "corpus/error.hpp"
#include "ingest/fetch/fetcher.hpp"

#include <memory>
#include <string>
#include <vector>

/// Renders pages that are made by scripts, in a headless Chromium that runs as a child with limits.
namespace smallprint::ingest {

struct BrowserOptions {
  std::string program;                ///< path; empty: the first that is installed (chromium, google-chrome, ...)
  std::uint32_t page_seconds = 60;    ///< of one page, from start to end
  std::uint32_t settle_seconds = 10;  ///< to wait for the wanted elements once the page has loaded
  std::size_t body_bytes = 32u << 20;
  std::size_t memory_bytes = 4ull << 30;  ///< of each of its processes
  bool allow_private = false;             ///< loopback, private and link-local addresses
  std::string user_agent;
  std::string accept_language = "en";
  std::function<bool()> interrupted;
  std::function<std::string()> now;
};

class Browser {
 public:
  virtual ~Browser() = default;
  /// Opens `url`, lets its scripts run until each of `wanted` (CSS selectors) matches an element with
  /// text or time is up, and gives the document as it stands then. The exchange is of the page itself:
  /// its last status, headers and address after redirects, `rendered` set.
  /// A page whose process died, that never ended or that is too large has `error` set and no body.
  [[nodiscard]] virtual Exchange render(std::string const& url, std::vector<std::string> const& wanted) = 0;
};

/// The browser's path; empty where none is installed.
[[nodiscard]] std::string find_browser();
/// Starts it at the first render(). \retval Errc::not_found  none is installed
[[nodiscard]] corpus::Result<std::unique_ptr<Browser>> make_browser(BrowserOptions options);

}  // namespace smallprint::ingest
