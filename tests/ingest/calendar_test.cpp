#include "ingest/calendar.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint::ingest;

TEST_CASE("a time is read back from what was written", "[ingest]") {
  for (std::int64_t const seconds : {0LL, -1LL, 951826496LL, 1749787927LL, 253402300799LL, -62135596800LL})
    CHECK(from_utc(to_utc(seconds).value()) == seconds);
  CHECK(to_utc(1749787927) == "2025-06-13T04:12:07Z");
  CHECK(from_utc("2025-06-13T04:12:07Z") == 1749787927);
  for (auto const* bad : {"", "2025-06-13", "2025-02-30T04:12:07Z", "2025-06-13T24:00:00Z", "2025-06-13 04:12:07Z"})
    CHECK(from_utc(bad) == std::nullopt);
}
