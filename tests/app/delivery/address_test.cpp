#include "app/delivery/address.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <string>

using namespace smallprint;

TEST_CASE("an address is shown without its secrets", "[delivery]") {
  auto const [url, shown] = GENERATE(table<std::string, std::string>({
      {"https://example.org/a/b", "https://example.org/a/b"},
      {"HTTPS://user:pass@Example.org:8443/@me?key=1#top", "https://Example.org:8443/@me?..."},
      {"http://[::1]:80/", "http://[::1]:80/"},
      {"smtp://user@host", "smtp://host/"},
      {"user:p@ss@host/x?key=1", "...@host/x"},
      {"https://u:p?q@host/", "...@host/"},
      {"a\nb", "a"},
      {"", "an empty address"},
  }));
  CHECK(app::shown_address(url) == shown);
}

TEST_CASE("the first line of an answer moves no cursor", "[delivery]") {
  auto const [answer, line] = GENERATE(table<std::string, std::string>({
      {"", ""},
      {"\r\n \n", ""},
      {"\r\n550 no \t\r\nmore", "550 no ?"},
      {"a\x1b]0;b\x07", "a?]0;b?"},
      {"\xc2\x9b"
       "2Jä",
       "?2Jä"},
      {"Ge\xe4ndert \xc3", "Ge?ndert ?"},
      {std::string(198, 'a') + "äb", std::string(198, 'a') + "ä"},
      {std::string(199, 'a') + "äb", std::string(199, 'a')},
      {std::string(300, '\x80'), ""},
  }));
  CHECK(app::first_line(answer) == line);
}
