#include "ingest/fetch/url.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace smallprint;
using namespace smallprint::ingest;
using corpus::Errc;

TEST_CASE("a URL is written one way", "[ingest][fetch][url]") {
  auto const [text, whole, key, target] = GENERATE(table<char const*, char const*, char const*, char const*>({
      {"https://example.com", "https://example.com/", "https://example.com:443", "/"},
      {"HTTP://Example.COM:80/Terms?a=b#part", "http://example.com/Terms?a=b", "http://example.com:80", "/Terms?a=b"},
      {"http://example.com:8080/a/../b/./c", "http://example.com:8080/b/c", "http://example.com:8080", "/b/c"},
      {"https://example.com./x", "https://example.com/x", "https://example.com:443", "/x"},
      {"https://example.com/a b/\xc3\xa9?q=\xc3\xa9 x", "https://example.com/a%20b/%c3%a9?q=%c3%a9+x",
       "https://example.com:443", "/a%20b/%c3%a9?q=%c3%a9+x"},
      {"https://b\xc3\xbc"
       "cher.example/",
       "https://xn--bcher-kva.example/", "https://xn--bcher-kva.example:443", "/"},
      {"http://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.1/", "http://127.0.0.1/", "http://127.0.0.1:80",
       "/"},  // wide digits
      {"http://%31%32%37.1/", "http://127.0.0.1/", "http://127.0.0.1:80", "/"},
      {"http://2130706433/", "http://127.0.0.1/", "http://127.0.0.1:80", "/"},
      {"http://0x7f.1/", "http://127.0.0.1/", "http://127.0.0.1:80", "/"},
      {"http://[2001:DB8::1]:81/", "http://[2001:db8::1]:81/", "http://[2001:db8::1]:81", "/"},
      {"https://example.com?x", "https://example.com/?x", "https://example.com:443", "/?x"},
  }));
  auto const url = parse_url(text);
  INFO(text);
  REQUIRE(url.has_value());
  CHECK(url->text == whole);
  CHECK(url->host_key == key);
  CHECK(url->target == target);
  CHECK(parse_url(url->text)->text == url->text);
}

TEST_CASE("a host stands without brackets", "[ingest][fetch][url]") {
  CHECK(parse_url("http://[::1]:81/")->host == "::1");
  CHECK(parse_url("http://a.example:81/")->host == "a.example");
}

TEST_CASE("what is not fetched is refused with a reason", "[ingest][fetch][url]") {
  auto const [text, code, message] = GENERATE(table<std::string, Errc, std::string>({
      {"", Errc::syntax, "not an absolute address, as https://example.com/terms is"},
      {"example.com/terms", Errc::syntax, "not an absolute address, as https://example.com/terms is"},
      {"/terms", Errc::syntax, "not an absolute address, as https://example.com/terms is"},
      {"file:///etc/passwd", Errc::unsupported, "only http and https are fetched"},
      {"ftp://example.com/x", Errc::unsupported, "only http and https are fetched"},
      {"gopher://example.com/x", Errc::unsupported, "only http and https are fetched"},
      {"javascript://x", Errc::unsupported, "only http and https are fetched"},
      {"https://user:secret@example.com/", Errc::unsupported, "a user name or password stands in the address"},
      {"https://user@example.com/", Errc::unsupported, "a user name or password stands in the address"},
      {"http://", Errc::syntax, "not an address: No host part in the URL"},
      {"http://exa mple.com/", Errc::syntax, "not an address: Bad hostname"},
      {"http://example.com:99999/", Errc::syntax,
       "not an address: Port number was not a decimal number between 0 and 65535"},
      {"http://example.com/a\nb", Errc::syntax, "not an address: Bad path"},
      {std::string("http://example.com/\0x", 21), Errc::syntax, "not an address: it has a NUL"},
      {"http://a\xff.example/", Errc::syntax, "not an address: its host is no name"},
      {"http://\xe2\x80\xae.example/", Errc::syntax, "not an address: its host is no name"},
      {"http://%2531.example/", Errc::syntax, "not an address: its host is no name"},
      {"http://./", Errc::syntax, "not an address: its host is no name"},
      {"http://example.com/" + std::string(8000, 'x'), Errc::too_large, "an address of more than 8000 bytes"},
      {"http://example.com/" + std::string(4000, ' '), Errc::too_large, "an address of more than 8000 bytes"},
  }));
  INFO(text);
  auto const url = parse_url(text);
  REQUIRE(url.has_error());
  CHECK(url.error().code == code);
  CHECK(url.error().message == message);
}

TEST_CASE("a Location leads on from its page", "[ingest][fetch][url]") {
  auto const base = *parse_url("https://example.com:444/a/b?x=1");
  auto const [location, whole] = GENERATE(table<char const*, char const*>({
      {"/c", "https://example.com:444/c"},
      {"c", "https://example.com:444/a/c"},
      {"../c", "https://example.com:444/c"},
      {"../../../c", "https://example.com:444/c"},
      {"?y=2", "https://example.com:444/a/b?y=2"},
      {"#part", "https://example.com:444/a/b?x=1"},
      {"//other.example/z", "https://other.example/z"},
      {"http://other.example", "http://other.example/"},
      {"/c d#part", "https://example.com:444/c%20d"},
  }));
  INFO(location);
  auto const url = resolve(base, location);
  REQUIRE(url.has_value());
  CHECK(url->text == whole);
}

TEST_CASE("a Location to elsewhere than the web is refused", "[ingest][fetch][url]") {
  auto const base = *parse_url("https://example.com/a");
  CHECK(resolve(base, "file:///etc/passwd").error().code == Errc::unsupported);
  CHECK(resolve(base, "ftp://example.com/").error().code == Errc::unsupported);
  CHECK(resolve(base, "mailto:someone@example.com").has_error());
  CHECK(resolve(base, "//user:secret@example.com/").error().code == Errc::unsupported);
  CHECK(resolve(base, "http://").has_error());
}

TEST_CASE("an address in a message is one line and tells no secret", "[ingest][fetch][url]") {
  CHECK(shown("https://user:secret@example.com/a@b") == "https://...@example.com/a@b");
  CHECK(shown("https://user:sec@ret@example.com") == "https://...@example.com");
  CHECK(shown("https://example.com/?mail=a@b") == "https://example.com/?mail=a@b");
  CHECK(shown("a\r\nb\x1b[31m\xff") == "a??b?[31m?");
  CHECK(shown(std::string(300, 'x')) == std::string(200, 'x') + "...");
}
