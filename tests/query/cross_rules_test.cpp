#include "query/cross_rules.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

TEST_CASE("an exemption reaches a clause and what it holds", "[query]") {
  query::CrossRules const rules{{{0, "9"}}, {}};
  CHECK(rules.exempts(0, "9"));
  CHECK(rules.exempts(0, "9.1"));
  CHECK(rules.exempts(0, "9(b)"));
  CHECK_FALSE(rules.exempts(0, "90"));
  CHECK_FALSE(rules.exempts(0, ""));
  CHECK_FALSE(rules.exempts(1, "9"));
}

TEST_CASE("a document yields to the one that prevails over it", "[query]") {
  query::CrossRules const rules{{}, {{1, 0}}};
  CHECK(rules.yields(0, 1));
  CHECK_FALSE(rules.yields(1, 0));
}
