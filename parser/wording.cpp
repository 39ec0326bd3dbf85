#include "parser/wording.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cctype>

namespace smallprint::parser {
namespace {

constexpr bool is_ascii_alnum(unsigned char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

UChar32 first_point(std::string_view s) {
  if (s.empty()) return 0;
  UChar32 c = 0;
  std::int32_t i = 0;
  U8_NEXT_OR_FFFD(reinterpret_cast<std::uint8_t const*>(s.data()), i,
                  static_cast<std::int32_t>(std::min<std::size_t>(s.size(), 4)), c);
  return c;
}

bool is_closing_quote(UChar32 c) {
  return c == '"' || c == '\'' || c == 0x2019 || c == 0x201D || c == 0xBB || c == 0x300D;
}
bool is_cjk(UChar32 c) {
  return (c >= 0x3040 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
}

/// The first letter, past quotation marks and brackets; 0 when a digit or nothing comes first.
UChar32 first_letter(std::string_view text) {
  auto const size = static_cast<std::int32_t>(std::min<std::size_t>(text.size(), 64));
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<std::uint8_t const*>(text.data()), i, size, c);
    if (u_isalpha(c) != 0) return c;
    if (u_isdigit(c) != 0) return 0;
  }
  return 0;
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

char32_t last_mark(std::string_view text) {
  auto i = static_cast<std::int32_t>(text.size());
  UChar32 c = 0;
  while (i > 0) {
    U8_PREV_OR_FFFD(reinterpret_cast<std::uint8_t const*>(text.data()), 0, i, c);
    if (c != ' ' && !is_closing_quote(c)) return static_cast<char32_t>(c);
  }
  return static_cast<char32_t>(c);
}

bool ends_sentence(std::string_view text) {
  auto const c = last_mark(text);
  if (c == U')') {  // "(see below.)"
    auto const inner = trim(text);
    return inner.size() > 1 && inner[inner.size() - 2] == '.';
  }
  return c == U'.' || c == U'!' || c == U'?' || c == U'\u3002' || c == U'\uFF01' || c == U'\uFF1F' || c == U'\u0964' ||
         c == U'\u061F';
}

bool is_yes_or_no(std::string_view text) {
  constexpr std::string_view answers[] = {"Yes",  "No",        "Never",      "Of course",
                                          "Sure", "Certainly", "Absolutely", "Not at all"};
  return std::any_of(std::begin(answers), std::end(answers), [&](std::string_view word) {
    if (!text.starts_with(word)) return false;
    auto const rest = text.substr(word.size());
    return rest.empty() || rest[0] == '.' || rest[0] == ',' || rest[0] == '!' || rest[0] == ';' || rest[0] == ':';
  });
}

bool ends_colon(std::string_view text) {
  auto const c = last_mark(text);
  return c == U':' || c == U'\uFF1A';
}

bool ends_dash(std::string_view text) {
  auto const c = last_mark(text);
  return c == U'-' || c == U'\u2013' || c == U'\u2014';
}

bool ends_open(std::string_view text) {
  text = trim(text);
  auto const c = last_mark(text);
  if (c == U';' || c == U',' || c == U'\uFF1B' || c == U'\uFF0C') return true;
  auto const space = text.rfind(' ');
  auto const word = space == std::string_view::npos ? text : text.substr(space + 1);
  for (std::string_view const joiner :
       {"and", "or", "and/or", "und", "oder", "et", "ou", "y", "o", "e", "en", "of", "och", "eller", "og"})
    if (word == joiner) return true;
  return false;
}

bool has_word(std::string_view text) {
  auto const size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    auto const byte = static_cast<unsigned char>(text[static_cast<std::size_t>(i)]);
    if (byte < 0x80) {
      if (is_ascii_alnum(byte)) return true;
      ++i;
      continue;
    }
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<std::uint8_t const*>(text.data()), i, size, c);
    if (u_isalnum(c) != 0 || is_cjk(c)) return true;
  }
  return false;
}

std::uint32_t count_words(std::string_view text) {
  std::uint32_t words = 0;
  std::uint32_t cjk = 0;
  bool inside = false;
  auto const size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    auto const byte = static_cast<unsigned char>(text[static_cast<std::size_t>(i)]);
    UChar32 c = byte;
    if (byte < 0x80)
      ++i;
    else
      U8_NEXT_OR_FFFD(reinterpret_cast<std::uint8_t const*>(text.data()), i, size, c);
    if (byte >= 0x80 && is_cjk(c)) {
      ++cjk;
      inside = false;
    } else {
      bool const letter = byte < 0x80 ? is_ascii_alnum(byte) : u_isalnum(c) != 0;
      if (letter && !inside) {
        ++words;
        inside = true;
      } else if (c == ' ') {
        inside = false;
      }
    }
  }
  return words + (cjk + 1) / 2;
}

bool starts_lower(std::string_view text) {
  auto const c = first_letter(text);
  return c != 0 && u_islower(c) != 0;
}

bool starts_upper(std::string_view text) {
  auto const c = first_letter(text);
  return c != 0 && (u_isupper(c) != 0 || u_istitle(c) != 0);
}

bool is_capitals(std::string_view text) {
  std::uint32_t upper = 0;
  auto const size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<std::uint8_t const*>(text.data()), i, size, c);
    if (u_islower(c) != 0) return false;
    if (u_isupper(c) != 0) ++upper;
  }
  return upper >= 3;
}

bool is_title_case(std::string_view text) {
  bool any = false;
  for (std::size_t at = 0; at < text.size();) {
    auto const end = std::min(text.find(' ', at), text.size());
    auto const word = text.substr(at, end - at);
    if (word.size() >= 4) {
      auto const c = first_letter(word);
      if (c != 0 && u_islower(c) != 0) return false;
      any = any || c != 0;
    } else if (!word.empty() && at == 0) {
      auto const c = first_point(word);
      if (u_islower(c) != 0) return false;
      any = true;
    }
    at = end + 1;
  }
  return any;
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace smallprint::parser
