#include "corpus/text.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>

namespace smallprint::corpus {
namespace {

/// Words that end in a full stop without ending a sentence. Sorted; folded.
constexpr std::array<std::string_view, 33> never_final{"art", "arts", "cap",  "cf",  "cl",  "dr",  "e.g", "eg",  "est",
                                                       "fed", "fig",  "i.e",  "ie",  "mr",  "mrs", "ms",  "no",  "nos",
                                                       "par", "para", "prof", "pub", "reg", "rev", "rs",  "sec", "sect",
                                                       "st",  "stat", "v",    "viz", "vol", "vs"};

icu::BreakIterator* sentence_iterator() {
  thread_local std::unique_ptr<icu::BreakIterator> const it = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(
        icu::BreakIterator::createSentenceInstance(icu::Locale::getEnglish(), status));
    return U_SUCCESS(status) ? std::move(made) : nullptr;
  }();
  return it.get();
}

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

UChar32 first_char(std::string_view text) {
  if (text.empty()) return 0;
  UChar32 c = 0;
  std::int64_t i = 0;
  U8_NEXT(reinterpret_cast<std::uint8_t const*>(text.data()), i, static_cast<std::int64_t>(text.size()), c);
  return c;
}

/// The last word before the full stop that ends `sentence`, dots inside it kept ("u.s.c").
std::string word_before_stop(std::string_view sentence) {
  if (sentence.empty() || sentence.back() != '.') return {};
  auto end = sentence.size() - 1;
  auto begin = end;
  while (begin > 0 && !is_space(sentence[begin - 1]) && sentence[begin - 1] != '(' && sentence[begin - 1] != '"')
    --begin;
  return fold(sentence.substr(begin, end - begin));
}

/// Words that often begin a sentence, and hardly ever a name. Each with its space.
constexpr std::array<std::string_view, 22> starters{"You ", "We ",  "The ", "This ", "These ", "If ",  "Our ", "Your ",
                                                    "In ",  "All ", "Any ", "To ",   "It ",    "For ", "By ",  "No ",
                                                    "A ",   "An ",  "As ",  "When ", "Such ",  "Each "};

bool begins_a_sentence(std::string_view rest) {
  return std::any_of(starters.begin(), starters.end(), [&](std::string_view word) { return rest.starts_with(word); });
}

/// Whether the break after `sentence`, before `rest`, is none: an abbreviation or an initial.
bool joins(std::string_view sentence, std::string_view rest) {
  auto const word = word_before_stop(sentence);
  if (word.empty()) return false;
  if (std::binary_search(never_final.begin(), never_final.end(), word)) {
    // "no." ends a sentence unless a number follows.
    if (word == "no" || word == "nos") return u_isdigit(first_char(rest)) != 0;
    return true;
  }
  if (word.size() == 1 && word != "i") return u_isupper(first_char(sentence.substr(sentence.size() - 2))) != 0;
  bool const dotted = word.find('.') != std::string::npos && word.size() <= 8;
  if (!dotted) return false;
  // "U.S.C." or "15 C.F.R." goes on before a lower-case letter, a digit or a section sign; "U.S. Dollars"
  // before a name or a thing.
  auto const next = first_char(rest);
  return u_islower(next) != 0 || u_isdigit(next) != 0 || next == 0xA7 || next == '(' ||
         (u_isupper(next) != 0 && !begins_a_sentence(rest));
}

/// ICU glues "Inc. You" since it reads "Inc." as an abbreviation: breaks that it leaves out.
std::uint32_t missed_break(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  constexpr std::array<std::string_view, 9> company{"Inc.", "Ltd.",  "LLC.", "Corp.", "Co.",
                                                    "etc.", "GmbH.", "S.A.", "B.V."};
  // Every such break is ". " and a capital: most sentences hold none, and need no look at the names.
  auto const sentence = text.substr(0, end);
  for (auto at = sentence.find(". ", begin); at != std::string_view::npos; at = sentence.find(". ", at + 1)) {
    auto const before = sentence.substr(begin, at + 1 - begin);
    auto const rest = sentence.substr(at + 2);
    if (std::none_of(company.begin(), company.end(), [&](std::string_view name) { return before.ends_with(name); }))
      continue;
    if (begins_a_sentence(rest)) return static_cast<std::uint32_t>(at + 1);
  }
  return 0;
}

/// Whether ICU need not be asked: a sentence ends only at a stop, question or exclamation mark or line end,
/// and the first such mark ends the text, apart from closing quotes and brackets and then spaces. Only
/// characters that are known to be none are passed.
bool is_one_sentence(std::string_view text) {
  constexpr std::string_view ends = ".!?";
  std::size_t i = 0;
  while (i < text.size() && ends.find(text[i]) == std::string_view::npos) {
    auto const c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c < 0x7F) {
      ++i;
      continue;
    }
    // Quotation marks and dashes of U+2013 to U+201D, no-break spaces, Latin letters of U+00C0 to U+00FF.
    auto const next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    auto const last = i + 2 < text.size() ? static_cast<unsigned char>(text[i + 2]) : 0U;
    if (c == 0xE2 && next == 0x80 && last >= 0x93 && last <= 0x9D)
      i += 3;
    else if ((c == 0xC2 && next == 0xA0) || (c == 0xC3 && next >= 0x80))
      i += 2;
    else
      return false;
  }
  for (std::string_view const tail : {ends, std::string_view("\"')]}"), std::string_view(" ")})
    i = std::min(text.find_first_not_of(tail, i), text.size());
  return i == text.size();
}

}  // namespace

std::vector<Span> sentences(std::string_view text) {
  std::vector<Span> out;
  auto const push = [&](std::uint32_t begin, std::uint32_t end) {
    while (begin < end && is_space(text[begin])) ++begin;
    while (end > begin && is_space(text[end - 1])) --end;
    if (begin < end) out.push_back({begin, end});
  };
  if (is_one_sentence(text)) {
    push(0, static_cast<std::uint32_t>(text.size()));
    return out;
  }
  auto* it = sentence_iterator();
  UErrorCode status = U_ZERO_ERROR;
  UText utext = UTEXT_INITIALIZER;
  utext_openUTF8(&utext, text.data(), static_cast<std::int64_t>(text.size()), &status);
  if (it == nullptr || U_FAILURE(status)) return {{0, static_cast<std::uint32_t>(text.size())}};
  it->setText(&utext, status);
  std::uint32_t begin = 0;
  it->first();
  for (auto next = it->next(); next != icu::BreakIterator::DONE; next = it->next()) {
    auto const at = static_cast<std::uint32_t>(next);
    auto end = at;
    while (end > begin && is_space(text[end - 1])) --end;
    auto after = at;
    while (after < text.size() && is_space(text[after])) ++after;
    if (after < text.size() && joins(text.substr(begin, end - begin), text.substr(after))) continue;
    for (auto cut = missed_break(text, begin, at); cut != 0; cut = missed_break(text, begin, at)) {
      push(begin, cut);
      begin = cut;
    }
    push(begin, at);
    begin = at;
  }
  push(begin, static_cast<std::uint32_t>(text.size()));
  utext_close(&utext);
  return out;
}

}  // namespace smallprint::corpus
