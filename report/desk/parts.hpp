#pragma once
#include "report/desk/names.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// Parts of the page that desk_html() makes.
namespace smallprint::report {

/// Gives each part of the page a name of its own.
class Anchors {
 public:
  /// `wanted`, with "~2" and so on where it is taken.
  [[nodiscard]] std::string take(std::string const& wanted);

 private:
  std::set<std::string> taken_;
};

struct DeskPage {
  DeskReport const& report;
  Anchors anchors;
};

/// A section and what the contents say of it. One with `count` 0 is not shown.
struct DeskSection {
  struct Part {
    std::string anchor, name;
    std::size_t count = 0;
  };
  std::string anchor, title;
  std::size_t count = 0;
  std::string body{};
  std::vector<Part> parts{};  ///< providers
};

[[nodiscard]] DeskSection alerts_section(DeskPage& page);
[[nodiscard]] DeskSection answers_section(DeskPage& page);
[[nodiscard]] DeskSection substantive_section(DeskPage& page);
[[nodiscard]] DeskSection editorial_section(DeskPage& page);
[[nodiscard]] DeskSection noise_section(DeskPage& page);
[[nodiscard]] DeskSection failed_section(DeskPage& page);
[[nodiscard]] DeskSection silent_section(DeskPage& page);
/// The page's rules.
[[nodiscard]] std::string desk_style();

/// What an answer or a change is called on the page, and by the links of feeds.
[[nodiscard]] std::string answer_anchor(ChangedAnswer const& one);
[[nodiscard]] std::string change_anchor(DeskChange const& one);

/// <time> with the day; empty without a date.
[[nodiscard]] std::string time_html(std::string_view date);
/// "▲ more restrictive"; empty where neutral.
[[nodiscard]] std::string direction_mark(query::Direction direction);

/// Things by provider, in the order in which each provider comes first.
template <class T, class AuthorityOf>
[[nodiscard]] std::vector<std::pair<std::string, std::vector<T const*>>> by_provider(std::vector<T> const& all,
                                                                                     AuthorityOf&& authority_of) {
  std::vector<std::pair<std::string, std::vector<T const*>>> out;
  for (auto const& one : all) {
    std::string const* authority = authority_of(one);
    if (authority == nullptr) continue;
    auto it = std::find_if(out.begin(), out.end(), [&](auto const& group) { return group.first == *authority; });
    if (it == out.end()) it = out.insert(it, {*authority, {}});
    it->second.push_back(&one);
  }
  return out;
}

}  // namespace smallprint::report
