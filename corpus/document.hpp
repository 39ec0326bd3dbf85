#pragma once
#include "corpus/span.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace smallprint::corpus {

enum class NodeKind : std::uint8_t {
  document,    ///< the root, always node 0
  heading,     ///< leaf; level 1..6
  paragraph,   ///< leaf
  list,        ///< holds list_items
  list_item,   ///< holds paragraphs, lists, ...
  quote,       ///< block quotation; holds blocks
  table,       ///< holds table_rows; the first one is the header where `header` says so
  table_row,   ///< holds table_cells
  table_cell,  ///< leaf
  code         ///< leaf; its text is kept as written
};

/// One node of the document tree, in document order (a parent comes before its children).
struct Node {
  NodeKind kind = NodeKind::document;
  std::uint8_t level = 0;    ///< heading: 1..6; list: nesting depth from 1
  bool ordered = false;      ///< list and list_item: numbered by the markup
  bool header = false;       ///< table_row: names the columns
  std::int32_t parent = -1;  ///< index into Document::nodes; -1 for the root
  std::uint32_t number = 0;  ///< list_item of an ordered list: its number as written
  char marker = 0;  ///< list_item: '.' or ')' after the number, 'a','A','i','I' for lettered HTML lists, else 0
  Span text;        ///< leaf: bytes of Document::text; others: what their leaves cover
  Span raw;         ///< bytes of the version's text
};

/// Words that the markup made strong, or a link's words. Spans are bytes of Document::text.
struct Mark {
  /// line_break: a line end the author asked for; `text` is the space that stands for it.
  /// quotation: HTML's <q>. code: words that are shown as they are typed.
  enum class Kind : std::uint8_t { strong, emphasis, link, line_break, quotation, code } kind{};
  Span text;
  std::string target;  ///< link: its address as written; else empty
};

/// A version as a tree. Leaves' clean text stands in `text`, each leaf followed by '\n'; inside a
/// leaf, markup is removed, spaces are folded and line breaks are spaces. A table cell that is not
/// the last of its row is followed by " | " instead, so that a row reads as one line.
struct Document {
  std::string title;        ///< the first heading of the highest level, else empty
  std::string text;         ///< clean text: NFC UTF-8
  OffsetMap offsets;        ///< from `text` to the raw bytes
  std::vector<Node> nodes;  ///< nodes[0] is the root
  std::vector<Mark> marks;  ///< by text.begin
};

}  // namespace smallprint::corpus
