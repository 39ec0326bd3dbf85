#include "corpus/text.hpp"

#include <libstemmer.h>
#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>
#include <xxhash.h>

#include <array>
#include <cstring>
#include <memory>
#include <unordered_map>

namespace smallprint::corpus {
namespace {

constexpr bool is_ascii_letter(unsigned char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
constexpr bool is_ascii_digit(unsigned char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_ascii_word(unsigned char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '_';
}

bool all_ascii(std::string_view s) {
  for (unsigned char const c : s)
    if (c >= 0x80) return false;
  return true;
}

/// A break iterator of this thread. ICU's are not thread-safe but cheap to keep.
icu::BreakIterator* word_iterator() {
  thread_local std::unique_ptr<icu::BreakIterator> const it = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    return U_SUCCESS(status) ? std::move(made) : nullptr;
  }();
  return it.get();
}

/// A UText over UTF-8 that closes itself.
struct Utf8Text {
  UText text = UTEXT_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  explicit Utf8Text(std::string_view s) {
    utext_openUTF8(&text, s.data(), static_cast<std::int64_t>(s.size()), &status);
  }
  ~Utf8Text() { utext_close(&text); }
  Utf8Text(Utf8Text const&) = delete;
  Utf8Text& operator=(Utf8Text const&) = delete;
};

void icu_words(std::string_view part, std::uint32_t base, std::vector<Span>& out) {
  Utf8Text text(part);
  auto* it = word_iterator();
  if (it == nullptr || U_FAILURE(text.status)) return;
  it->setText(&text.text, text.status);
  auto begin = it->first();
  for (auto end = it->next(); end != icu::BreakIterator::DONE; begin = end, end = it->next())
    if (it->getRuleStatus() >= UBRK_WORD_NONE_LIMIT)
      out.push_back({base + static_cast<std::uint32_t>(begin), base + static_cast<std::uint32_t>(end)});
}

/// End of the ASCII word at `at` by the rules of UAX #29 that matter for ASCII: letters, digits and '_'
/// join; one of ' . between letters, one of ' . , ; between digits, and ':' nowhere.
std::uint32_t ascii_word_end(std::string_view s, std::uint32_t at) {
  auto const size = static_cast<std::uint32_t>(s.size());
  while (at < size) {
    auto const c = static_cast<unsigned char>(s[at]);
    if (is_ascii_word(c)) {
      ++at;
      continue;
    }
    if (at + 1 >= size || at == 0) break;
    auto const before = static_cast<unsigned char>(s[at - 1]);
    auto const after = static_cast<unsigned char>(s[at + 1]);
    bool const joins =
        (is_ascii_letter(before) && is_ascii_letter(after) && (c == '\'' || c == '.')) ||
        (is_ascii_digit(before) && is_ascii_digit(after) && (c == '\'' || c == '.' || c == ',' || c == ';'));
    if (!joins) break;
    ++at;
  }
  return at;
}

/// Snowball stemmers of this thread, by language.
sb_stemmer* stemmer(std::string_view language) {
  struct Close {
    void operator()(sb_stemmer* s) const { sb_stemmer_delete(s); }
  };
  thread_local std::unordered_map<std::string, std::unique_ptr<sb_stemmer, Close>> cache;
  auto const found = cache.find(std::string(language));
  if (found != cache.end()) return found->second.get();
  std::string const name(language);
  auto* made = sb_stemmer_new(name.c_str(), nullptr);
  cache.emplace(name, std::unique_ptr<sb_stemmer, Close>(made));
  return made;
}

std::string normalized(std::string_view text, icu::Normalizer2 const* form) {
  if (form == nullptr || all_ascii(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  form->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr, status);
  return U_SUCCESS(status) ? out : std::string(text);
}

bool is_folded_space(UChar32 c) {
  return u_isUWhiteSpace(c) != 0 || c == 0x200B || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  auto const* s = reinterpret_cast<std::uint8_t const*>(bytes.data());
  std::size_t i = 0;
  while (i < bytes.size()) {
    if (s[i] < 0x80) {
      ++i;
      continue;
    }
    auto at = static_cast<std::int64_t>(i);
    UChar32 c = 0;
    U8_NEXT(s, at, static_cast<std::int64_t>(bytes.size()), c);
    if (c < 0) return false;
    i = static_cast<std::size_t>(at);
  }
  return true;
}

std::string to_nfc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  return normalized(text, icu::Normalizer2::getNFCInstance(status));
}

std::string to_nfkc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  return normalized(text, icu::Normalizer2::getNFKCInstance(status));
}

std::string fold(std::string_view word) {
  std::string out;
  if (all_ascii(word)) {
    out.resize(word.size());
    for (std::size_t i = 0; i < word.size(); ++i) {
      auto const c = static_cast<unsigned char>(word[i]);
      out[i] = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  auto const* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  auto const* nfd = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status)) return std::string(word);
  auto const folded = casefold->normalize(
      icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size()))), status);
  auto const decomposed = nfd->normalize(folded, status);
  icu::UnicodeString kept;
  for (std::int32_t i = 0; i < decomposed.length();) {
    auto const c = decomposed.char32At(i);
    i += U16_LENGTH(c);
    if (u_charType(c) == U_NON_SPACING_MARK && u_getCombiningClass(c) != 0) continue;
    kept.append(c == 0x2019 ? UChar32{'\''} : c);
  }
  auto const* nfc = icu::Normalizer2::getNFCInstance(status);
  nfc->normalize(kept, status).toUTF8String(out);
  return out;
}

std::vector<Span> words(std::string_view text) {
  std::vector<Span> out;
  out.reserve(text.size() / 6);
  auto const size = static_cast<std::uint32_t>(text.size());
  std::uint32_t i = 0;
  while (i < size) {
    auto const c = static_cast<unsigned char>(text[i]);
    if (c < 0x80 && !is_ascii_word(c)) {
      ++i;
      continue;
    }
    // A run up to the next ASCII space decides together; UAX #29 never joins across one.
    std::uint32_t stop = i;
    bool ascii = true;
    while (stop < size && text[stop] != ' ' && text[stop] != '\n' && text[stop] != '\t') {
      ascii = ascii && static_cast<unsigned char>(text[stop]) < 0x80;
      ++stop;
    }
    if (!ascii) {
      icu_words(text.substr(i, stop - i), i, out);
      i = stop;
      continue;
    }
    while (i < stop) {
      if (!is_ascii_word(static_cast<unsigned char>(text[i]))) {
        ++i;
        continue;
      }
      auto const end = ascii_word_end(text.substr(0, stop), i);
      if (end - i > 1 || text[i] != '_') out.push_back({i, end});  // ICU counts a lone '_' as punctuation
      i = end;
    }
  }
  return out;
}

std::string stem(std::string_view folded_word, std::string_view language) {
  auto* s = stemmer(language);
  if (s == nullptr || folded_word.size() > 100) return std::string(folded_word);
  auto const* out =
      sb_stemmer_stem(s, reinterpret_cast<sb_symbol const*>(folded_word.data()), static_cast<int>(folded_word.size()));
  if (out == nullptr) return std::string(folded_word);
  return {reinterpret_cast<char const*>(out), static_cast<std::size_t>(sb_stemmer_length(s))};
}

std::uint64_t hash64(std::string_view text) {
  return XXH3_64bits(text.data(), text.size());
}

std::string hash128_hex(std::string_view text) {
  auto const hash = XXH3_128bits(text.data(), text.size());
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out(32, '0');
  auto const put = [&](std::uint64_t value, std::size_t at) {
    for (std::size_t i = 0; i < 16; ++i) out[at + i] = digits[(value >> (60 - 4 * i)) & 15];
  };
  put(hash.high64, 0);
  put(hash.low64, 16);
  return out;
}

std::string fold_spaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  auto const* s = reinterpret_cast<std::uint8_t const*>(text.data());
  auto const size = static_cast<std::int64_t>(text.size());
  bool pending = false;
  for (std::int64_t i = 0; i < size;) {
    auto const begin = i;
    UChar32 c = 0;
    U8_NEXT(s, i, size, c);
    if (c >= 0 && is_folded_space(c)) {
      bool const zero_width = u_isUWhiteSpace(c) == 0;
      pending = pending || (!zero_width && !out.empty());
      continue;
    }
    if (pending) out.push_back(' ');
    pending = false;
    out.append(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin)));
  }
  return out;
}

}  // namespace smallprint::corpus
