#include "query/free_question.hpp"

#include "query/confidence.hpp"
#include "query/stance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

namespace smallprint::query {
namespace {

using corpus::Bearer;
using corpus::Modality;
using corpus::Provision;
using corpus::Verdict;

constexpr double enough = 0.55;         // of the question must stand in what answers it
constexpr double near_enough = 0.35;    // and in what is shown as nearest
constexpr double about_as_much = 0.12;  // less than the best, and still part of the answer
constexpr double in_sentence = 0.25;    // how much more it counts that the words stand in the sentence itself
constexpr double less_binding = 0.01;   // taken off for each step in the documents' ranks
constexpr double unread = 0.05;         // taken off where the sentence takes no stand
constexpr std::size_t most_traced = 40;

bool holds_enough(Passage const& passage) {
  return passage.complete && passage.cover >= enough;
}

struct Candidate {
  Passage const* passage = nullptr;
  OwnDocument const* document = nullptr;
  double score = 0;
  std::optional<Verdict> verdict;
  std::string rule;
  Provision const* provision = nullptr;
};

/// The provision of the sentence that holds most of the words; of equals the one by the bearer asked about.
Provision const* provision_of(index::StoredText const& text, Passage const& passage, Bearer bearer) {
  Provision const* best = nullptr;
  std::pair<std::uint32_t, bool> most;
  for (auto const& provision : text.provisions) {
    if (provision.sentence.field != corpus::Field::text || !provision.sentence.span.overlaps(passage.sentence))
      continue;
    std::uint32_t held = 0;
    for (auto const word : passage.words)
      for (auto const* part : {&provision.act, &provision.cue, &provision.subject})
        if (part->field == corpus::Field::text && part->span.overlaps(word)) {
          ++held;
          break;
        }
    bool const fits = bearer == Bearer::unknown || provision.bearer == bearer || provision.bearer == Bearer::both;
    auto const rank = std::pair(held, fits);
    if (best == nullptr || rank > most) {
      best = &provision;
      most = rank;
    }
  }
  return best;
}

corpus::Result<WeighedSentence> weigh(Candidate const& candidate, ClauseReader& reader, QuoteMaker& quotes) {
  auto const& passage = *candidate.passage;
  auto const& current = *candidate.document->current;
  auto const places = reader.places(current.version.id);
  if (!places) return places.error();
  auto const* text = reader.text(passage.text_id);
  auto quote = quotes.sentence(current, (*places)->clauses, (*places)->first.at(passage.text_id), text->stored,
                               passage.sentence, {passage.words.front().begin, passage.words.back().end});
  if (!quote) return quote.error();
  WeighedSentence out;
  out.quote = std::move(*quote);
  out.quote.stance = candidate.verdict.value_or(Verdict::silent);
  out.quote.rule = candidate.rule;
  out.strength = candidate.score;
  out.factors = {{"of the question's weight in the clause", passage.cover}, {"in the sentence itself", passage.close}};
  if (candidate.provision != nullptr) {
    out.modality = candidate.provision->modality;
    out.bearer = candidate.provision->bearer;
  }
  return out;
}

void explain_free(bool answered, Answer const& answer, double best, Explanation& out) {
  out.steps.push_back(fmt::format(
      "The best sentence that takes a stand holds {:.2f} of the question; {:.2f} are needed.", best, enough));
  if (answered)
    out.steps.push_back(
        fmt::format("Its provision, with those that hold about as much, gives {}.", corpus::to_string(answer.verdict)));
  else
    out.steps.push_back("So no clause answers: silent.");
}

}  // namespace

corpus::Result<void> answer_free(FreeQuestion const& question, std::span<OwnDocument const> documents,
                                 ClauseReader& reader, QuoteMaker& quotes, Answer& out, Explanation* trace) {
  std::vector<Candidate> candidates;
  for (auto const& document : documents) {
    auto const range =
        std::equal_range(question.passages.begin(), question.passages.end(),
                         Passage{document.current->document.id, 0, {}, 0, 0, true, {}},
                         [](Passage const& a, Passage const& b) { return a.document_id < b.document_id; });
    for (auto it = range.first; it != range.second; ++it) {
      Candidate candidate{&*it, &document, 0, {}, {}, nullptr};
      auto const* text = reader.text(it->text_id);
      if (text == nullptr) continue;
      if (auto const* provision = provision_of(text->stored, *it, question.bearer)) {
        candidate.verdict = plain_verdict(question.concepts, *provision, *text, question.bearer);
        candidate.rule = "words/" + provision->rule;
        candidate.provision = provision;
      }
      candidate.score = (it->cover + in_sentence * it->close) / (1 + in_sentence) - less_binding * document.rank -
                        (candidate.verdict ? 0 : unread);
      candidates.push_back(std::move(candidate));
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(), [](Candidate const& a, Candidate const& b) {
    return std::tuple(-a.score, a.document, a.passage->text_id, a.passage->sentence.begin) <
           std::tuple(-b.score, b.document, b.passage->text_id, b.passage->sentence.begin);
  });
  auto const best =
      std::find_if(candidates.begin(), candidates.end(), [](Candidate const& c) { return c.verdict.has_value(); });
  bool const answered = best != candidates.end() && holds_enough(*best->passage);
  auto const counts = [&](Candidate const& c) {
    return holds_enough(*c.passage) && c.score >= best->score - about_as_much;
  };
  if (answered) {
    std::set<Verdict> said;
    for (auto const& candidate : candidates)
      if (candidate.verdict && counts(candidate)) said.insert(*candidate.verdict);
    bool const both =
        said.contains(Verdict::restricted) && (said.contains(Verdict::permitted) || said.contains(Verdict::required));
    out.verdict = both ? Verdict::conditional : *best->verdict;
    out.confidence = confidence_of_words(best->passage->cover) * (both ? 0.8 : 1.0);
  }
  if (trace != nullptr) {
    trace->candidates = candidates.size();
    for (auto const& candidate : candidates) {
      if (trace->sentences.size() >= most_traced) break;
      auto weighed = weigh(candidate, reader, quotes);
      if (!weighed) return weighed.error();
      weighed->fate = !answered || !counts(candidate) ? "holds too little"
                      : candidate.verdict             ? "decides"
                                                      : "takes no stand";
      trace->sentences.push_back(std::move(*weighed));
    }
    explain_free(answered, out, best == candidates.end() ? 0 : best->passage->cover, *trace);
  }
  auto& list = answered ? out.evidence : out.nearest;
  for (auto const& candidate : candidates) {
    if (list.size() >= question.max_quotes) break;
    if (answered ? !counts(candidate) : candidate.passage->cover < near_enough) continue;
    auto const& current = *candidate.document->current;
    auto const places = reader.places(current.version.id);
    if (!places) return places.error();
    auto const place = (*places)->first.find(candidate.passage->text_id);
    auto const* text = reader.text(candidate.passage->text_id);
    if (place == (*places)->first.end() || text == nullptr) continue;
    auto const& words = candidate.passage->words;
    auto quote = quotes.make(current, (*places)->clauses, place->second, text->stored,
                             text->in_context(candidate.passage->sentence), {words.front().begin, words.back().end});
    if (!quote) return quote.error();
    quote->stance = candidate.verdict.value_or(Verdict::silent);
    quote->rule = candidate.rule;
    add_quote(list, std::move(*quote));
  }
  return {};
}

}  // namespace smallprint::query
