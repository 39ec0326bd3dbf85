#pragma once
#include "ingest/browser/chromium.hpp"
#include "page_server.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <chrono>
#include <cstdlib>

/// A browser for tests that may reach this machine. Ends the test as skipped where none is installed.
inline smallprint::ingest::BrowserOptions browser_options() {
  if (smallprint::ingest::find_browser().empty()) SKIP("no browser is installed");
  for (auto const* const name : {"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
    ::unsetenv(name);
  smallprint::ingest::BrowserOptions options;
  options.allow_private = true;
  options.page_seconds = 20;
  options.settle_seconds = 2;
  options.user_agent = "smallprint-test/1.0";
  options.now = [] { return "2025-06-13T04:12:07Z"; };
  return options;
}

/// A server and a browser for several tests: most of a test's time would be a browser's start.
struct SharedBrowser {
  PageServer server;
  bool stop = false;  ///< interrupts a page once the server was asked for "/silent"
  std::unique_ptr<smallprint::ingest::Browser> browser;

  static SharedBrowser& get() {
    auto options = browser_options();
    static SharedBrowser one(std::move(options));
    return one;
  }
  [[nodiscard]] smallprint::ingest::Exchange render(std::string const& path, std::vector<std::string> const& wanted) {
    return browser->render(server.url(path), wanted);
  }

 private:
  explicit SharedBrowser(smallprint::ingest::BrowserOptions options) {
    options.body_bytes = 50'000;
    options.memory_bytes = 600u << 20;
    options.interrupted = [this] { return stop && server.asked("/silent"); };
    smallprint::ingest::GuardOptions guard;
    guard.rule = [](sockaddr const&) { return std::string_view(); };
    guard.page_bytes = 8u << 20;
    browser = smallprint::ingest::make_guarded_browser(std::move(options), guard).value();
    server.page("/good", "<p>all well");
    server.answer("/silent", PageServer::wait_for_end);
  }
};

inline double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}
