#include "query/changes/days.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

TEST_CASE("days between dates, over months and leap years", "[query]") {
  CHECK(query::day_number("1970-01-01") == 0);
  CHECK(query::days_between("2024-02-28", "2024-03-01") == 2);
  CHECK(query::days_between("2023-02-28T23:59:59Z", "2023-03-01T00:00:00Z") == 1);
  CHECK(query::days_between("2025-01-01", "2024-01-01") == -366);
}
