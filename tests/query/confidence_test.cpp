#include "query/confidence.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

TEST_CASE("confidence never falls where sentences speak more plainly", "[query][property]") {
  double last = 0;
  for (int i = -5; i <= 105; ++i) {
    auto const now = query::confidence_of(i / 100.0, true);
    CHECK(now >= last);
    CHECK(now > query::confidence_of(i / 100.0, false));
    CHECK((now > 0 && now < 1));
    last = now;
  }
}

TEST_CASE("silence is less sure where not everything could be read", "[query]") {
  CHECK(query::confidence_of_silence(true, true) > query::confidence_of_silence(true, false));
  CHECK(query::confidence_of_silence(true, true) > query::confidence_of_silence(false, true));
  CHECK(query::confidence_of_words(0.6) < query::confidence_of_words(1.0));
}
