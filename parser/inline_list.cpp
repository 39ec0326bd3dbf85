#include "parser/inline_list.hpp"

#include "corpus/text.hpp"
#include "parser/enumerator.hpp"
#include "parser/lead_in.hpp"
#include "parser/paragraph_memory.hpp"
#include "parser/wording.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

namespace smallprint::parser {
namespace {

using corpus::Span;

struct Marker {
  Span span;
  std::string token;
  bool both = false;       ///< "(a)", not "a)"
  bool separated = false;  ///< a colon, comma, semicolon, stop, "and" or "or" stands before it
  bool semicolon = false;  ///< ... a semicolon or colon
  std::vector<Reading> readings;
};

constexpr std::size_t most_markers = 1000;  // of a paragraph; more are no enumeration

bool is_word_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || (static_cast<unsigned char>(c) & 0x80) != 0;
}

std::string_view word_before(std::string_view text, std::size_t end) {
  while (end > 0 && text[end - 1] == ' ') --end;
  auto begin = end;
  while (begin > 0 && (is_word_char(text[begin - 1]) || text[begin - 1] == '/')) --begin;
  return text.substr(begin, end - begin);
}

bool equals_folded(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

template <std::size_t N>
bool is_one_of(std::string_view word, std::string_view const (&list)[N]) {
  return std::any_of(std::begin(list), std::end(list), [&](std::string_view w) { return equals_folded(word, w); });
}

constexpr std::string_view references[] = {
    "section",    "sections",    "clause",       "clauses", "paragraph", "paragraphs", "article", "articles",
    "subsection", "subsections", "subparagraph", "item",    "items",     "point",      "points",  "exhibit",
    "annex",      "schedule",    "rule",         "lit",     "abs",       "absatz",     "ziffer",  "through"};
constexpr std::string_view joiners[] = {"and", "or", "and/or", "und", "oder", "et",  "ou",
                                        "y",   "o",  "e",      "en",  "of",   "och", "eller"};
constexpr std::string_view conditions[] = {"if",     "when", "where",   "unless", "whenever", "wherever",
                                           "should", "once", "because", "while",  "although"};

std::vector<Marker> find_markers(std::string_view text) {
  std::vector<Marker> out;
  for (auto close = text.find(')'); close != std::string_view::npos; close = text.find(')', close + 1)) {
    auto begin = close;
    while (begin > 0 && close - begin < 5 && std::isalnum(static_cast<unsigned char>(text[begin - 1])) != 0) --begin;
    if (begin == close) continue;
    Marker marker;
    marker.token = text.substr(begin, close - begin);
    marker.both = begin > 0 && text[begin - 1] == '(';
    if (marker.both) --begin;
    if (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != ',' && text[begin - 1] != ';' &&
        text[begin - 1] != ':')
      continue;
    if (close + 1 < text.size() && text[close + 1] != ' ' && !is_word_char(text[close + 1])) continue;
    marker.readings = read_token(marker.token);
    if (marker.readings.empty() || marker.readings[0].value > 60) continue;
    // "the three (3) months", "one hundred (100)": spelled-out numbers are written like this.
    marker.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(close + 1)};
    auto const word = word_before(text, begin);
    if (is_one_of(word, references)) continue;
    auto at = begin;
    while (at > 0 && text[at - 1] == ' ') --at;
    char const before = at == 0 ? ':' : text[at - 1];
    marker.semicolon = before == ';' || before == ':';
    marker.separated = marker.semicolon || before == ',' || before == '.' || is_one_of(word, joiners);
    if (!marker.both) {  // "a)" also ends a parenthesis: "(see a)"
      auto const near = text.substr(begin > 300 ? begin - 300 : 0, std::min<std::size_t>(begin, 300));
      auto const open = near.rfind('(');
      auto const shut = near.rfind(')');
      if (open != std::string_view::npos && (shut == std::string_view::npos || shut < open)) continue;
      if (!marker.separated) continue;
    }
    if (is_one_of(word, joiners) && !marker.semicolon) {  // "; or (iii)"
      auto i = at - word.size();
      while (i > 0 && text[i - 1] == ' ') --i;
      marker.semicolon = i > 0 && text[i - 1] == ';';
    }
    out.push_back(std::move(marker));
  }
  return out;
}

/// A run of markers with consecutive values.
struct Sequence {
  LabelKind kind{};
  bool both = false;
  std::uint32_t last = 0;
  std::vector<std::size_t> members;  ///< indices into the markers
};

std::vector<Sequence> find_sequences(std::vector<Marker> const& markers) {
  std::vector<Sequence> all;
  std::vector<int> open;
  for (std::size_t m = 0; m < markers.size(); ++m) {
    auto const& marker = markers[m];
    bool placed = false;
    for (auto depth = open.size(); depth-- > 0 && !placed;) {
      auto& sequence = all[static_cast<std::size_t>(open[depth])];
      for (auto const& reading : marker.readings) {
        if (reading.kind != sequence.kind || reading.value != sequence.last + 1 || marker.both != sequence.both)
          continue;
        if (!marker.separated) continue;
        sequence.members.push_back(m);
        sequence.last = reading.value;
        open.resize(depth + 1);
        placed = true;
        break;
      }
    }
    if (placed) continue;
    for (auto const& reading : marker.readings) {
      if (reading.value != 1) continue;
      Sequence made{reading.kind, marker.both, 1, {m}};
      open.push_back(static_cast<int>(all.size()));
      all.push_back(std::move(made));
      break;
    }
    if (open.size() > 8) open.erase(open.begin());
  }
  return all;
}

/// Words of a member without the joiner that leads to the next one.
std::uint32_t content_words(std::string_view text) {
  auto content = trim(text);
  while (!content.empty() && (content.back() == ',' || content.back() == ';' || content.back() == ' '))
    content.remove_suffix(1);
  auto const last = word_before(content, content.size());
  auto words = count_words(content);
  if (words > 0 && is_one_of(last, joiners)) --words;
  return words;
}

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text), markers_(find_markers(text)) {}

  std::vector<InlinePiece> run() {
    if (markers_.size() < 2 || markers_.size() > most_markers) return {};
    auto sequences = find_sequences(markers_);
    std::erase_if(sequences, [&](Sequence const& s) { return !holds(s); });
    if (sequences.empty()) return {};
    // Sequences inside a sequence are split too; of others that overlap, the first wins.
    std::vector<Sequence> outer;
    for (auto& s : sequences) {
      bool const inside = !outer.empty() && is_inside(s, outer.back());
      if (!inside)
        outer.push_back(s);
      else
        inner_.push_back(s);
    }
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < outer.size(); ++i) {
      auto const limit = i + 1 < outer.size() ? sentence_before(text_, begin(outer[i + 1])).begin : size();
      at = split(outer[i], at, std::max(limit, end_guess(outer[i])), {}, {});
    }
    if (at < size()) add({at, size()}, {}, {});
    return std::move(pieces_);
  }

 private:
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
  [[nodiscard]] std::uint32_t begin(Sequence const& s) const { return markers_[s.members.front()].span.begin; }
  [[nodiscard]] std::uint32_t end_guess(Sequence const& s) const { return markers_[s.members.back()].span.end; }

  [[nodiscard]] bool holds(Sequence const& s) const {
    if (s.members.size() < 2) return false;
    bool semicolons = false;
    std::uint32_t fewest = ~std::uint32_t{0};
    for (std::size_t i = 0; i < s.members.size(); ++i) {
      auto const from = markers_[s.members[i]].span.end;
      auto const to = i + 1 < s.members.size() ? markers_[s.members[i + 1]].span.begin : size();
      fewest = std::min(fewest, content_words(text_.substr(from, to - from)));
      if (i > 0) semicolons = semicolons || markers_[s.members[i]].semicolon;
    }
    if (fewest == 0) return false;
    auto const head = sentence_before(text_, begin(s));
    auto const head_text = slice(text_, head);
    bool const colon = markers_[s.members[0]].semicolon && !head_text.empty();
    if (colon || (semicolons && fewest >= 2)) return true;
    if (fewest < (s.members.size() == 2 ? 3U : 2U)) return false;
    // A short sentence reads better whole.
    if (count_words(text_.substr(head.begin, std::min<std::size_t>(size() - head.begin, 1000))) < 40) return false;
    // The main clause would be torn off the last member.
    auto const space = head_text.find(' ');
    auto const first = head_text.substr(0, std::min(space, head_text.size()));
    return !is_one_of(first, conditions);
  }

  /// Between two members, or in the sentence of the last one.
  [[nodiscard]] bool is_inside(Sequence const& s, Sequence const& around) const {
    if (begin(s) < end_guess(around)) return true;
    if (s.kind == around.kind && s.both == around.both) return false;
    return corpus::sentences(slice(text_, Span{end_guess(around), begin(s)})).size() <= 1;
  }

  void add(Span text, std::string label, std::vector<Span> lead_ins) {
    while (text.begin < text.end && text_[text.begin] == ' ') ++text.begin;
    while (text.end > text.begin && text_[text.end - 1] == ' ') --text.end;
    if (!text.empty()) pieces_.push_back({text, std::move(label), std::move(lead_ins)});
  }

  /// Splits [from, to) by `s`. \returns where what follows the enumeration starts
  std::uint32_t split(Sequence const& s, std::uint32_t from, std::uint32_t to, std::string const& label,
                      std::vector<Span> const& outer_leads) {
    auto const first = begin(s);
    add({from, first}, label, outer_leads);
    auto leads = outer_leads;
    auto head = sentence_before(text_, first);
    head.begin = std::max(head.begin, from);
    while (head.begin < head.end && text_[head.begin] == ' ') ++head.begin;
    if (!head.empty()) leads.push_back(head);
    bool plain = true;  // every member so far is one sentence
    for (std::size_t i = 0; i < s.members.size(); ++i) {
      auto const& marker = markers_[s.members[i]];
      bool const last = i + 1 == s.members.size();
      Span item{marker.span.end, last ? to : markers_[s.members[i + 1]].span.begin};
      auto const sentences = corpus::sentences(slice(text_, item));
      if (!last) plain = plain && sentences.size() <= 1;
      if (last && plain && sentences.size() > 1) item.end = item.begin + sentences[1].begin;
      item_piece(s, item, label + "(" + marker.token + ")", leads);
      if (last) return item.end;
    }
    return to;
  }

  void item_piece(Sequence const& outer, Span item, std::string const& label, std::vector<Span> const& leads) {
    for (auto const& s : inner_) {
      if (s.kind == outer.kind && s.both == outer.both) continue;
      if (begin(s) >= item.begin && end_guess(s) <= item.end) {
        auto const end = split(s, item.begin, item.end, label, leads);
        add({end, item.end}, label, leads);
        return;
      }
    }
    add(item, label, leads);
  }

  std::string_view text_;
  std::vector<Marker> markers_;
  std::vector<Sequence> inner_;
  std::vector<InlinePiece> pieces_;
};

}  // namespace

std::vector<InlinePiece> split_inline_list(std::string_view paragraph) {
  constexpr std::size_t longest = 1u << 20;  // of a paragraph; longer ones are no prose
  if (paragraph.size() > longest || paragraph.find(')') == std::string_view::npos) return {};
  thread_local ParagraphMemory<std::vector<InlinePiece>> known;
  return known.of(paragraph, [&] { return Splitter(paragraph).run(); });
}

}  // namespace smallprint::parser
