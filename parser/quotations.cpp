#include "parser/quotations.hpp"

#include "corpus/text.hpp"
#include "parser/quotation_marks.hpp"

#include <algorithm>
#include <optional>

namespace smallprint::parser {
namespace {

using corpus::Document;
using corpus::Mark;
using corpus::Node;
using corpus::NodeKind;
using corpus::Quotation;
using corpus::Span;

/// A leaf of the tree with what is marked in it. Spans of `marked` and `code` count from text.begin.
struct Leaf {
  Span text;
  std::int32_t block = -1;  ///< outermost block quotation around it
  bool code = false;
  bool continued = false;  ///< its first quotation belongs to the one of the paragraph before
  std::vector<Span> code_spans;
  std::vector<Span> elements;  ///< of <q>
  std::vector<Marked> marked;
};

/// A line that says whose words stand above it: "— Terms of Service, 3.2".
bool is_attribution(std::string_view text) {
  for (std::string_view const dash : {"\u2014", "\u2013", "\u2015", "--", "- "})
    if (text.substr(0, dash.size()) == dash) return true;
  return false;
}

class Finder {
 public:
  Finder(Document const& document, Quotation::Kind block, DraftLimits const& limits)
      : document_(document), block_kind_(block), limits_(limits) {}

  std::vector<Quotation> run() {
    read_leaves();
    for (std::size_t i = 0; i < leaves_.size(); ++i)
      if (leaves_[i].block >= 0 && (i == 0 || leaves_[i - 1].block != leaves_[i].block)) block(i);
    for (std::size_t i = 0; i < leaves_.size(); ++i) marked(i), elements(i);
    std::stable_sort(out_.begin(), out_.end(), [](Quotation const& a, Quotation const& b) {
      return a.raw.begin != b.raw.begin ? a.raw.begin < b.raw.begin : a.raw.end > b.raw.end;
    });
    // The same words found twice, as marks inside <q> or around a block, are one quotation.
    out_.erase(std::unique(out_.begin(), out_.end(),
                           [](Quotation const& a, Quotation const& b) { return a.text == b.text && a.raw == b.raw; }),
               out_.end());
    std::vector<std::uint32_t> ends;
    for (auto& one : out_) {
      std::erase_if(ends, [&](std::uint32_t end) { return end <= one.raw.begin; });
      one.nested = !ends.empty();
      ends.push_back(one.raw.end);
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string_view words(Span span) const { return corpus::slice(document_.text, span); }
  [[nodiscard]] std::string_view words(Leaf const& leaf, Span inside) const {
    return words(leaf.text).substr(inside.begin, inside.size());
  }

  void read_leaves() {
    auto mark = document_.marks.begin();
    for (std::size_t i = 0; i < document_.nodes.size(); ++i) {
      auto const& node = document_.nodes[i];
      if (node.kind != NodeKind::heading && node.kind != NodeKind::paragraph && node.kind != NodeKind::table_cell &&
          node.kind != NodeKind::code)
        continue;
      if (node.text.empty()) continue;
      Leaf leaf;
      leaf.text = node.text;
      leaf.code = node.kind == NodeKind::code;
      for (auto up = node.parent; up >= 0; up = document_.nodes[static_cast<std::size_t>(up)].parent)
        if (document_.nodes[static_cast<std::size_t>(up)].kind == NodeKind::quote) leaf.block = up;
      while (mark != document_.marks.end() && mark->text.begin < node.text.begin) ++mark;
      for (; mark != document_.marks.end() && mark->text.begin < node.text.end; ++mark) {
        Span const inside{mark->text.begin - node.text.begin,
                          std::min(mark->text.end, node.text.end) - node.text.begin};
        if (mark->kind == Mark::Kind::code) leaf.code_spans.push_back(inside);
        if (mark->kind == Mark::Kind::quotation && !inside.empty()) leaf.elements.push_back(inside);
      }
      if (!leaf.code) leaf.marked = find_marked(words(leaf.text), leaf.code_spans);
      leaves_.push_back(std::move(leaf));
    }
  }

  /// A quotation of pieces of leaves, in order, if it has words enough.
  std::optional<Quotation> make(Quotation::Kind kind, std::vector<Span> const& pieces, std::size_t fewest) const {
    Quotation out;
    out.kind = kind;
    std::uint32_t end = 0;
    for (auto const piece : pieces) {
      if (piece.empty()) continue;
      if (!out.text.empty()) {
        out.text += '\n';
        out.offsets.append(1, {end, end});
      }
      out.text += words(piece);
      auto const raw = document_.offsets.to_raw(piece);
      if (out.raw.empty()) out.raw.begin = raw.begin;
      out.raw.end = raw.end;
      auto const part = document_.offsets.part(piece, 0);
      for (auto const& run : part.runs()) {
        Span at{std::max(run.raw, end), std::max(run.raw + run.raw_size, end)};
        out.offsets.append(run.clean_size, at);
        end = at.end;
      }
    }
    if (corpus::words(out.text).size() < fewest) return std::nullopt;
    return out;
  }

  /// Text of a leaf in which every quotation is left out.
  [[nodiscard]] std::string around(Leaf const& leaf, Span within) const {
    std::string out;
    auto at = within.begin;
    auto const leave_out = [&](Span span) {
      if (span.begin > at) out += std::string(words(leaf, {at, std::min(span.begin, within.end)})) + ' ';
      at = std::max(at, span.end);
    };
    std::vector<Span> all;
    for (auto const& one : leaf.marked)
      if (corpus::words(words(leaf, one.inside)).size() >= limits_.min_words) all.push_back(one.whole);
    all.insert(all.end(), leaf.elements.begin(), leaf.elements.end());
    std::sort(all.begin(), all.end());
    for (auto const span : all)
      if (span.begin < within.end && span.end > within.begin) leave_out(span);
    if (at < within.end) out += words(leaf, {at, within.end});
    return out;
  }

  void put_context(Quotation& quotation, Leaf const& leaf, Span inside) const {
    quotation.paragraph = around(leaf, {0, leaf.text.size()});
    for (auto const sentence : corpus::sentences(words(leaf.text)))
      if (sentence.overlaps(inside)) quotation.sentence += around(leaf, sentence) + ' ';
  }

  void marked(std::size_t i) {
    auto const& leaf = leaves_[i];
    for (auto const& one : leaf.marked) {
      if (leaf.continued && one.whole.begin == 0) continue;
      auto const begin = leaf.text.begin;
      std::vector<Span> pieces{{begin + one.inside.begin, begin + one.inside.end}};
      bool closed = one.closed;
      if (!closed && one.depth == 0) closed = go_on(i, one.mark, pieces);
      auto const fewest = one.single ? std::max<std::size_t>(3, limits_.min_words) : limits_.min_words;
      auto made = make(Quotation::Kind::marks, pieces, fewest);
      if (!made) continue;
      made->unclosed = !closed;
      put_context(*made, leaf, one.inside);
      out_.push_back(std::move(*made));
    }
  }

  /// The next paragraphs of a quotation that its own one does not close, where they begin with the same mark.
  bool go_on(std::size_t i, char32_t mark, std::vector<Span>& pieces) {
    for (auto k = i + 1; k < leaves_.size(); ++k) {
      auto& next = leaves_[k];
      if (next.code || next.block != leaves_[i].block || next.marked.empty() || next.marked.front().whole.begin != 0 ||
          next.marked.front().mark != mark || opening_mark(words(next.text)) != mark)
        return false;
      auto const& one = next.marked.front();
      pieces.push_back({next.text.begin + one.inside.begin, next.text.begin + one.inside.end});
      next.continued = true;
      if (one.closed) return true;
    }
    return false;
  }

  void elements(std::size_t i) {
    auto const& leaf = leaves_[i];
    for (auto const inside : leaf.elements) {
      auto made = make(Quotation::Kind::element,
                       {unmarked({leaf.text.begin + inside.begin, leaf.text.begin + inside.end})}, limits_.min_words);
      if (!made) continue;
      put_context(*made, leaf, inside);
      out_.push_back(std::move(*made));
    }
  }

  /// Without the quotation marks that stand around all of it.
  [[nodiscard]] Span unmarked(Span span) const {
    auto const found = find_marked(words(span));
    if (found.empty() || found.front().single || found.front().whole != Span{0, span.size()}) return span;
    return {span.begin + found.front().inside.begin, span.begin + found.front().inside.end};
  }

  void block(std::size_t first) {
    auto last = first;
    while (last + 1 < leaves_.size() && leaves_[last + 1].block == leaves_[first].block) ++last;
    std::string below;
    while (last > first && is_attribution(words(leaves_[last].text))) below = words(leaves_[last--].text);
    std::vector<Span> pieces;
    for (auto i = first; i <= last; ++i)
      if (!leaves_[i].code) pieces.push_back(unmarked(leaves_[i].text));
    auto made = make(block_kind_, pieces, limits_.min_words);
    if (!made) return;
    made->sentence = below;
    made->paragraph = below;
    if (first > 0) {
      made->before = words(leaves_[first - 1].text);
      if (made->before.ends_with(':')) made->paragraph += ' ' + made->before;
    }
    out_.push_back(std::move(*made));
  }

  Document const& document_;
  Quotation::Kind block_kind_;
  DraftLimits const& limits_;
  std::vector<Leaf> leaves_;
  std::vector<Quotation> out_;
};

}  // namespace

std::vector<Quotation> find_quotations(Document const& document, Quotation::Kind block, DraftLimits const& limits) {
  return Finder(document, block, limits).run();
}

}  // namespace smallprint::parser
