#include "ingest/browser/socks.hpp"

#include "sockets.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace smallprint::ingest;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

struct Talk {
  std::optional<socks::Target> target;
  std::string answer;
};

Talk talk(std::string const& bytes) {
  sockets::Pair pair;
  sockets::wait_at_most(pair.one.get(), 1);
  REQUIRE(sockets::send(pair.one.get(), bytes));
  ::shutdown(pair.one.get(), SHUT_WR);
  Talk out;
  out.target = socks::read_request(pair.other.get(), std::chrono::steady_clock::now() + 2s);
  pair.other.reset();
  out.answer = sockets::receive(pair.one.get(), 100);
  return out;
}

}  // namespace

TEST_CASE("a request for a connection is read", "[ingest][browser]") {
  auto got = talk("\5\1\0\5\1\0\3\13example.com\1\273"s);
  REQUIRE(got.target);
  CHECK(got.answer == "\5\0"s);
  CHECK(got.target->host == "example.com");
  CHECK(got.target->port == 443);
  CHECK_FALSE(got.target->address);

  got = talk("\5\2\2\0\5\1\0\1\177\0\0\1\0\120"s);
  REQUIRE(got.target);
  CHECK(got.target->host == "127.0.0.1");
  CHECK(got.target->port == 80);
  REQUIRE(got.target->address);
  CHECK(reinterpret_cast<sockaddr_in const&>(*got.target->address).sin_port == htons(80));

  got = talk("\5\1\0\5\1\0\3\0111.2.3.300\0\120"s);  // nine bytes that are no address
  REQUIRE(got.target);
  CHECK(got.target->host == "1.2.3.300");
  CHECK_FALSE(got.target->address);

  got = talk("\5\1\0\5\1\0\3\7"s + "1.2.3.4\0\120"s);
  REQUIRE(got.target);
  CHECK(got.target->host == "1.2.3.4");
  CHECK(got.target->address);

  got = talk("\5\1\0\5\1\0\4"s + std::string(15, '\0') + "\1\0\120"s);
  REQUIRE(got.target);
  CHECK(got.target->host == "::1");
  CHECK(got.target->address->ss_family == AF_INET6);
}

TEST_CASE("what is no such request gets no connection", "[ingest][browser]") {
  auto const [bytes, answer] = GENERATE(table<std::string, std::string>({
      {"", ""},
      {"GET / HTTP/1.1\r\n\r\n", ""},
      {"\4\1\0\120\177\0\0\1\0"s, ""},                                    // SOCKS 4
      {"\5\1\2"s, "\5\377"s},                                             // only with a password
      {"\5\1\0\5\2\0\1\177\0\0\1\0\120"s, "\5\0\5\7\0\1\0\0\0\0\0\0"s},   // BIND
      {"\5\1\0\5\3\0\1\177\0\0\1\0\120"s, "\5\0\5\7\0\1\0\0\0\0\0\0"s},   // UDP
      {"\5\1\0\5\1\0\2\177\0\0\1\0\120"s, "\5\0\5\10\0\1\0\0\0\0\0\0"s},  // no such kind of address
      {"\5\1\0\5\1\0\3\0\0\120"s, "\5\0\5\1\0\1\0\0\0\0\0\0"s},           // a name of no letters
      {"\5\1\0\5\1\0\3\3a\0b\0\120"s, "\5\0\5\1\0\1\0\0\0\0\0\0"s},       // a name with NUL
      {"\5\1\0\5\1\0\3\13exam"s, "\5\0"s},                                // cut off
  }));
  auto const got = talk(bytes);
  CHECK_FALSE(got.target);
  CHECK(got.answer == answer);
}

TEST_CASE("a silent client is given up", "[ingest][browser]") {
  sockets::Pair const pair;
  auto const begin = std::chrono::steady_clock::now();
  CHECK_FALSE(socks::read_request(pair.other.get(), begin + 100ms));
  CHECK(std::chrono::steady_clock::now() - begin < 2s);
}
