#include "query/suggest.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint::query;

TEST_CASE("near names are suggested, far ones are not", "[query]") {
  std::vector<std::string> const names{"Brightleaf", "Kestrel", "Kestrel Voice", "Ostara"};
  CHECK(suggestion("Brigthleaf", names) == "; did you mean \u201CBrightleaf\u201D?");
  CHECK(suggestion("kestrel", names) == "; did you mean \u201CKestrel\u201D or \u201CKestrel Voice\u201D?");
  CHECK(suggestion("Zzz", names).empty());
  CHECK(suggestion("", names).empty());
  CHECK(suggestion(std::string(5000, 'a'), names).empty());
}

TEST_CASE("names are the same apart from case and accents", "[query]") {
  CHECK(same_name("D\u00E9j\u00E0 Vu", "deja vu"));
  CHECK_FALSE(same_name("Dej", "Deja"));
}
