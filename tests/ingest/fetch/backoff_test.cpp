#include "ingest/fetch/backoff.hpp"

#include <catch2/catch_test_macros.hpp>
#include <set>

using namespace smallprint::ingest;

TEST_CASE("waits double up to a cap, shortened by chance", "[ingest][fetch]") {
  std::set<double> first;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Backoff backoff(2, 60, seed);
    auto const wait = backoff.seconds(1);
    CHECK((wait >= 1 && wait <= 2));
    first.insert(wait);
    auto const third = backoff.seconds(3);
    CHECK((third >= 4 && third <= 8));
    for (std::uint32_t const many : {6u, 100u, 4000000000u}) {
      auto const long_wait = backoff.seconds(many);
      CHECK((long_wait >= 30 && long_wait <= 60));
    }
  }
  CHECK(first.size() == 200);
  CHECK(*first.begin() < 1.1);
  CHECK(*first.rbegin() > 1.9);
}

TEST_CASE("the same seed gives the same waits", "[ingest][fetch]") {
  Backoff one(2, 60, 7), other(2, 60, 7);
  for (std::uint32_t i = 1; i < 9; ++i) CHECK(one.seconds(i) == other.seconds(i));
}
