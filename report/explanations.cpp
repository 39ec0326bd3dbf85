#include "report/explanations.hpp"

#include "report/answers.hpp"
#include "report/escape.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <cmath>

namespace smallprint::report {
namespace {

double rounded(double value) {
  return std::round(value * 1000) / 1000;
}

std::string heading(Style const& style, std::string_view words) {
  return "\n" + paint(style, Ink::bold, words) + "\n";
}

std::string understood(query::Explanation const& e, Style const& style) {
  auto out = heading(style, "1. The question");
  if (e.bearer != corpus::Bearer::unknown)
    out += fmt::format("  asks about an act of the {}\n", corpus::to_string(e.bearer));
  for (auto const& term : e.terms) {
    out += fmt::format("  {:<28} weight {:.2f}", printable(term.words), term.weight);
    std::string matters;
    for (auto const& matter : term.matters) matters += (matters.empty() ? "" : ", ") + matter;
    out += matters.empty() ? "\n" : "  as " + matters + "\n";
  }
  std::string fits;
  for (std::size_t i = 0; i < e.topics.size() && i < 4; ++i)
    fits += fmt::format("{}{} {:.2f}", fits.empty() ? "" : ", ", e.topics[i].id, e.topics[i].score);
  out += "  topics that fit: " + (fits.empty() ? std::string("none") : fits) + "\n";
  if (e.understood_by == "words") out += "  taken: " + e.answer.topic + ", which explains most of its words\n";
  if (e.understood_by == "given") out += "  taken: " + e.answer.topic + ", as given\n";
  if (e.understood_by == "examples")
    out += "  taken: " + e.answer.topic + ", whose example questions are the most like it\n";
  if (e.understood_by == "passages")
    out += "  taken: " + e.answer.topic + ", which reads most of the sentences that hold its words\n";
  if (e.understood_by == "no topic") out += "  answered from the sentences that hold its words\n";
  return out;
}

std::string weighed(query::WeighedSentence const& w, Style const& style) {
  auto out = fmt::format("  {:.2f}  {}  {}, {}  ({}{})\n", w.strength,
                         paint(style, ink_of(w.quote.stance), corpus::to_string(w.quote.stance)),
                         corpus::to_string(w.modality), corpus::to_string(w.bearer), w.quote.rule,
                         w.fate.empty() ? "" : "; " + w.fate);
  out += fold_lines("\u201C" + cut(printable(w.quote.quote), 400) + "\u201D", style.width, "        ");
  std::string factors;
  for (auto const& factor : w.factors)
    factors += fmt::format("{}{} {:.2f}", factors.empty() ? "" : ", ", factor.name, factor.value);
  auto where = "        \u2014 " + printable(w.quote.document) +
               (w.quote.clause.empty() ? "" : ", " + cut(printable(w.quote.clause), 60)) + "  " +
               w.quote.text_key.substr(0, 12);
  if (!factors.empty()) where += "  [" + factors + "]";
  return out + paint(style, Ink::dim, where) + "\n";
}

}  // namespace

std::string explanation_text(query::Explanation const& e, Style const& style, std::size_t most) {
  auto out = paint(style, Ink::bold, printable(e.answer.authority) + ": " + printable(e.answer.question)) + "\n";
  out += understood(e, style);
  out += heading(style, "2. What was read");
  out += fmt::format("  {} clauses in {} documents; {} of them hold a word that is looked for\n",
                     e.answer.searched.clauses, e.answer.searched.documents.size(), e.candidates);
  for (auto const& one : e.answer.searched.not_captured) out += "  not captured: " + printable(one) + "\n";
  for (auto const& one : e.answer.searched.unsupported) out += "  language not read: " + printable(one) + "\n";
  out += heading(style, "3. What its sentences say");
  if (e.sentences.empty()) out += "  no sentence speaks to it\n";
  for (std::size_t i = 0; i < e.sentences.size() && i < most; ++i) out += weighed(e.sentences[i], style);
  if (e.sentences.size() > most)
    out += fmt::format("  and {} weaker ones; --sentences N shows more\n", e.sentences.size() - most);
  out += heading(style, "4. From sentences to the verdict");
  for (auto const& step : e.steps) out += fold_lines("- " + step, style.width, "  ");
  for (auto const& caveat : e.answer.caveats) out += fold_lines("- " + printable(caveat), style.width, "  ");
  out += "\n" + paint(style, ink_of(e.answer.verdict), corpus::to_string(e.answer.verdict));
  if (e.answer.value) out += "  " + printable(*e.answer.value);
  return out + fmt::format("  confidence {:.2f}\n", e.answer.confidence);
}

Json to_json(query::Explanation const& e) {
  Json out{{"answer", to_json(e.answer)}, {"bearer", corpus::to_string(e.bearer)}, {"terms", Json::array()}};
  for (auto const& term : e.terms)
    out["terms"].push_back({{"words", term.words}, {"matters", term.matters}, {"weight", rounded(term.weight)}});
  out["topics"] = Json::array();
  for (auto const& fit : e.topics)
    out["topics"].push_back({{"id", fit.id}, {"score", rounded(fit.score)}, {"fit", rounded(fit.fit)}});
  out["understood_by"] = e.understood_by;
  out["candidates"] = e.candidates;
  out["sentences"] = Json::array();
  for (auto const& w : e.sentences) {
    auto factors = Json::array();
    for (auto const& factor : w.factors) factors.push_back({{"name", factor.name}, {"value", rounded(factor.value)}});
    out["sentences"].push_back({{"strength", rounded(w.strength)},
                                {"prominence", rounded(w.prominence)},
                                {"fate", w.fate},
                                {"modality", corpus::to_string(w.modality)},
                                {"bearer", corpus::to_string(w.bearer)},
                                {"factors", factors},
                                {"quote", to_json(w.quote)}});
  }
  out["steps"] = e.steps;
  return out;
}

}  // namespace smallprint::report
