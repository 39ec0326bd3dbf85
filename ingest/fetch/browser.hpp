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
  std::uint32_t page_seconds = 60;    ///< of one page, from asking for it to its end
  std::uint32_t settle_seconds = 10;  ///< to wait for the wanted elements once the page has loaded
  std::size_t body_bytes = 32u << 20;
  std::size_t memory_bytes = 4ull << 30;       ///< of each of its processes; it needs half a gigabyte
  bool allow_private = false;                  ///< loopback, private and link-local addresses
  std::vector<std::string> allowed_addresses;  ///< single ones of these, "10.1.2.3", "fd00::1"
  std::string user_agent;                      ///< empty: the browser's own
  std::string accept_language = "en";
  std::function<bool()> interrupted;
  std::function<std::string()> now;
};

class Browser {
 public:
  virtual ~Browser() = default;
  /// Opens `url`, lets its scripts run until each of `wanted` (CSS selectors) matches an element with
  /// text and nothing has changed for half a second, or time is up, and gives the document as it stands
  /// then. Without selectors the network must be still too. A page that never ends loading is given all the
  /// same once everything wanted is there. A selector that the browser cannot read is not waited for.
  ///
  /// The exchange is of the document in the end: `url` is its address, after redirects and what scripts went
  /// on to, and status and headers are that answer's; `rendered` is set. The body is UTF-8 whatever its own
  /// declaration says, and holds neither shadow trees nor the documents of frames.
  /// A page whose process died, that never ended or that is too large has `error` set and no body; status
  /// and headers are kept where they came.
  [[nodiscard]] virtual Exchange render(std::string const& url, std::vector<std::string> const& wanted) = 0;
};

/// The browser's path; empty where none is installed.
[[nodiscard]] std::string find_browser();
/// Starts it at the first render(), anew after it came to harm, and ends it with the object. All of its
/// connections go through a proxy that keeps to the address rules, or through the proxies that the environment
/// names; the environment is read here.
/// \retval Errc::not_found    none is installed; the message says what to install
/// \retval Errc::unsupported  a proxy is named that a browser cannot use, as one with a password
/// \retval Errc::syntax       what is named is no proxy
[[nodiscard]] corpus::Result<std::unique_ptr<Browser>> make_browser(BrowserOptions options);

}  // namespace smallprint::ingest
