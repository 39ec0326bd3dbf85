#include "parser/readers/entity.hpp"

#include <algorithm>

namespace smallprint::parser {
namespace {

constexpr std::size_t longest_name = 33;  // "&CounterClockwiseContourIntegral;"

bool is_name(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '#';
}

/// Bytes of the first `points` code points.
std::size_t points_size(std::string_view s, int points) {
  std::size_t i = 0;
  for (; points > 0 && i < s.size(); --points)
    for (++i; i < s.size() && (static_cast<unsigned char>(s[i]) & 0xC0) == 0x80;) ++i;
  return points > 0 ? 0 : i;
}

/// Whether `decoded` can go on where `raw` goes on.
bool goes_on(std::string_view raw, std::string_view decoded) {
  if (decoded.empty()) return true;
  if (raw.empty()) return false;
  return raw[0] == decoded[0] || raw[0] == '&' || raw[0] == '\\' || raw[0] == '<' || raw[0] == '\r' || raw[0] == 0;
}

}  // namespace

EntityMatch match_entity(std::string_view raw, std::string_view decoded, bool strict) {
  std::size_t name_end = 1;
  while (name_end < raw.size() && name_end <= longest_name && is_name(raw[name_end])) ++name_end;
  if (name_end == 1) return {};
  bool const closed = name_end < raw.size() && raw[name_end] == ';';
  if (!closed && strict) return {};
  // "&" that stands for itself: the same letters follow in both.
  auto const whole = raw.substr(0, closed ? name_end + 1 : name_end);
  if (decoded.size() >= whole.size() && decoded.substr(0, whole.size()) == whole) return {};
  auto const try_size = [&](std::size_t size) -> EntityMatch {
    for (int const points : {1, 2}) {
      auto const decoded_size = points_size(decoded, points);
      if (decoded_size != 0 && goes_on(raw.substr(size), decoded.substr(decoded_size))) return {size, decoded_size};
    }
    return {};
  };
  if (closed) {
    auto const found = try_size(whole.size());
    if (found.raw_size != 0) return found;
    if (strict) return {whole.size(), points_size(decoded, 1)};
  }
  // HTML takes the longest name it knows: "&notit;" is "\u00acit;".
  for (auto size = name_end; size > 2; --size)
    if (auto const found = try_size(size); found.raw_size != 0) return found;
  return {};
}

}  // namespace smallprint::parser
