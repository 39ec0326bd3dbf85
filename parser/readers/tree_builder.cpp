#include "parser/readers/tree_builder.hpp"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstring>

namespace smallprint::parser {

using corpus::Node;
using corpus::NodeKind;

TreeBuilder::TreeBuilder(std::string_view raw, Limits const& limits) : raw_(raw), limits_(limits) {
  document_.text.reserve(raw.size());
  Node root;
  root.raw = {0, static_cast<std::uint32_t>(raw.size())};
  document_.nodes.push_back(root);
  stack_.push_back(0);
}

bool TreeBuilder::is_list(std::int32_t node) const {
  return document_.nodes[static_cast<std::size_t>(node)].kind == NodeKind::list;
}

Node& TreeBuilder::open(NodeKind kind, std::uint32_t raw_begin) {
  end_leaf();
  if (kind != NodeKind::list_item && is_list(stack_.back())) {
    open(NodeKind::list_item, raw_begin);
    implied_.push_back(stack_.size());
  }
  Node node;
  node.kind = kind;
  node.parent = stack_.back();
  node.raw = {raw_begin, raw_begin};
  node.text.begin = node.text.end = static_cast<std::uint32_t>(document_.text.size());
  if (kind == NodeKind::list) node.level = static_cast<std::uint8_t>(list_depth() + 1);
  stack_.push_back(static_cast<std::int32_t>(document_.nodes.size()));
  document_.nodes.push_back(node);
  return document_.nodes.back();
}

void TreeBuilder::close(std::uint32_t raw_end) {
  end_leaf();
  auto const index = stack_.back();
  stack_.pop_back();
  auto& node = document_.nodes[static_cast<std::size_t>(index)];
  if (static_cast<std::size_t>(index) + 1 == document_.nodes.size()) {  // nothing in it
    document_.nodes.pop_back();
  } else {
    if (node.kind == NodeKind::table_row) end_cell("\n");
    node.text.end = document_.nodes.back().text.end;
    node.raw.end = std::max(raw_end, node.raw.begin);
  }
  if (implied_.empty() || implied_.back() != stack_.size()) return;
  implied_.pop_back();
  close(raw_end);
}

Node& TreeBuilder::begin_leaf(NodeKind kind, std::uint32_t raw_begin) {
  end_leaf();
  in_leaf_ = true;
  leaf_ = Node{};
  leaf_.kind = kind;
  leaf_.parent = stack_.back();
  leaf_.raw = {raw_begin, raw_begin};
  return leaf_;
}

void TreeBuilder::end_leaf() {
  if (!in_leaf_) return;
  in_leaf_ = false;
  if (text_.empty()) {
    text_.clear();
    return;
  }
  auto const raw_end = text_.raw_end();
  bool const line_end = raw_end < raw_.size() && raw_[raw_end] == '\n';
  if (leaf_.kind == NodeKind::table_cell) {
    end_cell(" | ");
    leaf_.text = text_.flush(document_, {}, {raw_end, raw_end});
    cell_open_ = true;
  } else {
    end_cell("\n");
    leaf_.text = text_.flush(document_, "\n", {raw_end, raw_end + (line_end ? 1 : 0)});
  }
  leaf_.raw.begin = document_.offsets.to_raw(leaf_.text).begin;
  leaf_.raw.end = raw_end;
  if (is_list(leaf_.parent)) {
    Node item = leaf_;
    item.kind = NodeKind::list_item;
    leaf_.parent = static_cast<std::int32_t>(document_.nodes.size());
    document_.nodes.push_back(item);
  }
  document_.nodes.push_back(leaf_);
}

void TreeBuilder::append(corpus::Document const& part, std::uint32_t raw_begin) {
  end_leaf();
  auto const text_begin = static_cast<std::uint32_t>(document_.text.size());
  auto const first = static_cast<std::int32_t>(document_.nodes.size());
  auto const move = [](corpus::Span& span, std::uint32_t by) {
    span.begin += by;
    span.end += by;
  };
  for (std::size_t i = 1; i < part.nodes.size(); ++i) {
    auto& node = document_.nodes.emplace_back(part.nodes[i]);
    node.parent = node.parent == 0 ? stack_.back() : node.parent + first - 1;
    move(node.text, text_begin);
    move(node.raw, raw_begin);
  }
  for (auto const& mark : part.marks) move(document_.marks.emplace_back(mark).text, text_begin);
  document_.text += part.text;
  for (auto const& run : part.offsets.runs()) {
    auto const raw = run.raw + raw_begin;
    document_.offsets.append(run.clean_size, {raw, raw + run.raw_size});
  }
}

// What parts a cell from the next is known only when the next one, or the row's end, comes.
void TreeBuilder::end_cell(std::string_view separator) {
  if (!cell_open_) return;
  cell_open_ = false;
  document_.text += separator;
  auto const& last = document_.offsets.runs().back();
  auto const at = last.raw + last.raw_size;
  document_.offsets.append(static_cast<std::uint32_t>(separator.size()), {at, at});
}

std::uint8_t TreeBuilder::list_depth() const {
  for (auto it = stack_.rbegin(); it != stack_.rend(); ++it) {
    auto const& node = document_.nodes[static_cast<std::size_t>(*it)];
    if (node.kind == NodeKind::list) return node.level;
  }
  return 0;
}

corpus::Result<corpus::Document> TreeBuilder::finish(std::string_view source_name) {
  end_leaf();
  if (full())
    return corpus::Error{corpus::Errc::too_large, std::string(source_name), raw_.size(),
                         fmt::format("more than {} headings, paragraphs and items", limits_.nodes)};
  while (stack_.size() > 1) close(static_cast<std::uint32_t>(raw_.size()));
  end_cell("\n");
  document_.nodes[0].text = {0, static_cast<std::uint32_t>(document_.text.size())};
  Node const* best = nullptr;
  for (auto const& node : document_.nodes)
    if (node.kind == NodeKind::heading && (best == nullptr || node.level < best->level)) best = &node;
  if (best != nullptr) document_.title = slice(document_.text, best->text);
  return std::move(document_);
}

std::size_t first_invalid_utf8(std::string_view bytes) {
  auto const* s = reinterpret_cast<std::uint8_t const*>(bytes.data());
  auto const size = static_cast<std::int64_t>(bytes.size());
  std::int64_t i = 0;
  while (i < size) {
    std::uint64_t eight = 0;
    while (i + 8 <= size && (std::memcpy(&eight, s + i, 8), (eight & 0x8080808080808080ULL) == 0)) i += 8;
    if (i >= size) break;
    auto const begin = i;
    UChar32 c = 0;
    U8_NEXT(s, i, size, c);
    if (c < 0) return static_cast<std::size_t>(begin);
  }
  return bytes.size();
}

}  // namespace smallprint::parser
