#include "query/suggest.hpp"

#include "corpus/text.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace smallprint::query {
namespace {

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    auto diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      auto const changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({row[j + 1] + 1, row[j] + 1, changed}));
    }
  }
  return row.back();
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return corpus::fold(a) == corpus::fold(b);
}

std::string suggestion(std::string_view mistyped, std::vector<std::string> const& known) {
  if (mistyped.size() > 200) return {};
  auto const wanted = corpus::fold(mistyped);
  std::vector<std::pair<std::size_t, std::string>> near;
  for (auto const& name : known) {
    auto const folded = corpus::fold(name);
    bool const part = wanted.size() >= 3 && folded.find(wanted) != std::string::npos;
    auto const far = part ? 0 : distance(wanted, folded);
    if (far <= std::max(wanted.size(), folded.size()) / 3) near.emplace_back(far, name);
  }
  std::sort(near.begin(), near.end());
  if (near.size() > 3) near.resize(3);
  if (near.empty()) return {};
  std::string out = "; did you mean ";
  for (std::size_t i = 0; i < near.size(); ++i) out += (i == 0 ? "\u201C" : " or \u201C") + near[i].second + "\u201D";
  return out + "?";
}

}  // namespace smallprint::query
