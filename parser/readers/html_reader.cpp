#include "parser/readers/html_aligner.hpp"
#include "parser/readers/html_charset.hpp"
#include "parser/readers/html_depth.hpp"
#include "parser/readers/html_role.hpp"
#include "parser/readers/reader.hpp"
#include "parser/readers/tree_builder.hpp"

#include <fmt/format.h>
#include <myhtml/api.h>

#include <algorithm>
#include <memory>

namespace smallprint::parser {
namespace {

using corpus::Mark;
using corpus::NodeKind;
using corpus::Span;

struct FreeTree {
  void operator()(myhtml_tree_t* t) const { myhtml_tree_destroy(t); }
};
struct FreeEngine {
  void operator()(myhtml_t* m) const { myhtml_destroy(m); }
};

std::string_view attribute(myhtml_tree_node_t* node, char const* name, std::size_t name_size) {
  auto* const found = myhtml_attribute_by_key(node, name, name_size);
  if (found == nullptr) return {};
  std::size_t size = 0;
  char const* const value = myhtml_attribute_value(found, &size);
  return value == nullptr ? std::string_view{} : std::string_view(value, size);
}

std::uint32_t number_of(std::string_view s, std::uint32_t otherwise) {
  std::uint32_t value = 0;
  if (s.empty() || s.size() > 6) return otherwise;
  for (char const c : s) {
    if (c < '0' || c > '9') return otherwise;
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return value;
}

class HtmlWalk {
 public:
  HtmlWalk(std::string_view page, Limits const& limits) : page_(page), out_(page, limits) {}

  /// \returns false when the parser moved text to another place, as it does with text inside a table
  bool run(myhtml_tree_node_t* root) {
    children(root, 0);
    return !moved_;
  }
  corpus::Result<corpus::Document> finish(std::string_view source_name) { return out_.finish(source_name); }

 private:
  [[nodiscard]] static std::uint32_t position(myhtml_tree_node_t* node) {
    return static_cast<std::uint32_t>(myhtml_node_element_position(node).begin);
  }

  void children(myhtml_tree_node_t* node, unsigned depth) {
    if (depth > deepest) return text_below(node);
    for (auto* child = myhtml_node_child(node); child != nullptr && !moved_ && !out_.full();
         child = myhtml_node_next(child))
      enter(child, depth);
  }

  // Past any real page: only the words are kept.
  void text_below(myhtml_tree_node_t* top) {
    auto* node = myhtml_node_child(top);
    while (node != nullptr && node != top) {
      if (myhtml_node_tag_id(node) == MyHTML_TAG__TEXT) text(node);
      auto* next = myhtml_node_child(node);
      while (next == nullptr && node != top) {
        next = myhtml_node_next(node);
        if (next == nullptr) node = myhtml_node_parent(node);
        if (node == nullptr) return;
      }
      node = next;
    }
  }

  void enter(myhtml_tree_node_t* node, unsigned depth) {
    auto const tag = myhtml_node_tag_id(node);
    if (tag == MyHTML_TAG__TEXT) return text(node);
    auto const role = html_role(tag);
    switch (role) {
      case HtmlRole::skip:
        return;
      case HtmlRole::line_break: {
        auto const at = position(node);
        if (!out_.in_leaf()) return;
        if (out_.leaf().ends_with_break() && !fixed_leaf())
          out_.end_leaf();  // an empty line parts paragraphs
        else
          out_.leaf().line_break({std::max(at, out_.leaf().raw_end()), std::max(at, out_.leaf().raw_end())});
        return;
      }
      case HtmlRole::heading:
        return heading(node, tag, depth);
      case HtmlRole::list:
        return list(node, tag, depth);
      case HtmlRole::item:
        return item(node, depth);
      case HtmlRole::table:
        return table(node, depth);
      case HtmlRole::strong:
        return marked(node, Mark::Kind::strong, {}, depth);
      case HtmlRole::emphasis:
        return marked(node, Mark::Kind::emphasis, {}, depth);
      case HtmlRole::link:
        return marked(node, Mark::Kind::link, attribute(node, "href", 4), depth);
      case HtmlRole::quotation:
        return marked(node, Mark::Kind::quotation, {}, depth);
      case HtmlRole::code:
        return marked(node, Mark::Kind::code, {}, depth);
      case HtmlRole::preformatted: {
        block_end();
        bool const before = breaks_;
        breaks_ = true;
        children(node, depth + 1);
        breaks_ = before;
        block_end();
        return;
      }
      case HtmlRole::quote:
        if (fixed_leaf()) return block(node, depth);
        out_.open(NodeKind::quote, position(node));
        children(node, depth + 1);
        out_.close(last_);
        return;
      case HtmlRole::row:
      case HtmlRole::cell:
      case HtmlRole::block:
        return block(node, depth);
      case HtmlRole::inline_text:
        return children(node, depth + 1);
    }
  }

  // Inside a heading or cell, blocks only part words.
  [[nodiscard]] bool fixed_leaf() const { return fixed_ > 0; }
  void block_end() {
    if (!fixed_leaf())
      out_.end_leaf();
    else if (out_.in_leaf() && !out_.leaf().empty())
      out_.leaf().space({out_.leaf().raw_end(), out_.leaf().raw_end()});
  }

  void block(myhtml_tree_node_t* node, unsigned depth) {
    block_end();
    children(node, depth + 1);
    block_end();
  }

  void marked(myhtml_tree_node_t* node, Mark::Kind kind, std::string_view target, unsigned depth) {
    open_marks_.push_back({kind, target});
    if (out_.in_leaf()) out_.leaf().open_mark(kind, target);
    children(node, depth + 1);
    open_marks_.pop_back();
    if (out_.in_leaf()) out_.leaf().close_mark(kind);
  }

  void begin_leaf(NodeKind kind, std::uint32_t at) {
    out_.begin_leaf(kind, at);
    for (auto const& [mark, target] : open_marks_) out_.leaf().open_mark(mark, target);
  }

  void heading(myhtml_tree_node_t* node, myhtml_tag_id_t tag, unsigned depth) {
    if (fixed_leaf()) return block(node, depth);
    out_.end_leaf();
    out_.begin_leaf(NodeKind::heading, position(node)).level = static_cast<std::uint8_t>(tag == MyHTML_TAG_H1   ? 1
                                                                                         : tag == MyHTML_TAG_H2 ? 2
                                                                                         : tag == MyHTML_TAG_H3 ? 3
                                                                                         : tag == MyHTML_TAG_H4 ? 4
                                                                                         : tag == MyHTML_TAG_H5 ? 5
                                                                                                                : 6);
    // A heading whose end tag was forgotten holds the paragraphs after it.
    auto* child = myhtml_node_child(node);
    ++fixed_;
    for (; child != nullptr && !moved_; child = myhtml_node_next(child)) {
      auto const inner = myhtml_node_tag_id(child);
      auto const role = html_role(inner);
      if (inner == MyHTML_TAG_P && !out_.leaf().empty()) break;
      if (role == HtmlRole::list || role == HtmlRole::table || role == HtmlRole::heading) break;
      enter(child, depth + 1);
    }
    --fixed_;
    out_.end_leaf();
    for (; child != nullptr && !moved_; child = myhtml_node_next(child)) enter(child, depth + 1);
  }

  void list(myhtml_tree_node_t* node, myhtml_tag_id_t tag, unsigned depth) {
    if (fixed_leaf()) return block(node, depth);
    auto const saved = list_;
    list_ = {};
    list_.ordered = tag == MyHTML_TAG_OL;
    list_.next = number_of(attribute(node, "start", 5), 1);
    auto const type = attribute(node, "type", 4);
    list_.marker = type.size() == 1 && std::string_view("aAiI").find(type[0]) != std::string_view::npos ? type[0] : '.';
    list_.open = true;
    out_.open(NodeKind::list, position(node)).ordered = list_.ordered;
    children(node, depth + 1);
    out_.close(last_);
    list_ = saved;
  }

  void item(myhtml_tree_node_t* node, unsigned depth) {
    if (fixed_leaf() || !list_.open) return block(node, depth);
    auto& out = out_.open(NodeKind::list_item, position(node));
    if (list_.ordered) {
      out.ordered = true;
      out.number = number_of(attribute(node, "value", 5), list_.next);
      out.marker = list_.marker;
      list_.next = out.number + 1;
    }
    list_.open = false;  // an item right inside an item, as broken tables give it, is a block of its own
    children(node, depth + 1);
    list_.open = true;
    out_.close(last_);
  }

  /// A table is data when its rows have cells side by side that hold no blocks of their own; others
  /// only lay the page out.
  [[nodiscard]] static bool is_data(myhtml_tree_node_t* table) {
    std::size_t widest = 0;
    std::size_t seen = 0;
    std::vector<std::pair<myhtml_tree_node_t*, std::size_t>> stack{{myhtml_node_child(table), 0}};
    std::size_t cells = 0;
    while (!stack.empty() && ++seen < 20000) {
      auto& [node, depth] = stack.back();
      if (node == nullptr) {
        stack.pop_back();
        continue;
      }
      auto* const here = node;
      node = myhtml_node_next(node);
      auto const role = html_role(myhtml_node_tag_id(here));
      if (role == HtmlRole::heading || role == HtmlRole::list || role == HtmlRole::table) return false;
      if (role == HtmlRole::row) cells = 0;
      if (role == HtmlRole::cell) widest = std::max(widest, ++cells);
      if (role != HtmlRole::skip && stack.size() < 100) stack.emplace_back(myhtml_node_child(here), depth + 1);
    }
    return widest > 1;
  }

  void table(myhtml_tree_node_t* node, unsigned depth) {
    if (fixed_leaf() || !is_data(node)) return block(node, depth);
    out_.open(NodeKind::table, position(node));
    first_row_ = true;
    rows(node, depth, false);
    out_.close(last_);
  }

  void rows(myhtml_tree_node_t* node, unsigned depth, bool head) {
    for (auto* child = myhtml_node_child(node); child != nullptr && !moved_; child = myhtml_node_next(child)) {
      auto const tag = myhtml_node_tag_id(child);
      if (tag == MyHTML_TAG_TR)
        row(child, depth, head);
      else if (tag == MyHTML_TAG_CAPTION)
        cell(child, NodeKind::paragraph, depth);
      else if (tag == MyHTML_TAG_THEAD || tag == MyHTML_TAG_TBODY || tag == MyHTML_TAG_TFOOT)
        rows(child, depth + 1, tag == MyHTML_TAG_THEAD);
    }
  }

  void row(myhtml_tree_node_t* node, unsigned depth, bool head) {
    auto* const first = myhtml_node_child(node);
    bool all_header = head;
    if (!head && first_row_) {
      all_header = true;
      for (auto* c = first; c != nullptr; c = myhtml_node_next(c))
        if (myhtml_node_tag_id(c) == MyHTML_TAG_TD) all_header = false;
    }
    out_.open(NodeKind::table_row, position(node)).header = all_header && first_row_;
    first_row_ = false;
    for (auto* c = first; c != nullptr && !moved_; c = myhtml_node_next(c))
      if (html_role(myhtml_node_tag_id(c)) == HtmlRole::cell) cell(c, NodeKind::table_cell, depth);
    out_.close(last_);
  }

  void cell(myhtml_tree_node_t* node, NodeKind kind, unsigned depth) {
    begin_leaf(kind, position(node));
    ++fixed_;
    children(node, depth + 1);
    --fixed_;
    out_.end_leaf();
  }

  void text(myhtml_tree_node_t* node) {
    std::size_t size = 0;
    char const* const data = myhtml_node_text(node, &size);
    if (data == nullptr || size == 0) return;
    std::string_view const literal(data, size);
    auto const raw = myhtml_node_raw_position(node);
    auto const at = static_cast<std::uint32_t>(raw.begin);
    if (!out_.in_leaf()) {
      bool const blank = std::all_of(literal.begin(), literal.end(), [](char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
      });
      if (blank) return;
      begin_leaf(NodeKind::paragraph, at);
    }
    if (at < last_ || raw.begin > page_.size()) {
      moved_ = true;
      return;
    }
    auto const end = align_html_text(literal, page_, raw.begin, breaks_, out_.leaf());
    if (end == std::string_view::npos) {
      moved_ = true;
      return;
    }
    last_ = static_cast<std::uint32_t>(end);
  }

  static constexpr unsigned deepest = 800;

  struct ListState {
    bool open = false;
    bool ordered = false;
    std::uint32_t next = 1;
    char marker = '.';
  };

  std::string_view page_;
  TreeBuilder out_;
  ListState list_;
  std::vector<std::pair<Mark::Kind, std::string_view>> open_marks_;
  unsigned fixed_ = 0;
  bool breaks_ = false;
  bool first_row_ = false;
  bool moved_ = false;
  std::uint32_t last_ = 0;  ///< end of the text read so far
};

/// The page's words without its structure: for pages whose text a browser shows elsewhere than it is
/// written. Everything between tags is a paragraph.
corpus::Result<corpus::Document> read_flat(std::string_view page, std::string_view source_name, Limits const& limits) {
  std::string blanked(page);
  auto const erase = [&](std::size_t from, std::size_t to, char with) {
    std::fill(blanked.begin() + static_cast<std::ptrdiff_t>(from), blanked.begin() + static_cast<std::ptrdiff_t>(to),
              with);
  };
  for (auto at = page.find('<'); at != std::string_view::npos; at = page.find('<', at)) {
    auto const name = page.substr(at + 1, 6);
    std::string_view close = ">";
    if (name.substr(0, 3) == "!--")
      close = "-->";
    else if (name == "script")
      close = "</script>";
    else if (name.substr(0, 5) == "style")
      close = "</style>";
    auto end = page.find(close, at);
    end = end == std::string_view::npos ? page.size() : end + close.size();
    bool const block = name.empty() || std::string_view("bi aus").find(name[0]) == std::string_view::npos;
    erase(at, end, ' ');
    if (block && end - at >= 2) blanked[at] = blanked[at + 1] = '\n';
    at = end;
  }
  return read_text(blanked, source_name, limits);
}

/// Composes clean -> UTF-8 page with UTF-8 page -> stored bytes.
corpus::OffsetMap compose(corpus::OffsetMap const& clean, corpus::OffsetMap const& page) {
  corpus::OffsetMap out;
  std::uint32_t end = 0;
  auto const add = [&](std::uint32_t size, Span raw) {
    raw.begin = std::max(raw.begin, end);
    raw.end = std::max(raw.end, raw.begin);
    end = raw.end;
    out.append(size, raw);
  };
  for (auto const& run : clean.runs()) {
    if (!run.copied()) {
      add(run.clean_size, page.to_raw({run.raw, run.raw + run.raw_size}));
      continue;
    }
    auto const part = page.part({run.raw, run.raw + run.raw_size}, 0);
    for (auto const& step : part.runs()) add(step.clean_size, {step.raw, step.raw + step.raw_size});
  }
  return out;
}

}  // namespace

corpus::Result<corpus::Document> read_html(std::string_view bytes, std::string_view source_name, Limits const& limits) {
  auto page = page_to_utf8(bytes, source_name);
  if (page.has_error()) return page.error();
  std::string_view const text = page->converted ? std::string_view(page->text) : bytes;
  auto changed = flatten_deep_tags(text, limits.depth);
  if (changed.empty() && text.find('\0') != std::string_view::npos) changed = text;
  // Where it drops a NUL, the parser loses as many bytes from the end of that text.
  std::replace(changed.begin(), changed.end(), '\0', ' ');
  std::string_view const html = changed.empty() ? text : std::string_view(changed);

  auto document = [&]() -> corpus::Result<corpus::Document> {
    std::unique_ptr<myhtml_t, FreeEngine> const engine(myhtml_create());
    if (engine == nullptr || myhtml_init(engine.get(), MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0) != MyHTML_STATUS_OK)
      return corpus::Error{corpus::Errc::io, std::string(source_name), 0, "the HTML parser has no memory"};
    std::unique_ptr<myhtml_tree_t, FreeTree> const tree(myhtml_tree_create());
    if (tree == nullptr || myhtml_tree_init(tree.get(), engine.get()) != MyHTML_STATUS_OK)
      return corpus::Error{corpus::Errc::io, std::string(source_name), 0, "the HTML parser has no memory"};
    if (myhtml_parse(tree.get(), MyENCODING_UTF_8, html.data(), html.size()) != MyHTML_STATUS_OK)
      return read_flat(html, source_name, limits);
    HtmlWalk walk(html, limits);
    if (!walk.run(myhtml_tree_get_document(tree.get()))) return read_flat(html, source_name, limits);
    return walk.finish(source_name);
  }();
  if (document.has_error() || !page->converted) return document;
  document->offsets = compose(document->offsets, page->offsets);
  auto& nodes = document->nodes;
  for (auto& node : nodes) node.raw = page->offsets.to_raw(node.raw);
  nodes.front().raw = {0, static_cast<std::uint32_t>(bytes.size())};
  return document;
}

}  // namespace smallprint::parser
