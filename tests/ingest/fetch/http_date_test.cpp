#include "ingest/fetch/http_date.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint::ingest;

TEST_CASE("HTTP writes dates in three ways", "[ingest][fetch]") {
  constexpr std::int64_t then = 784111777;  // 1994-11-06T08:49:37Z
  CHECK(read_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == then);
  CHECK(read_http_date("Sunday, 06-Nov-94 08:49:37 GMT") == then);
  CHECK(read_http_date("Sun Nov  6 08:49:37 1994") == then);
  for (auto const* bad : {"", "tomorrow", "Sun, 06 Nov", "1994-11-06", "06 Nov 1994 08:49:37 GMT", "20",
                          "Sun, 99 Foo 1994 08:49:37 GMT"}) {
    INFO(bad);
    CHECK(read_http_date(bad) == std::nullopt);
  }
  CHECK(read_http_date("Sun, 06 Nov 1994 08:49:37 GMT" + std::string(100, ' ')) == std::nullopt);
}

TEST_CASE("Retry-After is a number of seconds or a date", "[ingest][fetch]") {
  constexpr std::int64_t now = 784111777;
  CHECK(retry_after("120", now) == 120);
  CHECK(retry_after("0", now) == 0);
  CHECK(retry_after("99999999999999999999999999", now) == longest_retry_after);
  CHECK(retry_after("Sun, 06 Nov 1994 08:50:37 GMT", now) == 60);
  CHECK(retry_after("Sun, 06 Nov 1994 08:48:37 GMT", now) == 0);  // past
  CHECK(retry_after("Fri, 31 Dec 9999 23:59:59 GMT", now) == longest_retry_after);
  for (auto const* bad : {"", "-5", "1.5", "soon", "12 s"}) CHECK(retry_after(bad, now) == std::nullopt);
}
