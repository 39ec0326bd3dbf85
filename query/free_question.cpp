#include "query/free_question.hpp"

#include "corpus/text.hpp"
#include "query/stance.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>
#include <unordered_map>

namespace smallprint::query {
namespace {

constexpr std::size_t most_hits = 40;  // clauses of one authority that are read
constexpr double enough = 0.6;         // share of the question's weight that a sentence must hold

struct Candidate {
  double cover = 0;
  std::int64_t text_id = 0;
  std::size_t document = 0;
  corpus::Span sentence;
  corpus::Span deciding;
  std::optional<corpus::Verdict> verdict;
  std::string rule;
};

/// The provision of a sentence that best fits the bearer the question asks about.
corpus::Provision const* provision_of(index::StoredText const& text, corpus::Span sentence, corpus::Bearer bearer) {
  corpus::Provision const* best = nullptr;
  for (auto const& provision : text.provisions) {
    if (!provision.sentence.span.overlaps(sentence)) continue;
    bool const fits =
        bearer == corpus::Bearer::unknown || provision.bearer == bearer || provision.bearer == corpus::Bearer::both;
    if (best == nullptr || (fits && best->bearer != bearer)) best = &provision;
  }
  return best;
}

}  // namespace

corpus::Result<void> answer_free(FreeQuestion const& question, std::vector<index::Current> const& documents,
                                 index::Store& store, ClauseReader& reader, QuoteMaker& quotes, Answer& out) {
  if (question.frame.words.empty()) return {};
  index::Scope scope;
  scope.as_of = question.as_of;
  std::unordered_map<std::int64_t, std::size_t> index_of;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (documents[i].version.capture != corpus::Capture::document) continue;
    scope.documents.push_back(documents[i].document.id);
    index_of.emplace(documents[i].document.id, i);
  }
  if (scope.documents.empty()) return {};
  auto const hits = store.find(question.expression, scope, most_hits);
  if (!hits) return hits.error();
  std::vector<std::int64_t> ids;
  for (auto const& hit : *hits) ids.push_back(hit.text_id);
  reader.prefetch(ids);

  // A word in few of the hits tells more than one in all of them.
  std::vector<std::uint64_t> stems;
  for (auto const& word : question.frame.words) stems.push_back(corpus::hash64(corpus::stem(word)));
  std::vector<double> weight(stems.size(), 0);
  for (std::size_t w = 0; w < stems.size(); ++w) {
    double holding = 0;
    for (auto const& hit : *hits) {
      auto const* text = reader.text(hit.text_id);
      if (text != nullptr &&
          std::any_of(text->text.begin(), text->text.end(), [&](corpus::Token const& t) { return t.stem == stems[w]; }))
        ++holding;
    }
    weight[w] = std::log(1.0 + (static_cast<double>(hits->size()) + 1) / (holding + 0.5));
  }
  double total = 0;
  for (auto const w : weight) total += w;

  std::vector<Candidate> candidates;
  for (auto const& hit : *hits) {
    auto const* text = reader.text(hit.text_id);
    if (text == nullptr) continue;
    auto const outside = [&](std::uint64_t stem) {
      auto const has = [&](std::vector<corpus::Token> const& tokens) {
        return std::any_of(tokens.begin(), tokens.end(), [&](corpus::Token const& t) { return t.stem == stem; });
      };
      return has(text->lead_in) || has(text->heading);
    };
    for (auto const sentence : text->sentences()) {
      Candidate candidate{0,  hit.text_id, index_of.at(hit.document_id), text->bytes(sentence.begin, sentence.end), {},
                          {}, {}};
      for (std::size_t w = 0; w < stems.size(); ++w) {
        auto const begin = text->text.begin() + sentence.begin;
        auto const end = text->text.begin() + sentence.end;
        auto const at = std::find_if(begin, end, [&](corpus::Token const& t) { return t.stem == stems[w]; });
        if (at != end) {
          candidate.cover += weight[w];
          if (candidate.deciding.empty()) candidate.deciding = at->span;
          candidate.deciding = {std::min(candidate.deciding.begin, at->span.begin),
                                std::max(candidate.deciding.end, at->span.end)};
        } else if (outside(stems[w])) {
          candidate.cover += 0.5 * weight[w];
        }
      }
      if (candidate.deciding.empty()) continue;
      candidate.cover /= total;
      if (auto const* provision = provision_of(text->stored, candidate.sentence, question.frame.bearer)) {
        candidate.verdict = plain_verdict(*provision);
        candidate.rule = "words/" + provision->rule;
      }
      candidates.push_back(std::move(candidate));
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(), [](Candidate const& a, Candidate const& b) {
    if (std::abs(a.cover - b.cover) > 1e-9) return a.cover > b.cover;
    return std::tuple(a.document, a.text_id, a.sentence.begin) < std::tuple(b.document, b.text_id, b.sentence.begin);
  });
  auto const best =
      std::find_if(candidates.begin(), candidates.end(), [](Candidate const& c) { return c.verdict.has_value(); });
  bool const answered = best != candidates.end() && best->cover >= enough;
  if (answered) {
    out.verdict = *best->verdict;
    out.confidence = 0.5 * best->cover;
  }
  auto& list = answered ? out.evidence : out.nearest;
  for (auto const& candidate : candidates) {
    if (list.size() >= question.max_quotes) break;
    if (answered && (candidate.cover < enough || candidate.verdict != out.verdict)) continue;
    auto const& current = documents[candidate.document];
    auto const places = reader.places(current.version.id);
    if (!places) return places.error();
    auto const place = (*places)->first.find(candidate.text_id);
    auto const* text = reader.text(candidate.text_id);
    if (place == (*places)->first.end() || text == nullptr) continue;
    auto quote = quotes.make(current, (*places)->clauses, place->second, text->stored,
                             text->in_context(candidate.sentence), candidate.deciding);
    if (!quote) return quote.error();
    quote->stance = candidate.verdict.value_or(corpus::Verdict::silent);
    quote->rule = candidate.rule;
    list.push_back(std::move(*quote));
  }
  return {};
}

}  // namespace smallprint::query
