#include "query/changes/days.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

TEST_CASE("days between dates, over months and leap years", "[query]") {
  CHECK(query::day_number("1970-01-01") == 0);
  CHECK(query::days_between("2024-02-28", "2024-03-01") == 2);
  CHECK(query::days_between("2023-02-28T23:59:59Z", "2023-03-01T00:00:00Z") == 1);
  CHECK(query::days_between("2025-01-01", "2024-01-01") == -366);
}

TEST_CASE("what is just before a time sorts between it and all that is earlier", "[query]") {
  for (std::string const time :
       {"2024-05-06T07:08:00Z", "2024-05-01T00:00:00Z", "2024-05-06T07:08:09Z", "2024-05-10"}) {
    CAPTURE(time);
    CHECK(query::just_before(time) < time);
  }
  CHECK(query::just_before("2024-05-06T07:08:00Z") > "2024-05-06T07:07:59Z");
  CHECK(query::just_before("2024-05-01T00:00:00Z") > "2024-04-30T23:59:59Z");
  CHECK(query::just_before("2024-05-01") > "2024-04-30");
}
