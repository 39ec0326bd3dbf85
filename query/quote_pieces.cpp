#include "query/quote_pieces.hpp"

#include "corpus/text.hpp"

#include <algorithm>

namespace smallprint::query {
namespace {

using corpus::Span;
using Kind = QuotePiece::Kind;
using Step = AlignStep::Kind;

/// An ellipsis that leaves out no more words than these may hide a "not".
constexpr std::size_t short_elision = 3;

/// What steps of a kind belong to.
Kind kind_of(Step step) {
  switch (step) {
    case Step::elided:
      return Kind::elided;
    case Step::inserted:
    case Step::replaced:
      return Kind::inserted;
    case Step::same:
    case Step::passed:
    case Step::labelled:
      return Kind::same;
    default:
      return Kind::changed;
  }
}

/// First and last index that was noted.
struct Range {
  std::uint32_t first = 0, last = 0;
  bool any = false;
  void add(std::uint32_t i) {
    if (!any) first = i;
    last = i;
    any = true;
  }
};

struct Group {
  Kind kind{};
  Range quote, source;
  QuotePiece::Weight weight = QuotePiece::Weight::none;
};

void add(Group& group, AlignStep const& step, QuoteTokens const& quote, QuoteSource const& source) {
  bool const has_quote = step.kind != Step::left_out && step.kind != Step::elided && step.kind != Step::replaced &&
                         step.kind != Step::passed;
  bool const has_source = step.kind != Step::added && step.kind != Step::inserted && step.kind != Step::passed &&
                          step.kind != Step::labelled;
  if (has_quote) group.quote.add(step.quote);
  if (has_source) group.source.add(step.source);
  if (group.kind != Kind::changed) return;
  auto const is_word = [](QuoteToken const& token) { return token.kind == QuoteToken::Kind::word; };
  auto weight = QuotePiece::Weight::punctuation;
  if ((has_quote && is_word(quote.tokens[step.quote])) || (has_source && is_word(source.tokens[step.source])))
    weight = step.kind == Step::recased ? QuotePiece::Weight::letters : QuotePiece::Weight::words;
  group.weight = std::max(group.weight, weight);
}

std::size_t count_words(QuoteSource const& source, Range range) {
  return static_cast<std::size_t>(
      std::count_if(source.tokens.begin() + range.first, source.tokens.begin() + range.last + 1,
                    [](QuoteToken const& token) { return token.kind == QuoteToken::Kind::word; }));
}

}  // namespace

std::string QuoteSource::words(std::uint32_t first, std::uint32_t last) const {
  std::string out;
  for (auto i = first; i <= last;) {
    auto const part = tokens[i].part;
    Span span{0, 0};
    bool any = false;
    for (; i <= last && tokens[i].part == part; ++i) {
      if (tokens[i].optional) continue;
      if (!any) span.begin = tokens[i].span.begin;
      span.end = tokens[i].span.end;
      any = true;
    }
    if (!any) continue;
    if (!out.empty()) out += ' ';
    out += corpus::slice(parts[part].text, span);
  }
  return out;
}

MeaningWords::MeaningWords(corpus::Lexicon const& lexicon) : lexicon_(lexicon) {
  auto const find = [&](std::string_view name) {
    return lexicon.has(name) ? std::optional(lexicon.id(name)) : std::nullopt;
  };
  changes_ = find("changes_meaning");
  reverses_ = find("reverses_meaning");
  negates_ = find("negates_meaning");
}

bool MeaningWords::has(std::optional<std::uint32_t> what, std::string_view words) const {
  if (!what || words.empty()) return false;
  auto const tokens = corpus::tokenize(words);
  corpus::Matcher matcher(lexicon_, tokens);
  return !matcher.find_concept(*what).empty();
}

std::vector<QuotePiece> pieces(std::string_view text, QuoteTokens const& quote, QuoteSource const& source,
                               Alignment const& alignment, MeaningWords const& meaning) {
  std::vector<Group> groups;
  for (auto const& step : alignment.steps) {
    auto const kind = kind_of(step.kind);
    bool const again = step.kind == Step::inserted;  // each bracket by itself
    if (groups.empty() || groups.back().kind != kind || again) groups.push_back({kind, {}, {}, {}});
    add(groups.back(), step, quote, source);
  }
  std::vector<QuotePiece> out;
  for (auto const& group : groups) {
    if (!group.quote.any && !group.source.any) continue;  // a label
    QuotePiece piece;
    piece.kind = group.kind;
    piece.weight = group.weight;
    if (group.quote.any) {
      piece.span = {quote.tokens[group.quote.first].span.begin, quote.tokens[group.quote.last].span.end};
      piece.draft = corpus::slice(text, piece.span);
      std::replace(piece.draft.begin(), piece.draft.end(), '\n', ' ');
    }
    if (group.source.any) piece.source = source.words(group.source.first, group.source.last);
    if (group.kind == Kind::changed) {
      if (!group.source.any) piece.kind = Kind::added;
      if (!group.quote.any) piece.kind = Kind::left_out;
      piece.changes_meaning = piece.weight == QuotePiece::Weight::words &&
                              (meaning.changed_by(piece.draft) || meaning.changed_by(piece.source));
    } else if (group.kind == Kind::elided) {
      piece.draft = "\u2026";
      piece.changes_meaning = count_words(source, group.source) <= short_elision && meaning.negated_by(piece.source);
    } else if (group.kind == Kind::inserted) {
      // What stands in brackets in the source too was not put in by the editor.
      auto const letters = [](std::string const& s) {
        auto folded = corpus::fold(s);
        std::erase_if(folded, [](char c) { return c == '[' || c == ']' || c == ' '; });
        return folded;
      };
      if (letters(piece.draft) == letters(piece.source)) piece.kind = Kind::same;
      piece.changes_meaning =
          piece.kind == Kind::inserted && meaning.reversed_by(piece.draft) != meaning.reversed_by(piece.source);
    }
    out.push_back(std::move(piece));
  }
  return out;
}

bool any_changes_meaning(std::vector<QuotePiece> const& all) {
  return std::any_of(all.begin(), all.end(), [](QuotePiece const& piece) { return piece.changes_meaning; });
}

std::string rest_of_sentence(QuoteSource const& source, Alignment const& alignment) {
  constexpr std::uint32_t most = 60;
  if (alignment.end == 0 || alignment.end >= source.tokens.size()) return {};
  auto const& last = source.tokens[alignment.end - 1];
  auto const text = source.parts[last.part].text;
  for (auto const sentence : corpus::sentences(text)) {
    if (last.span.begin < sentence.begin || last.span.begin >= sentence.end) continue;
    auto end = alignment.end;
    while (end < source.tokens.size() && end - alignment.end < most && source.tokens[end].part == last.part &&
           source.tokens[end].span.end <= sentence.end)
      ++end;
    bool const words = std::any_of(source.tokens.begin() + alignment.end, source.tokens.begin() + end,
                                   [](QuoteToken const& token) { return token.kind == QuoteToken::Kind::word; });
    return words ? source.words(alignment.end, end - 1) : std::string();
  }
  return {};
}

}  // namespace smallprint::query
