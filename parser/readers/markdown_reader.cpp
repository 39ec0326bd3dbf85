#include "parser/readers/inline_aligner.hpp"
#include "parser/readers/line_end.hpp"
#include "parser/readers/markdown_limits.hpp"
#include "parser/readers/markdown_parts.hpp"
#include "parser/readers/reader.hpp"
#include "parser/readers/tree_builder.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>
#include <mutex>

namespace smallprint::parser {
namespace {

using corpus::NodeKind;

struct FreeParser {
  void operator()(cmark_parser* p) const { cmark_parser_free(p); }
};
struct FreeNode {
  void operator()(cmark_node* n) const { cmark_node_free(n); }
};
using Tree = std::unique_ptr<cmark_node, FreeNode>;

Tree parse_tree(std::string_view bytes) {
  static std::once_flag registered;
  std::call_once(registered, [] { cmark_gfm_core_extensions_ensure_registered(); });
  std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_DEFAULT));
  for (char const* name : {"table", "autolink", "strikethrough"})
    if (auto* extension = cmark_find_syntax_extension(name))
      cmark_parser_attach_syntax_extension(parser.get(), extension);
  cmark_parser_feed(parser.get(), bytes.data(), bytes.size());
  // The extensions mark their characters in one table for all parsers, and only while one finishes.
  static std::mutex finishing;
  std::lock_guard const lock(finishing);
  return Tree(cmark_parser_finish(parser.get()));
}

/// Byte at which each line starts; the same line ends as cmark's.
std::vector<std::uint32_t> line_starts(std::string_view bytes) {
  std::vector<std::uint32_t> out{0};
  for (std::size_t at = 0; (at = line_end(bytes, at)) < bytes.size();) {
    at += bytes[at] == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n' ? 2 : 1;
    out.push_back(static_cast<std::uint32_t>(at));
  }
  return out;
}

class MarkdownWalk {
 public:
  MarkdownWalk(std::string_view bytes, Limits const& limits)
      : bytes_(bytes), lines_(line_starts(bytes)), out_(bytes, limits) {}

  corpus::Result<corpus::Document> run(cmark_node* root, std::string_view source_name) {
    cmark_node* node = cmark_node_first_child(root);
    while (node != nullptr && !out_.full()) {
      bool const container = enter(node);
      auto* const child = container ? cmark_node_first_child(node) : nullptr;
      if (child != nullptr) {
        node = child;
        continue;
      }
      if (container) leave(node);
      while (node != nullptr && cmark_node_next(node) == nullptr) {
        node = cmark_node_parent(node);
        if (node == root) node = nullptr;
        if (node != nullptr) leave(node);
      }
      if (node != nullptr) node = cmark_node_next(node);
    }
    return out_.finish(source_name);
  }

 private:
  [[nodiscard]] std::uint32_t line(int number) const {
    auto const i = static_cast<std::size_t>(std::max(number, 1) - 1);
    return i < lines_.size() ? lines_[i] : static_cast<std::uint32_t>(bytes_.size());
  }
  [[nodiscard]] std::uint32_t begin_of(cmark_node* node) const {
    auto const at = line(cmark_node_get_start_line(node)) +
                    static_cast<std::uint32_t>(std::max(cmark_node_get_start_column(node), 1) - 1);
    return std::min(at, static_cast<std::uint32_t>(bytes_.size()));
  }
  /// cmark lets an underlined heading end a line too late: the block behind it says where it does.
  [[nodiscard]] std::uint32_t end_of(cmark_node* node) const {
    auto const first = cmark_node_get_start_line(node);
    auto last = std::max(cmark_node_get_end_line(node), first);
    if (auto* const next = cmark_node_next(node); next != nullptr && cmark_node_get_start_line(next) > first)
      last = std::min(last, cmark_node_get_start_line(next) - 1);
    return line(last + 1);
  }

  /// \returns whether the node's children are blocks to walk
  bool enter(cmark_node* node) {
    auto const type = cmark_node_get_type(node);
    if (type == CMARK_NODE_BLOCK_QUOTE) {
      ++quotes_;
      out_.open(NodeKind::quote, begin_of(node));
      return true;
    }
    if (type == CMARK_NODE_LIST) {
      out_.open(NodeKind::list, begin_of(node)).ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
      return true;
    }
    if (type == CMARK_NODE_ITEM) {
      item(node);
      return true;
    }
    std::string_view const name = cmark_node_get_type_string(node);  // the extension's types have no public names
    if (name == "table") {
      out_.open(NodeKind::table, begin_of(node));
      row_ = 0;
      return true;
    }
    if (name == "table_row" || name == "table_header") {
      row(node);
      return false;
    }
    if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING) {
      leaf(node, type == CMARK_NODE_HEADING);
    } else if (type == CMARK_NODE_CODE_BLOCK) {
      code(node);
    } else if (type == CMARK_NODE_HTML_BLOCK) {
      html(node);
    }
    return false;
  }

  void leave(cmark_node* node) {
    auto const type = cmark_node_get_type(node);
    if (type == CMARK_NODE_BLOCK_QUOTE) --quotes_;
    out_.close(end_of(node));
  }

  void item(cmark_node* node) {
    auto& out = out_.open(NodeKind::list_item, begin_of(node));
    auto* const list = cmark_node_parent(node);
    if (list == nullptr || cmark_node_get_list_type(list) != CMARK_ORDERED_LIST) return;
    out.ordered = true;
    auto at = begin_of(node);
    while (at < bytes_.size() && bytes_[at] == ' ') ++at;
    for (; at < bytes_.size() && bytes_[at] >= '0' && bytes_[at] <= '9'; ++at)
      out.number = out.number * 10 + static_cast<std::uint32_t>(bytes_[at] - '0');
    out.marker = at < bytes_.size() && bytes_[at] == ')' ? ')' : '.';
  }

  bool align(cmark_node* node, std::uint32_t begin, std::uint32_t end, bool cell, std::uint32_t* stopped = nullptr) {
    InlineAligner aligner(bytes_.substr(begin, end - begin), begin, quotes_, cell, out_.leaf());
    bool const good = aligner.run(node);
    if (stopped != nullptr) *stopped = aligner.at();
    return good;
  }

  // Where nodes and bytes disagree the bytes win: the leaf then shows its markup, but every quote is true.
  void as_written(std::uint32_t begin, std::uint32_t end) {
    out_.leaf().clear();
    out_.leaf().copy(bytes_.substr(begin, end - begin), begin);
  }

  void leaf(cmark_node* node, bool heading) {
    auto begin = begin_of(node);
    auto const end = end_of(node);
    out_.begin_leaf(heading ? NodeKind::heading : NodeKind::paragraph, begin).level =
        static_cast<std::uint8_t>(heading ? cmark_node_get_heading_level(node) : 0);
    if (heading) {
      auto at = begin;
      while (at < end && bytes_[at] == '#') ++at;
      if (at > begin && at - begin <= 6 && (at == end || bytes_[at] == ' ' || bytes_[at] == '\t')) {
        while (at < end && (bytes_[at] == ' ' || bytes_[at] == '\t')) ++at;
        begin = at;
      }
    }
    if (!align(node, begin, end, false)) as_written(begin, end);
    out_.end_leaf();
  }

  void row(cmark_node* node) {
    auto const begin = line(cmark_node_get_start_line(node));
    auto const end = line(cmark_node_get_start_line(node) + 1);
    auto& out = out_.open(NodeKind::table_row, begin);
    out.header = row_++ == 0;
    auto at = begin;
    auto quotes = quotes_;
    while (at < end && (bytes_[at] == ' ' || bytes_[at] == '\t' || (bytes_[at] == '>' && quotes > 0)))
      if (bytes_[at++] == '>') --quotes;
    if (at < end && bytes_[at] == '|') ++at;
    for (auto* cell = cmark_node_first_child(node); cell != nullptr && at < end; cell = cmark_node_next(cell)) {
      auto close = at;
      while (close < end && bytes_[close] != '|' && bytes_[close] != '\n' && bytes_[close] != '\r')
        close += bytes_[close] == '\\' && close + 1 < end ? 2 : 1;
      close = std::min(close, end);
      while (at < close && (bytes_[at] == ' ' || bytes_[at] == '\t')) ++at;
      out_.begin_leaf(NodeKind::table_cell, at);
      if (!align(cell, at, close, true)) as_written(at, close);
      out_.end_leaf();
      at = std::min(close + 1, end);
    }
    out_.close(end);
  }

  // Indented text in terms is prose that somebody indented; fenced text is code.
  void code(cmark_node* node) {
    int fence_size = 0;
    int fence_offset = 0;
    char fence = 0;
    bool const fenced = cmark_node_get_fenced(node, &fence_size, &fence_offset, &fence) != 0;
    auto const first = cmark_node_get_start_line(node) + (fenced ? 1 : 0);
    auto const last = cmark_node_get_end_line(node);
    auto const begin = fenced ? line(first) : begin_of(node);
    out_.begin_leaf(fenced ? NodeKind::code : NodeKind::paragraph, begin);
    std::string_view literal = cmark_node_get_literal(node) == nullptr ? "" : cmark_node_get_literal(node);
    for (int number = first; number <= last && !literal.empty(); ++number) {
      auto const literal_end = std::min(literal.find('\n'), literal.size());
      auto const wanted = literal.substr(0, literal_end);
      literal.remove_prefix(std::min(literal_end + 1, literal.size()));
      auto const raw_line = bytes_.substr(line(number), line(number + 1) - line(number));
      auto const found = raw_line.find(wanted);
      auto const at = line(number) + static_cast<std::uint32_t>(found == std::string_view::npos ? 0 : found);
      auto const text = found == std::string_view::npos ? raw_line : wanted;
      auto const text_end = at + static_cast<std::uint32_t>(text.size());
      if (fenced) {
        out_.leaf().verbatim(text, at);
        if (text_end < bytes_.size() && !literal.empty()) out_.leaf().verbatim(bytes_.substr(text_end, 1), text_end);
      } else {
        out_.leaf().copy(text, at);
        out_.leaf().line_break({text_end, line(number + 1)});
      }
    }
    out_.end_leaf();
  }

  void html(cmark_node* node) {
    auto const begin = line(cmark_node_get_start_line(node));
    auto const end = end_of(node);
    out_.begin_leaf(NodeKind::paragraph, begin);
    for (auto at = begin; at < end;) {
      auto const tag = std::min<std::size_t>(bytes_.find('<', at), end);
      out_.leaf().copy(bytes_.substr(at, tag - at), at);
      if (tag == end) break;
      bool const comment = bytes_.substr(tag, 4) == "<!--";
      auto close = comment ? bytes_.find("-->", tag) : bytes_.find('>', tag);
      close = close == std::string_view::npos ? end : std::min<std::size_t>(close + (comment ? 3 : 1), end);
      out_.leaf().space({static_cast<std::uint32_t>(tag), static_cast<std::uint32_t>(close)});
      at = static_cast<std::uint32_t>(close);
    }
    out_.end_leaf();
  }

  std::string_view bytes_;
  std::vector<std::uint32_t> lines_;
  TreeBuilder out_;
  unsigned quotes_ = 0;
  int row_ = 0;
};

constexpr std::size_t most_kept = 16u << 20;

PartCache& read_before() {
  static PartCache cache(most_kept);
  return cache;
}

corpus::Result<corpus::Document> read_parts(std::string_view bytes, std::string_view source_name,
                                            Limits const& limits) {
  TreeBuilder out(bytes, limits);
  for (auto const part : markdown_parts(bytes)) {
    auto known = read_before().find(part);
    if (!known) {
      auto read = MarkdownWalk(part, limits).run(parse_tree(part).get(), source_name);
      if (!read) {
        auto error = read.error();
        error.offset = bytes.size();
        return error;
      }
      known = std::make_shared<corpus::Document const>(std::move(*read));
      read_before().put(part, known);
    }
    out.append(*known, static_cast<std::uint32_t>(part.data() - bytes.data()));
    if (out.full()) break;
  }
  return out.finish(source_name);
}

}  // namespace

corpus::Result<corpus::Document> read_markdown(std::string_view bytes, std::string_view source_name,
                                               Limits const& limits) {
  if (!markdown_is_tame(bytes, limits)) return read_text(bytes, source_name, limits);
  // cmark would make three bytes of a NUL, and none of a byte order mark, and move what follows.
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  bool const marked = bytes.substr(0, 3) == byte_order_mark;
  if (marked || bytes.find('\0') != std::string_view::npos) {
    std::string copy(bytes);
    std::replace(copy.begin(), copy.end(), '\0', ' ');
    if (marked) copy.replace(0, 3, "   ");
    return read_parts(copy, source_name, limits);
  }
  return read_parts(bytes, source_name, limits);
}

}  // namespace smallprint::parser
