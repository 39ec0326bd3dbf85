#include "parser/readers/html_charset.hpp"

#include "parser/readers/tree_builder.hpp"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

namespace smallprint::parser {
namespace {

struct CloseConverter {
  void operator()(UConverter* c) const { ucnv_close(c); }
};
struct CloseDetector {
  void operator()(UCharsetDetector* d) const { ucsdet_close(d); }
};

bool equals_folded(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

std::string by_mark(std::string_view bytes) {
  auto const starts = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
  if (starts("\xEF\xBB\xBF")) return "UTF-8";
  if (starts(std::string_view("\xFF\xFE\0\0", 4))) return "UTF-32LE";
  if (starts(std::string_view("\0\0\xFE\xFF", 4))) return "UTF-32BE";
  if (starts("\xFF\xFE")) return "UTF-16LE";
  if (starts("\xFE\xFF")) return "UTF-16BE";
  return {};
}

/// Who claims Latin-1 means its Windows superset (Encoding Standard).
std::string canonical(std::string_view name) {
  if (equals_folded(name, "iso-8859-1") || equals_folded(name, "latin1") || equals_folded(name, "ascii") ||
      equals_folded(name, "us-ascii"))
    return "windows-1252";
  return std::string(name);
}

constexpr std::size_t beyond_chance = 3;  // bytes or sequences of them

/// Enough sequences of several bytes that valid UTF-8 is no chance.
bool many_multibyte(std::string_view bytes) {
  auto const leads =
      std::count_if(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xC2; });
  return leads >= static_cast<std::ptrdiff_t>(beyond_chance);
}

/// Bytes beyond ASCII, and none of them as UTF-8 has it. A page with a broken sequence among sound ones is UTF-8 still.
bool cannot_be_utf8(std::string_view bytes) {
  std::size_t broken = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    auto const byte = static_cast<unsigned char>(bytes[at]);
    if (byte < 0x80) {
      ++at;
      continue;
    }
    auto const begin = at;
    UChar32 c = 0;
    U8_NEXT(bytes.data(), at, bytes.size(), c);
    if (c >= 0) return false;
    ++broken;
    at = begin + 1;
  }
  return broken >= beyond_chance;
}

/// The value after "charset=" in the page's head, whether in <meta charset> or in its http-equiv form.
std::string by_meta(std::string_view bytes) {
  auto const head = bytes.substr(0, 2048);
  for (std::size_t at = 0; at + 8 < head.size(); ++at) {
    if (!equals_folded(head.substr(at, 7), "charset")) continue;
    auto const tag = head.rfind('<', at);
    if (tag == std::string_view::npos || !equals_folded(head.substr(tag + 1, 4), "meta")) continue;
    auto i = at + 7;
    while (i < head.size() && (head[i] == ' ' || head[i] == '=' || head[i] == '"' || head[i] == '\'')) ++i;
    auto const begin = i;
    while (i < head.size() && (std::isalnum(static_cast<unsigned char>(head[i])) != 0 || head[i] == '-' ||
                               head[i] == '_' || head[i] == ':'))
      ++i;
    std::string name(head.substr(begin, i - begin));
    // What the page says was read as ASCII, so it is no UTF-16 (HTML Standard, 13.2.3.2).
    if (name.size() >= 5 && equals_folded(name.substr(0, 5), "utf-1")) return "UTF-8";
    return canonical(name);
  }
  return {};
}

std::string by_detection(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UCharsetDetector, CloseDetector> const detector(ucsdet_open(&status));
  auto const sample = bytes.substr(0, 1u << 18);
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  ucsdet_enableInputFilter(detector.get(), 1);
  auto const* const match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr) return "windows-1252";
  char const* const name = ucsdet_getName(match, &status);
  if (U_FAILURE(status) || name == nullptr) return "windows-1252";
  return equals_folded(name, "ISO-8859-1") ? "windows-1252" : name;
}

bool is_utf8_name(std::string_view name) {
  return equals_folded(name, "UTF-8") || equals_folded(name, "utf8");
}

using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(std::string const& name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name.c_str(), &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

/// One code point at a time would be simple and slow; ICU says for each UTF-16 unit where it came from.
void convert(std::string_view bytes, UConverter* converter, Utf8Page& page) {
  std::array<UChar, 4096> units{};
  std::array<std::int32_t, 4096> origins{};
  auto const* source = bytes.data();
  auto const* const end = bytes.data() + bytes.size();
  std::vector<std::pair<UChar32, std::uint32_t>> points;  // of this round: code point, first byte
  std::uint32_t pending_begin = 0;
  UChar32 pending = -1;
  auto const put = [&](std::uint32_t next_begin) {
    if (pending < 0) return;
    std::array<char, 4> utf8{};
    std::int32_t n = 0;
    U8_APPEND_UNSAFE(reinterpret_cast<std::uint8_t*>(utf8.data()), n, pending);
    page.text.append(utf8.data(), static_cast<std::size_t>(n));
    auto const raw_end = std::max(next_begin, pending_begin);
    // One ASCII byte for one stored byte is a copy; all else is its own run.
    page.offsets.append(static_cast<std::uint32_t>(n), {pending_begin, raw_end});
    pending = -1;
  };
  UChar lead = 0;
  std::uint32_t lead_begin = 0;
  while (source < end) {
    UErrorCode status = U_ZERO_ERROR;
    auto const base = static_cast<std::uint32_t>(source - bytes.data());
    auto* target = units.data();
    ucnv_toUnicode(converter, &target, units.data() + units.size(), &source, end, origins.data(), 1, &status);
    for (auto* unit = units.data(); unit < target; ++unit) {
      auto const origin = origins[static_cast<std::size_t>(unit - units.data())];
      auto const begin = origin < 0 ? base : base + static_cast<std::uint32_t>(origin);
      if (U16_IS_LEAD(*unit)) {
        lead = *unit;
        lead_begin = begin;
        continue;
      }
      bool const pair = lead != 0 && U16_IS_TRAIL(*unit);
      auto const point_begin = pair ? lead_begin : begin;
      put(point_begin);
      pending = pair ? U16_GET_SUPPLEMENTARY(lead, *unit) : (U16_IS_SURROGATE(*unit) ? 0xFFFD : *unit);
      pending_begin = std::max(point_begin, pending_begin);
      lead = 0;
    }
    if (status != U_BUFFER_OVERFLOW_ERROR) break;
  }
  put(static_cast<std::uint32_t>(bytes.size()));
}

}  // namespace

corpus::Result<Utf8Page> page_to_utf8(std::string_view bytes, std::string_view source_name, std::string_view declared) {
  Utf8Page page;
  page.charset = by_mark(bytes);
  bool const marked = !page.charset.empty();
  if (!marked) page.charset = canonical(declared);
  if (page.charset.empty()) page.charset = by_meta(bytes);
  bool const utf8 = first_invalid_utf8(bytes) == bytes.size();
  if (!marked && utf8 && many_multibyte(bytes)) page.charset = "UTF-8";
  if (!marked && is_utf8_name(page.charset) && cannot_be_utf8(bytes)) page.charset.clear();
  bool const valid = (page.charset.empty() || is_utf8_name(page.charset)) && utf8;
  if (valid) {
    // Stateful encodings and UTF-16 without a mark are valid UTF-8 too; their control bytes tell.
    bool const odd = page.charset.empty() &&
                     (bytes.find('\0') != std::string_view::npos || bytes.find('\x1b') != std::string_view::npos);
    if (!odd) {
      page.charset = "UTF-8";
      return page;
    }
  }
  if (page.charset.empty()) page.charset = by_detection(bytes);
  if (is_utf8_name(page.charset) && first_invalid_utf8(bytes) == bytes.size()) return page;
  auto converter = open_converter(page.charset);
  if (converter == nullptr) {
    page.charset = by_detection(bytes);
    converter = open_converter(page.charset);
  }
  if (converter == nullptr)
    return corpus::Error{corpus::Errc::bad_encoding, std::string(source_name), 0,
                         fmt::format("encoding \"{}\" is not known", page.charset)};
  page.converted = true;
  page.text.reserve(bytes.size() + bytes.size() / 4);
  convert(bytes, converter.get(), page);
  return page;
}

}  // namespace smallprint::parser
