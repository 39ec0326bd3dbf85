#pragma once
#include "corpus/clause.hpp"

#include <vector>

namespace smallprint::parser {
class ClauseSplitter {
 public:
  explicit ClauseSplitter(corpus::Document const& document) : document_(document) {}
  [[nodiscard]] std::vector<corpus::Clause> run();

 private:
  corpus::Document const& document_;
};
}  // namespace smallprint::parser
