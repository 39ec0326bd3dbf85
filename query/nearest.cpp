#include "query/nearest.hpp"

#include "corpus/text.hpp"

#include <algorithm>

namespace smallprint::query {
namespace {

/// Letters moved, changed, left out or too many. Bytes will do: what is compared is folded.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      auto const change = d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

/// How far `name` is from `other`, or from the nearest word of it. \returns npos when not near
std::size_t farness(std::string_view name, std::string const& other) {
  auto const folded = corpus::fold(other);
  if (folded.find(name) != std::string::npos) return 0;
  auto best = distance(name, folded);
  for (auto const span : corpus::words(folded)) best = std::min(best, distance(name, corpus::slice(folded, span)) + 1);
  return best <= 1 + name.size() / 3 ? best : std::string::npos;
}

}  // namespace

std::vector<std::string> nearest(std::string_view name, std::span<std::string const> names, std::size_t count) {
  constexpr std::size_t longest = 100;  // nothing longer is a mistyped name
  if (name.size() > longest || !corpus::is_utf8(name)) return {};
  auto const folded = corpus::fold(name);
  if (folded.empty()) return {};
  std::vector<std::pair<std::size_t, std::string>> found;
  for (auto const& other : names)
    if (auto const far = other.size() > longest ? std::string::npos : farness(folded, other); far != std::string::npos)
      found.emplace_back(far, other);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<std::string> out;
  for (auto& [far, other] : found)
    if (out.size() < count) out.push_back(std::move(other));
  return out;
}

std::string did_you_mean(std::string_view name, std::span<std::string const> names) {
  auto const near = nearest(name, names);
  if (near.empty()) return {};
  std::string out = "; did you mean ";
  for (std::size_t i = 0; i < near.size(); ++i) {
    if (i > 0) out += i + 1 == near.size() ? " or " : ", ";
    out += "'" + near[i] + "'";
  }
  return out + "?";
}

}  // namespace smallprint::query
