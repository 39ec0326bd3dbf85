#pragma once
#include "parser/readers/leaf_text.hpp"

#include <cmark-gfm.h>

#include <string_view>

namespace smallprint::parser {

/// Walks cmark's inline nodes of one leaf beside the leaf's raw bytes, so that every clean byte is
/// known to stand where it is said to stand. cmark's own columns are not used: they are wrong after
/// escapes, entities and in tables.
class InlineAligner {
 public:
  /// \param leaf         the leaf's raw bytes
  /// \param begin        where they stand in the raw text
  /// \param quote_depth  block quotations around it, whose markers further lines may repeat
  InlineAligner(std::string_view leaf, std::uint32_t begin, unsigned quote_depth, bool cell, LeafText& out);
  /// \returns false when the nodes and the bytes do not agree; `out` is then to be thrown away
  [[nodiscard]] bool run(cmark_node* leaf);
  /// Raw byte after the last one that was matched.
  [[nodiscard]] std::uint32_t at() const { return base_ + static_cast<std::uint32_t>(at_); }

 private:
  bool enter(cmark_node* node);
  bool exit(cmark_node* node);
  bool text(std::string_view literal);
  bool code(std::string_view literal);
  bool html(std::string_view literal);
  bool line_end(bool hard);
  void stray_strong();
  void skip_prefix();
  void skip_destination();
  std::size_t skip_run(char c, std::size_t most);
  bool resync(std::string_view literal);
  [[nodiscard]] corpus::Span raw_span(std::size_t from, std::size_t to) const {
    return {base_ + static_cast<std::uint32_t>(from), base_ + static_cast<std::uint32_t>(to)};
  }

  std::string_view raw_;  ///< of this leaf
  std::uint32_t base_;
  unsigned quote_depth_;
  bool cell_;
  LeafText& out_;
  std::size_t at_ = 0;
  bool stray_open_ = false;
  std::vector<char> links_;  ///< how each open link was opened: '[', '<' or 0 for a bare one
};

}  // namespace smallprint::parser
