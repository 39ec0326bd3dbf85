#include "ingest/fetch/header_block.hpp"

#include <algorithm>
#include <charconv>

namespace smallprint::ingest {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  auto const begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

// Of "HTTP/1.1 200 OK" or "HTTP/2 200"; 0 when there is none.
std::int32_t status_of(std::string_view line) {
  auto const space = line.find(' ');
  if (space == std::string_view::npos) return 0;
  auto const digits = line.substr(space + 1, 3);
  std::int32_t status = 0;
  auto const [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), status);
  return failure == std::errc{} && end == digits.data() + digits.size() && status >= 100 ? status : 0;
}

}  // namespace

std::string_view header(std::string_view headers, std::string_view name) {
  while (!headers.empty()) {
    auto const end = std::min(headers.find('\n'), headers.size());
    auto const line = headers.substr(0, end);
    auto const colon = line.find(':');
    if (colon != std::string_view::npos && same_name(line.substr(0, colon), name))
      return trimmed(line.substr(colon + 1));
    headers.remove_prefix(std::min(end + 1, headers.size()));
  }
  return {};
}

bool HeaderBlock::add(std::string_view line) {
  received_ += line.size();
  if (received_ > limit_) return false;
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  if (is_complete_) return true;
  if (line.starts_with("HTTP/")) {
    status_ = status_of(line);
    fields_.clear();
  } else if (line.empty()) {
    is_complete_ = status_ >= 200;
  } else {
    fields_.append(line).append("\r\n");
  }
  return true;
}

bool is_field_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '\t' || (c >= 0x20 && c <= 0x7e); });
}

}  // namespace smallprint::ingest
