#include "ingest/fetch/stall_watch.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint::ingest;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("a server that falls silent is given up", "[ingest][fetch]") {
  StallWatch watch(50, 20);
  StallWatch::Time const start{seconds(1000)};
  CHECK_FALSE(watch.is_stalled(start, 0));
  CHECK_FALSE(watch.is_stalled(start + seconds(3), 312));
  CHECK_FALSE(watch.is_stalled(start + milliseconds(19999), 312));
  REQUIRE(watch.is_stalled(start + seconds(20), 312));
  CHECK(watch.reason() == "sent 312 bytes in 3 s, then nothing for 17 s");
}

TEST_CASE("a server that says nothing is given up", "[ingest][fetch]") {
  StallWatch watch(50, 20);
  StallWatch::Time const start{};
  CHECK_FALSE(watch.is_stalled(start, 0));
  REQUIRE(watch.is_stalled(start + milliseconds(20100), 0));
  CHECK(watch.reason() == "no answer in 20 s");
}

TEST_CASE("a server that drips is given up, one that is slow is not", "[ingest][fetch]") {
  StallWatch drips(50, 20), slow(50, 20);
  StallWatch::Time const start{};
  bool stalled = false;
  for (std::uint64_t second = 0; second <= 100; ++second) {
    auto const now = start + seconds(second);
    CHECK_FALSE(slow.is_stalled(now, 50 * second));
    if (!stalled) stalled = drips.is_stalled(now, second < 30 ? 100 * second : 3000 + 10 * (second - 30));
    CHECK(stalled == (second >= 60));  // the window from 40 to 60 is the first that is too slow
  }
  CHECK(drips.reason() == "sent 3300 bytes in 60 s, fewer than 50 a second");
}
