#include "parser/block_units.hpp"

#include "parser/enumerator.hpp"
#include "parser/heading_guess.hpp"
#include "parser/wording.hpp"

#include <algorithm>

namespace smallprint::parser {

using corpus::Mark;
using corpus::NodeKind;
using corpus::Span;

BlockUnits::BlockUnits(corpus::Document const& document)
    : document_(document), first_child_(document.nodes.size(), -1), next_sibling_(document.nodes.size(), -1) {
  std::vector<std::int32_t> last(document.nodes.size(), -1);
  for (std::size_t i = 1; i < document.nodes.size(); ++i) {
    auto const parent = static_cast<std::size_t>(document.nodes[i].parent);
    auto const self = static_cast<std::int32_t>(i);
    if (last[parent] < 0)
      first_child_[parent] = self;
    else
      next_sibling_[static_cast<std::size_t>(last[parent])] = self;
    last[parent] = self;
  }
}

std::vector<std::int32_t> BlockUnits::children(std::int32_t node) const {
  std::vector<std::int32_t> out;
  for (auto c = first_child_[static_cast<std::size_t>(node)]; c >= 0; c = next_sibling_[static_cast<std::size_t>(c)])
    out.push_back(c);
  return out;
}

std::vector<Unit> BlockUnits::of(std::int32_t container) const {
  std::vector<Unit> out;
  collect(container, out, 0);
  return out;
}

void BlockUnits::collect(std::int32_t container, std::vector<Unit>& out, int depth) const {
  for (auto c = first_child_[static_cast<std::size_t>(container)]; c >= 0;
       c = next_sibling_[static_cast<std::size_t>(c)]) {
    auto const& node = document_.nodes[static_cast<std::size_t>(c)];
    if (node.kind == NodeKind::quote && depth < 1000)
      collect(c, out, depth + 1);
    else if (node.kind == NodeKind::paragraph)
      cut_lines(c, out);
    else
      out.push_back({c, node.text});
  }
}

void BlockUnits::cut_lines(std::int32_t leaf, std::vector<Unit>& out) const {
  auto const span = document_.nodes[static_cast<std::size_t>(leaf)].text;
  auto it = std::lower_bound(document_.marks.begin(), document_.marks.end(), span.begin,
                             [](Mark const& m, std::uint32_t at) { return m.text.begin < at; });
  std::vector<Span> lines;
  auto begin = span.begin;
  for (; it != document_.marks.end() && it->text.begin < span.end; ++it) {
    if (it->kind != Mark::Kind::line_break) continue;
    lines.push_back({begin, it->text.begin});
    begin = it->text.end;
  }
  if (lines.empty()) {
    out.push_back({leaf, span});
    return;
  }
  lines.push_back({begin, span.end});
  auto unit = lines.front();
  bool cut_before_next = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto const text = slice(document_.text, lines[i]);
    bool const bold = strong_extent(document_, lines[i], Mark::Kind::strong).whole && text.size() < 140;
    bool const item = !read_label(text).labels.empty();
    if (i > 0 && (cut_before_next || bold || item)) {
      out.push_back({leaf, unit});
      unit = lines[i];
    } else {
      unit.end = lines[i].end;
    }
    auto const last = last_mark(text);
    cut_before_next = bold || last == U';' || last == U':' || last == U'\uFF1B' || last == U'\uFF1A';
  }
  out.push_back({leaf, unit});
}

}  // namespace smallprint::parser
