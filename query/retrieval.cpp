#include "query/retrieval.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace smallprint::query {
namespace {

constexpr double in_other_words = 0.9;  // by a matter
constexpr double one_of_several = 0.5;  // some of the words of a term, not all
constexpr double in_lead_in = 0.85;     // of what stands in the sentence itself
constexpr double in_heading = 0.7;
constexpr double beside = 0.5;                 // in another sentence of the clause
constexpr double lacking = 0.4;                // a term held less than this is lacking
constexpr double carries_much = 0.36;          // share of the weight of a term without which nothing is answered
constexpr std::ptrdiff_t few_telling = 2;      // terms that tell something must be held, where there are as many
constexpr std::size_t most_per_document = 20;  // clauses that are read, the best by rank of words

/// How well a term stands in a range of tokens, and where first.
struct Held {
  double quality = 0;
  corpus::Span at;
};

class Field {
 public:
  Field(std::vector<corpus::Token> const& tokens, corpus::Matcher& matcher) : tokens_(tokens), matcher_(matcher) {}

  [[nodiscard]] Held holds(QuestionTerm const& term, corpus::Lexicons const& lexicons, std::uint32_t begin,
                           std::uint32_t end) {
    Held best;
    std::size_t found = 0;
    for (auto const stem : term.stems) {
      auto const at = std::find_if(tokens_.begin() + begin, tokens_.begin() + end,
                                   [&](corpus::Token const& token) { return token.stem == stem; });
      if (at == tokens_.begin() + end) continue;
      ++found;
      if (best.at.empty()) best.at = at->span;
    }
    if (found == term.stems.size()) best.quality = 1;
    if (best.quality == 1) return best;
    if (found > 0) best.quality = one_of_several * static_cast<double>(found) / static_cast<double>(term.stems.size());
    for (auto const matter : term.matters)
      for (auto const& match : matcher_.find_concept(lexicons.matters[matter].concept_id)) {
        if (match.begin < begin || match.begin >= end || best.quality >= in_other_words) continue;
        auto const last = std::min(match.end, end) - 1;
        best = {in_other_words, {tokens_[match.begin].span.begin, tokens_[last].span.end}};
      }
    return best;
  }
  [[nodiscard]] Held holds(QuestionTerm const& term, corpus::Lexicons const& lexicons) {
    return holds(term, lexicons, 0, static_cast<std::uint32_t>(tokens_.size()));
  }

 private:
  std::vector<corpus::Token> const& tokens_;
  corpus::Matcher& matcher_;
};

/// A query for the heaviest terms: what holds none of them cannot reach `least`.
std::string needed(std::vector<QuestionTerm> const& terms, double total, double least) {
  std::vector<std::size_t> order(terms.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return terms[a].weight > terms[b].weight; });
  std::string out;
  double left = total;
  for (auto const i : order) {
    if (left < least * total) break;
    out += (out.empty() ? "" : " OR ") + terms[i].expression;
    left -= terms[i].weight;
  }
  return out;
}

void read_text(AnalysedText& text, index::Hit const& hit, std::vector<QuestionTerm> const& terms,
               corpus::Lexicons const& lexicons, double total, double least, std::vector<Passage>& out) {
  auto& matchers = text.matchers(lexicons.matter_phrases);
  Field words(text.text, matchers.text);
  Field lead_in(text.lead_in, matchers.lead_in);
  Field heading(text.heading, matchers.heading);
  std::vector<double> outside(terms.size());
  double most = 0;
  for (std::size_t t = 0; t < terms.size(); ++t) {
    auto const whole = words.holds(terms[t], lexicons).quality;
    outside[t] = std::max({in_lead_in * lead_in.holds(terms[t], lexicons).quality,
                           in_heading * heading.holds(terms[t], lexicons).quality, beside * whole});
    most += terms[t].weight * std::max(outside[t], whole);
  }
  if (most < least * total) return;
  for (auto const sentence : text.sentences()) {
    Passage passage;
    passage.document_id = hit.document_id;
    passage.text_id = hit.text_id;
    passage.sentence = text.bytes(sentence.begin, sentence.end);
    std::ptrdiff_t held_telling = 0;
    for (std::size_t t = 0; t < terms.size(); ++t) {
      auto const held = words.holds(terms[t], lexicons, sentence.begin, sentence.end);
      auto const quality = std::max(held.quality, outside[t]);
      if (quality < lacking && terms[t].weight >= carries_much * total) passage.complete = false;
      passage.cover += terms[t].weight * quality;
      held_telling += !terms[t].vague && quality >= lacking ? 1 : 0;
      passage.close += terms[t].weight * held.quality;
      if (held.quality > 0) passage.words.push_back(held.at);
    }
    auto const telling =
        std::count_if(terms.begin(), terms.end(), [](QuestionTerm const& term) { return !term.vague; });
    if (held_telling < std::min<std::ptrdiff_t>(telling, few_telling)) passage.complete = false;
    passage.cover /= total;
    passage.close /= total;
    if (passage.cover < least || passage.words.empty()) continue;
    std::sort(passage.words.begin(), passage.words.end(),
              [](corpus::Span a, corpus::Span b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
    out.push_back(std::move(passage));
  }
}

}  // namespace

corpus::Result<std::vector<Passage>> retrieve(std::vector<QuestionTerm> const& terms, corpus::Lexicons const& lexicons,
                                              index::Scope const& scope, double least, index::Store& store,
                                              ClauseReader& reader) {
  std::vector<Passage> out;
  double total = 0;
  for (auto const& term : terms) total += term.weight;
  if (total <= 0) return out;
  auto hits = store.find(needed(terms, total, least), scope, 0);
  if (!hits) return hits.error();
  std::unordered_map<std::int64_t, std::size_t> count;
  std::erase_if(*hits, [&](index::Hit const& hit) { return ++count[hit.document_id] > most_per_document; });
  std::vector<std::int64_t> ids;
  for (auto const& hit : *hits) ids.push_back(hit.text_id);
  reader.prefetch(ids);
  for (auto const& hit : *hits)
    if (auto* text = reader.text(hit.text_id)) read_text(*text, hit, terms, lexicons, total, least, out);
  std::sort(out.begin(), out.end(), [](Passage const& a, Passage const& b) {
    return std::tuple(a.document_id, -a.cover, -a.close, a.text_id, a.sentence.begin) <
           std::tuple(b.document_id, -b.cover, -b.close, b.text_id, b.sentence.begin);
  });
  return out;
}

}  // namespace smallprint::query
