#include "parser/lead_in.hpp"

#include "corpus/text.hpp"
#include "parser/paragraph_memory.hpp"
#include "parser/wording.hpp"

#include <algorithm>
#include <string>

namespace smallprint::parser {
namespace {

using corpus::Span;

// Words that say that a list follows, in the languages that terms are mostly written in.
constexpr std::string_view announcements[] = {"following",
                                              "as follows",
                                              "these things",
                                              "listed below",
                                              "set out below",
                                              "set forth below",
                                              "described below",
                                              "folgende",
                                              "wie folgt",
                                              "suivant",
                                              "ci-dessous",
                                              "siguiente",
                                              "a continuaci\u00f3n",
                                              "seguente",
                                              "seguinte",
                                              "volgende",
                                              "hieronder",
                                              "poni\u017csz",
                                              "nast\u0119puj",
                                              "f\u00f6ljande",
                                              "f\u00f8lgende",
                                              "a\u015fa\u011f\u0131da"};

// Starts of sentences that lean on the one before.
constexpr std::string_view leaning[] = {
    "for example",     "for instance", "these include", "this includes", "examples include",  "example",
    "including",       "such as",      "in particular", "specifically",  "this means",        "that means",
    "such ",           "these ",       "this ",         "among other",   "by way of example", "zum beispiel",
    "dazu geh\u00f6r", "par exemple",  "por ejemplo",   "ad esempio",    "por exemplo",       "bijvoorbeeld"};

std::string lower_ascii(std::string_view s) {
  std::string out(s);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

bool leans(std::string_view sentence) {
  auto const start = lower_ascii(sentence.substr(0, std::min<std::size_t>(sentence.size(), 32)));
  return std::any_of(std::begin(leaning), std::end(leaning),
                     [&](std::string_view w) { return start.compare(0, w.size(), w) == 0; });
}

}  // namespace

Span sentence_before(std::string_view text, std::uint32_t at) {
  constexpr std::uint32_t window = 3000;  // a sentence is not longer; a 50 MB paragraph is possible
  auto base = at > window ? at - window : 0;
  while (base > 0 && base < at && text[base - 1] != ' ') ++base;
  auto const sentences = corpus::sentences(text.substr(base, at - base));
  if (sentences.empty()) return {at, at};
  auto begin = base + sentences.back().begin;
  if (sentences.size() > 1 && leans(text.substr(begin, at - begin)))
    begin = base + sentences[sentences.size() - 2].begin;
  auto end = at;
  while (end > begin && text[end - 1] == ' ') --end;
  return {begin, end};
}

namespace {

LeadIn read_anew(std::string_view text) {
  LeadIn out;
  auto const size = static_cast<std::uint32_t>(text.size());
  if (ends_colon(text) || ends_dash(text)) {
    out.strength = LeadInStrength::open;
  } else if (!ends_sentence(text)) {
    out.strength = LeadInStrength::unfinished;
  }
  out.span = sentence_before(text, size);
  if (out.strength == LeadInStrength::none) {
    auto const sentence = lower_ascii(slice(text, out.span));
    for (auto const words : announcements)
      if (sentence.find(words) != std::string::npos) out.strength = LeadInStrength::announced;
  }
  return out;
}

}  // namespace

LeadIn read_lead_in(std::string_view text) {
  text = text.substr(0, static_cast<std::size_t>(trim(text).data() + trim(text).size() - text.data()));
  if (text.empty()) return {};
  thread_local ParagraphMemory<LeadIn> known;
  return known.of(text, [&] { return read_anew(text); });
}

}  // namespace smallprint::parser
