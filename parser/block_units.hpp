#pragma once
#include "corpus/document.hpp"

#include <vector>

namespace smallprint::parser {

/// What the splitter works on: a block, or a line of a paragraph whose lines are items.
struct Unit {
  std::int32_t node = 0;  ///< index into Document::nodes
  corpus::Span text;      ///< leaf: its bytes, or those of the lines taken together
};

/// Children of every node, and the units that they make.
class BlockUnits {
 public:
  explicit BlockUnits(corpus::Document const& document);
  /// Units of a container. Quotes are looked through; a paragraph with line breaks is cut where its
  /// lines start with labels or bullets, are bold by themselves, or end in semicolons.
  [[nodiscard]] std::vector<Unit> of(std::int32_t container) const;
  [[nodiscard]] std::vector<std::int32_t> children(std::int32_t node) const;

 private:
  void collect(std::int32_t container, std::vector<Unit>& out, int depth) const;
  void cut_lines(std::int32_t leaf, std::vector<Unit>& out) const;

  corpus::Document const& document_;
  std::vector<std::int32_t> first_child_;
  std::vector<std::int32_t> next_sibling_;
};

}  // namespace smallprint::parser
