#include "ingest/fetch/proxy.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <map>

using namespace smallprint::ingest;

namespace {

std::string proxy(std::string const& url, std::map<std::string, std::string> const& variables) {
  return proxy_for(*parse_url(url), [&](std::string const& name) -> std::optional<std::string> {
    auto const at = variables.find(name);
    if (at == variables.end()) return std::nullopt;
    return at->second;
  });
}

}  // namespace

TEST_CASE("the environment names the proxy", "[ingest][fetch]") {
  CHECK(proxy("http://a.example/", {}).empty());
  CHECK(proxy("http://a.example/", {{"http_proxy", "p:1"}, {"https_proxy", "q:1"}}) == "p:1");
  CHECK(proxy("https://a.example/", {{"http_proxy", "p:1"}, {"https_proxy", "q:1"}}) == "q:1");
  CHECK(proxy("https://a.example/", {{"HTTPS_PROXY", "q:1"}}) == "q:1");
  CHECK(proxy("http://a.example/", {{"HTTP_PROXY", "p:1"}}).empty());  // may come from a request to a CGI program
  CHECK(proxy("http://a.example/", {{"all_proxy", "p:1"}, {"ALL_PROXY", "q:1"}}) == "p:1");
  CHECK(proxy("https://a.example/", {{"ALL_PROXY", "q:1"}}) == "q:1");
  CHECK(proxy("http://a.example/", {{"http_proxy", "p:1"}, {"no_proxy", "a.example"}}).empty());
  CHECK(proxy("http://a.example/", {{"http_proxy", "p:1"}, {"NO_PROXY", "*"}}).empty());
  CHECK(proxy("http://a.example/", {{"http_proxy", "p:1"}, {"no_proxy", "b.example"}, {"NO_PROXY", "*"}}) == "p:1");
}

TEST_CASE("a no_proxy list names hosts and what is below them", "[ingest][fetch]") {
  auto const [host, list, found] = GENERATE(table<char const*, char const*, bool>({
      {"a.example", "", false},
      {"a.example", "*", true},
      {"a.example", "b.example,A.Example", true},
      {"a.example", "b.example a.example.", true},
      {"x.a.example", "a.example", true},
      {"x.a.example", ".a.example", true},
      {"a.example", ".a.example", true},
      {"xa.example", "a.example", false},
      {"a.example", "x.a.example", false},
      {"a.example", ", ,", false},
      {"10.1.2.3", "10.1.2.3", true},
      {"10.1.2.3", "10.0.0.0/8", true},
      {"11.1.2.3", "10.0.0.0/8", false},
      {"10.1.2.3", "10.1.2.0/30", true},
      {"10.1.2.4", "10.1.2.0/30", false},
      {"10.1.2.3", "10.0.0.0/99", false},
      {"10.1.2.3", "2.3", false},
      {"2001:db8::1", "[2001:db8::1]", true},
      {"2001:db8::1", "2001:db8::/32", true},
      {"2001:db9::1", "2001:db8::/32", false},
  }));
  INFO(host << " in " << list);
  CHECK(is_in_no_proxy(host, list) == found);
}
