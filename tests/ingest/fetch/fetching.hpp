#pragma once
#include "ingest/fetch/fetcher.hpp"
#include "tests/support/web_server.hpp"

#include <cstdlib>
#include <map>
#include <string>
#include <vector>

/// What the tests that fetch from loopback share.
namespace smallprint::ingest::test {

/// A proxy of the machine that the tests run on must not come in between.
inline bool const without_proxies = [] {
  for (auto const* name :
       {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"})
    ::unsetenv(name);
  return true;
}();

/// Allows loopback, and waits for nothing longer than it must.
inline FetchOptions quick_options() {
  FetchOptions out;
  out.user_agent = "smallprint/1.0 (+https://example.com/bot)";
  out.host_delay_seconds = 0.01;
  out.first_backoff_seconds = 0.01;
  out.jitter_seed = 1;
  out.allow_private = true;
  out.now = [] { return std::string("2025-06-13T04:12:07Z"); };
  return out;
}

/// The results, by the number of the request; those of an interrupted run are not all there.
inline std::map<std::size_t, FetchResult> fetch(Fetcher& fetcher, std::vector<FetchRequest> const& requests) {
  std::map<std::size_t, FetchResult> out;
  fetcher.fetch(requests, [&](std::size_t number, FetchResult result) {
    if (!out.emplace(number, std::move(result)).second) std::abort();  // reported twice
  });
  return out;
}

inline std::map<std::size_t, FetchResult> fetch(FetchOptions const& options, std::vector<std::string> const& urls) {
  std::vector<FetchRequest> requests;
  for (auto const& url : urls) requests.push_back({url, {}, {}, {}});
  return fetch(*make_fetcher(options).value(), requests);
}

inline FetchResult fetch_one(FetchOptions const& options, FetchRequest const& request) {
  return fetch(*make_fetcher(options).value(), {request}).at(0);
}
inline FetchResult fetch_one(FetchOptions const& options, std::string const& url) {
  return fetch_one(options, FetchRequest{url, {}, {}, {}});
}

}  // namespace smallprint::ingest::test
