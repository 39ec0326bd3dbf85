#include "index/tokenizer.hpp"

#include "corpus/text.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace smallprint::index {
namespace {

using corpus::Span;

bool is_ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Short words that French, Italian and Catalan glue to the next one with an apostrophe: "l'accord".
constexpr std::array<std::string_view, 29> glued{"c",    "d",     "j",      "l",      "m",      "n",    "s",    "t",
                                                 "qu",   "jusqu", "lorsqu", "puisqu", "quoiqu", "un",   "all",  "dall",
                                                 "dell", "nell",  "sull",   "coll",   "gl",     "dagl", "degl", "negl",
                                                 "sugl", "quell", "quest",  "bell",   "sant"};

/// The word behind a glued one; the word itself where there is none.
std::string_view unglued(std::string_view word, std::string_view language) {
  if (language != "fr" && language != "it" && language != "ca") return word;
  for (std::string_view const apostrophe : {"'", "\u2019"}) {
    auto const at = word.find(apostrophe);
    if (at == std::string_view::npos || at > 6 || at + apostrophe.size() == word.size()) continue;
    auto const before = corpus::fold(word.substr(0, at));
    if (std::find(glued.begin(), glued.end(), before) != glued.end()) return word.substr(at + apostrophe.size());
  }
  return word;
}

/// Stem of a word as it stands in a text. Snowball knows endings by their accents ("résiliées"), so that
/// these go only afterwards.
std::string stem_of(std::string_view word, std::string const& folded, std::string_view language) {
  if (auto const rest = unglued(word, language); rest.size() < word.size())
    return stem_of(rest, corpus::fold(rest), language);
  if (is_ascii(word)) return corpus::stem(folded, language);
  UErrorCode status = U_ZERO_ERROR;
  auto const* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) return corpus::stem(folded, language);
  std::string lower;
  icu::StringByteSink<std::string> sink(&lower);
  casefold->normalizeUTF8(0, icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())), sink, nullptr,
                          status);
  if (U_FAILURE(status)) return corpus::stem(folded, language);
  return corpus::fold(corpus::stem(lower, language));
}

/// Scripts that write words without spaces or glue endings to them: each character is a term, and a
/// word of several is a phrase. So a word is found inside any other, whatever a dictionary thought.
bool stands_alone(UChar32 c) {
  return u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) != 0 || (c >= 0x3040 && c <= 0x30FF) ||  // kana
         (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xFF66 && c <= 0xFF9F) ||                    // kana, rare and narrow
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF);                      // hangul
}

/// Cuts a word at characters that stand alone. \param cut  takes each piece
/// \returns false when `cut` did
template <class Cut>
bool pieces(std::string_view text, Span word, Cut&& cut) {
  auto const* s = reinterpret_cast<std::uint8_t const*>(text.data());
  auto const end = static_cast<std::int32_t>(word.end);
  auto begin = word.begin;
  for (auto i = static_cast<std::int32_t>(word.begin); i < end;) {
    auto const at = static_cast<std::uint32_t>(i);
    UChar32 c = 0;
    U8_NEXT(s, i, end, c);
    if (c < 0x1100 || !stands_alone(c)) continue;
    if (begin < at && !cut(Span{begin, at})) return false;
    begin = static_cast<std::uint32_t>(i);
    if (!cut(Span{at, begin})) return false;
  }
  return begin >= word.end || cut(Span{begin, word.end});
}

/// Calls `each(piece)` for every piece of every word of a text.
template <class Each>
bool each_piece(std::string_view text, Each&& each) {
  for (auto const word : corpus::words(text)) {
    bool const go_on = is_ascii(corpus::slice(text, word)) ? each(word) : pieces(text, word, each);
    if (!go_on) return false;
  }
  return true;
}

}  // namespace

/// The last word seen for each hash, with its terms: a bounded memory for the words that texts repeat.
struct Tokenizer::StemCache {
  struct Entry {
    std::string word, folded, stem;  // stem: with its mark; empty when it is the word itself
  };
  static constexpr std::size_t size = 8192;  // a power of two
  std::string language;
  std::vector<Entry> entries{size};

  Entry const& of(std::string_view word) {
    auto& entry = entries[corpus::hash64(word) & (size - 1)];
    if (entry.word == word) return entry;
    entry.word = word;
    entry.folded = corpus::fold(word);
    entry.stem = stem_of(word, entry.folded, language);
    if (entry.stem == entry.folded)
      entry.stem.clear();
    else
      entry.stem.insert(entry.stem.begin(), stem_mark);
    return entry;
  }
};

Tokenizer::Tokenizer() : cache_(std::make_unique<StemCache>()) {}
Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

bool Tokenizer::document(std::string_view text, std::string_view language, TermSink& sink) {
  if (cache_->language != language) {
    *cache_ = {};
    cache_->language = language;
  }
  return each_piece(text, [&](Span piece) {
    auto const& terms = cache_->of(corpus::slice(text, piece));
    if (terms.folded.empty()) return true;  // nothing but marks
    return sink.term(terms.folded, piece, false) && (terms.stem.empty() || sink.term(terms.stem, piece, true));
  });
}

bool Tokenizer::places(std::string_view text, TermSink& sink) {
  return each_piece(text, [&](Span piece) {
    auto const folded = corpus::fold(corpus::slice(text, piece));
    return folded.empty() || sink.term(folded, piece, false);
  });
}

bool Tokenizer::query(std::string_view text, std::vector<std::string> const& languages, bool prefix, TermSink& sink) {
  std::vector<Span> all;
  each_piece(text, [&](Span piece) {
    all.push_back(piece);
    return true;
  });
  for (auto const& piece : all) {
    auto const word = corpus::slice(text, piece);
    auto const folded = corpus::fold(word);
    if (folded.empty()) continue;
    bool const exact = piece.begin > 0 && text[piece.begin - 1] == exact_mark;
    if (exact || (prefix && piece == all.back())) {
      if (!sink.term(folded, piece, false)) return false;
      continue;
    }
    std::vector<std::string> terms;
    auto const add = [&](std::string term) {
      if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(std::move(term));
    };
    for (auto const& language : languages) {
      auto const stem = stem_of(word, folded, language);
      add(stem);  // the words that are their own stem
      add(stem_mark + stem);
    }
    if (terms.empty()) add(folded);
    for (std::size_t i = 0; i < terms.size(); ++i)
      if (!sink.term(terms[i], piece, i > 0)) return false;
  }
  return true;
}

}  // namespace smallprint::index
