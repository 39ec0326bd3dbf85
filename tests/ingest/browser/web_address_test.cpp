#include "ingest/browser/web_address.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace smallprint::ingest;

TEST_CASE("a web address is taken apart", "[ingest][browser]") {
  auto const [url, scheme, host, port] = GENERATE(table<char const*, char const*, char const*, int>({
      {"http://example.com", "http", "example.com", 80},
      {"HTTPS://Example.COM/Terms?a=b#c", "https", "example.com", 443},
      {"https://example.com:8443/x:1", "https", "example.com", 8443},
      {"http://example.com:/x", "http", "example.com", 80},
      {"http://[2001:db8::1]/", "http", "2001:db8::1", 80},
      {"http://[2001:db8::1]:81?q", "http", "2001:db8::1", 81},
      {"http://b\u00fccher.example/", "http", "b\u00fccher.example", 80},
  }));
  auto const got = web_address(url);
  REQUIRE(got);
  CHECK(got->scheme == scheme);
  CHECK(got->host == host);
  CHECK(got->port == port);
}

TEST_CASE("what is no web address is none", "[ingest][browser]") {
  auto const* const url = GENERATE("", "example.com", "file:///etc/passwd", "javascript:alert(1)", "about:blank",
                                   "http://", "http:///x", "http://user@example.com/", "http://a b/", "http://a\nb/",
                                   "http://example.com:99999/", "http://example.com:1x/", "http://[::1/",
                                   "http://example.com\\@other.example/", "blob:http://example.com/1");
  CAPTURE(url);
  CHECK_FALSE(web_address(url));
}

TEST_CASE("a host that names this machine or its network is known by its name", "[ingest][browser]") {
  CHECK(special_host("localhost") == "loopback");
  CHECK(special_host("a.LocalHost.") == "loopback");
  CHECK(special_host("127.0.0.1") == "loopback");
  CHECK(special_host("0x7f.1") == "loopback");
  CHECK(special_host("2130706433") == "loopback");
  CHECK(special_host("::1") == "loopback");
  CHECK(special_host("10.1.2.3") == "private");
  CHECK(special_host("8.8.8.8") == "");
  CHECK(special_host("localhost.example") == "");
  CHECK(special_host("example.com") == "");
}

TEST_CASE("a fragment is left out", "[ingest][browser]") {
  CHECK(without_fragment("http://a/b?c#d#e") == "http://a/b?c");
  CHECK(without_fragment("http://a/b") == "http://a/b");
}
