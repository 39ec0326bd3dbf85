#pragma once
#include "corpus/document.hpp"
#include "parser/parser.hpp"
#include "parser/readers/leaf_text.hpp"

#include <string_view>
#include <vector>

namespace smallprint::parser {

/// Builds a Document in document order: containers are opened and closed, leaves are filled through
/// leaf(). Empty leaves and containers leave no node.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view raw, Limits const& limits);

  /// A list holds items only: what stands in it without one gets its own, as pages forget their <li>.
  /// Opens a container; ends an open leaf. \returns it, to set what its kind needs, until the next call
  corpus::Node& open(corpus::NodeKind kind, std::uint32_t raw_begin);
  /// Closes the innermost container.
  void close(std::uint32_t raw_end);

  /// Starts a leaf; ends the open one.
  corpus::Node& begin_leaf(corpus::NodeKind kind, std::uint32_t raw_begin);
  void end_leaf();
  [[nodiscard]] bool in_leaf() const { return in_leaf_; }
  [[nodiscard]] corpus::NodeKind leaf_kind() const { return leaf_.kind; }
  [[nodiscard]] LeafText& leaf() { return text_; }
  /// Appends all that stands in another tree, below the innermost container.
  /// \param raw_begin  where the bytes that the tree was made of stand
  void append(corpus::Document const& part, std::uint32_t raw_begin);
  /// List depth at this point, 0 outside lists.
  [[nodiscard]] std::uint8_t list_depth() const;
  /// What `limits` allows is used up; the caller stops.
  [[nodiscard]] bool full() const { return document_.nodes.size() > limits_.nodes; }

  /// \retval Errc::too_large  more nodes than `limits` allows
  [[nodiscard]] corpus::Result<corpus::Document> finish(std::string_view source_name);

 private:
  void end_cell(std::string_view separator);
  [[nodiscard]] bool is_list(std::int32_t node) const;

  std::string_view raw_;
  Limits limits_;
  corpus::Document document_;
  LeafText text_;
  corpus::Node leaf_;
  bool in_leaf_ = false;
  bool cell_open_ = false;  ///< a cell was written, what parts it from the next was not
  std::vector<std::int32_t> stack_;
  std::vector<std::size_t> implied_;  ///< sizes of stack_ at which an item that no markup opened is on top
};

/// Byte of `bytes` at which it stops to be UTF-8; bytes.size() when it never does.
[[nodiscard]] std::size_t first_invalid_utf8(std::string_view bytes);

}  // namespace smallprint::parser
