#include "parser/language.hpp"

#include "corpus/text.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>
#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <map>

namespace smallprint::parser {
namespace {

constexpr std::size_t stretch = 1500;  // bytes of each of four
constexpr double least_share = 0.06;   // of function words; running text has 0.2 to 0.5

/// Four stretches, cut at spaces or character starts.
std::string sample(std::string_view text) {
  if (text.size() <= 4 * stretch) return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < 4; ++i) {
    auto begin = (text.size() - stretch) / 3 * i;
    while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
    auto end = std::min(begin + stretch, text.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    out += text.substr(begin, end - begin);
    out += '\n';
  }
  return out;
}

struct Letters {
  std::map<std::string, std::uint32_t> scripts;
  std::map<UChar32, std::uint32_t> points;  ///< outside Latin
  std::uint32_t all = 0;
};

Letters count_letters(std::string_view text) {
  Letters out;
  std::map<UScriptCode, std::uint32_t> scripts;
  std::uint32_t ascii = 0;
  auto const size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<std::uint8_t const*>(text.data()), i, size, c);
    if (c < 0x80) {
      if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ++ascii;
      continue;
    }
    if (u_isalpha(c) == 0) continue;
    UErrorCode status = U_ZERO_ERROR;
    auto const script = uscript_getScript(c, &status);
    if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED) continue;
    ++scripts[script];
    if (script != USCRIPT_LATIN) ++out.points[c];
  }
  if (ascii > 0) scripts[USCRIPT_LATIN] += ascii;
  for (auto const& [script, count] : scripts) {
    out.all += count;
    out.scripts[uscript_getShortName(script)] += count;
  }
  // Japanese mixes kana with Chinese characters: some kana decide.
  auto const kana = out.scripts["Hira"] + out.scripts["Kana"];
  if (kana * 12 > out.scripts["Hani"]) {
    out.scripts["Hira"] = kana == 0 ? 0 : kana + out.scripts["Hani"];
    if (kana != 0) out.scripts["Hani"] = 0;
  }
  out.scripts["Kana"] = 0;
  return out;
}

/// How often each word stands in the sample, by the hash of its folded form.
using WordCounts = boost::unordered_flat_map<std::uint64_t, std::uint32_t>;

/// Share of a profile's words among all words; 0 when they are too few to mean anything.
double share_of(corpus::LanguageProfile const& profile, WordCounts const& words, std::uint32_t all) {
  std::uint32_t hits = 0;
  for (auto const& word : profile.words)
    if (auto const it = words.find(corpus::hash64(word)); it != words.end()) hits += it->second;
  return hits < 3 ? 0 : static_cast<double>(hits) / all;
}

std::uint32_t letters_of(corpus::LanguageProfile const& profile, Letters const& letters) {
  std::uint32_t hits = 0;
  auto const size = static_cast<std::int32_t>(profile.letters.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<std::uint8_t const*>(profile.letters.data()), i, size, c);
    if (auto const it = letters.points.find(c); it != letters.points.end()) hits += it->second;
  }
  return hits;
}

}  // namespace

std::string detect_language(std::string_view text, std::vector<corpus::LanguageProfile> const& profiles) {
  auto const part = sample(text);
  auto letters = count_letters(part);
  std::string script = "Latn";
  // A CJK character says as much as a few Latin letters, and their texts are full of Latin names.
  auto const weight = [&](std::string const& name, std::uint32_t count) {
    return name == "Hani" || name == "Hira" || name == "Hang" ? count * 3 : count;
  };
  std::uint32_t most = letters.scripts[script];
  for (auto const& [name, count] : letters.scripts)
    if (weight(name, count) > most) {
      most = weight(name, count);
      script = name;
    }
  if (most < 8) return "und";

  WordCounts words;
  std::uint32_t all = 0;
  if (script == "Latn" || script == "Cyrl") {
    std::size_t begin = 0;
    auto const is_letter = [](unsigned char c) { return c >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); };
    for (std::size_t i = 0; i <= part.size(); ++i) {
      if (i < part.size() && is_letter(static_cast<unsigned char>(part[i]))) continue;
      if (i > begin) {
        ++words[corpus::hash64(corpus::fold(std::string_view(part).substr(begin, i - begin)))];
        ++all;
      }
      begin = i + 1;
    }
  }
  std::string best = "und";
  double best_share = 0;
  for (auto const& profile : profiles) {
    bool const latin = profile.script.empty();
    if (latin != (script == "Latn") || (!latin && profile.script != script)) continue;
    double share = 0;
    if (!profile.words.empty())
      share = share_of(profile, words, all);
    else if (!profile.letters.empty())
      share = letters_of(profile, letters) * 25 > letters.scripts[script] ? 0.9 : 0;
    else
      share = least_share;  // what a script means unless something else tells
    if (share >= least_share && share > best_share && (!latin || all >= 6)) {
      best = profile.language;
      best_share = share;
    }
  }
  return best;
}

}  // namespace smallprint::parser
