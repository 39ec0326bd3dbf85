#include "ingest/browser/outer_proxy.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <map>
#include <string>

using namespace smallprint;

namespace {

corpus::Result<ingest::OuterProxy> read(std::map<std::string, std::string> const& environment) {
  return ingest::outer_proxy([&](std::string const& name) -> std::optional<std::string> {
    auto const at = environment.find(name);
    if (at == environment.end()) return {};
    return at->second;
  });
}

}  // namespace

TEST_CASE("the environment's proxies are read as curl reads them", "[ingest][browser]") {
  auto got = read({{"HTTPS_PROXY", "http://Proxy.example:3128/"}}).value();
  CHECK(got.http == "");
  CHECK(got.https == "http://Proxy.example:3128");

  got =
      read({{"ALL_PROXY", "socks5h://proxy.example"}, {"http_proxy", "proxy.example"}, {"HTTP_PROXY", "x:1"}}).value();
  CHECK(got.http == "http://proxy.example:1080");
  CHECK(got.https == "socks5://proxy.example:1080");

  // The name that a web server's programs get from a header of the request.
  CHECK(read({{"HTTP_PROXY", "http://proxy.example:1"}}).value().http == "");

  got = read({{"https_proxy", "HTTPS://[2001:db8::1]"}, {"http_proxy", ""}}).value();
  CHECK(got.http == "");
  CHECK(got.https == "https://[2001:db8::1]:443");
}

TEST_CASE("a proxy that a browser cannot use is an error without its secrets", "[ingest][browser]") {
  auto const [value, code, message] = GENERATE(table<char const*, corpus::Errc, char const*>({
      {"http://me:secret@proxy.example:1", corpus::Errc::unsupported,
       "a browser cannot be given a proxy's user name and password"},
      {"ftp://proxy.example:1", corpus::Errc::unsupported, "a proxy of scheme ftp cannot be used"},
      {"http://a;http=b", corpus::Errc::syntax, "it is no proxy's address"},
      {"http:// a", corpus::Errc::syntax, "it is no proxy's address"},
      {"http://", corpus::Errc::syntax, "it is no proxy's address"},
  }));
  auto const got = read({{"HTTPS_PROXY", value}});
  REQUIRE(got.has_error());
  CHECK(got.error().source == "HTTPS_PROXY");
  CHECK(got.error().code == code);
  CHECK(got.error().message == message);
}

TEST_CASE("no connection goes past the proxies", "[ingest][browser]") {
  CHECK(ingest::proxy_flag({}, 4711) == "--proxy-server=socks5://127.0.0.1:4711");
  CHECK(ingest::proxy_flag({"", "http://p:1"}, 4711) ==
        "--proxy-server=http=socks5://127.0.0.1:4711;https=http://p:1;socks=socks5://127.0.0.1:4711");
  CHECK(ingest::proxy_flag({"http://q:2", "http://p:1"}, 4711) ==
        "--proxy-server=http=http://q:2;https=http://p:1;socks=socks5://127.0.0.1:4711");
  CHECK(ingest::resolver_flag({}) == "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1");
  CHECK(ingest::resolver_flag({"", "http://[2001:db8::1]:80"}) ==
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE [2001:db8::1]");
}
