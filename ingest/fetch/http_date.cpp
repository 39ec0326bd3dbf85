#include "ingest/fetch/http_date.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <string>

namespace smallprint::ingest {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

std::optional<std::int64_t> read_http_date(std::string_view text) {
  constexpr std::size_t longest = 64;
  // curl_getdate() also takes halves of a date; all three forms begin with a weekday and have a time of day.
  if (text.size() > longest || text.empty() || !is_letter(text.front())) return std::nullopt;
  if (std::count(text.begin(), text.end(), ':') != 2 || text.find('\0') != std::string_view::npos) return std::nullopt;
  auto const seconds = ::curl_getdate(std::string(text).c_str(), nullptr);
  if (seconds < 0) return std::nullopt;
  return seconds;
}

std::optional<std::int64_t> retry_after(std::string_view value, std::int64_t now) {
  if (!value.empty() && std::all_of(value.begin(), value.end(), is_digit)) {
    std::int64_t seconds = 0;
    for (char const c : value) seconds = std::min(seconds * 10 + (c - '0'), longest_retry_after);
    return seconds;
  }
  auto const date = read_http_date(value);
  if (!date) return std::nullopt;
  return *date <= now ? 0 : std::min(*date - std::max<std::int64_t>(now, 0), longest_retry_after);
}

}  // namespace smallprint::ingest
