#pragma once
#include "tests/parser/tree_faults.hpp"

#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>

/// tests/parser/tree_faults.hpp as checks of a test.
namespace smallprint::tests {

inline void check_tree(corpus::Document const& document, std::string_view raw, Spaces spaces = Spaces::exact) {
  REQUIRE(tree_fault(document, raw, spaces) == "");
}

inline void check_clauses(corpus::Document const& document, std::vector<corpus::Clause> const& clauses) {
  CHECK(clauses_fault(document, clauses) == "");
}

}  // namespace smallprint::tests
