#include "report/desk/parts.hpp"

#include "report/escape.hpp"
#include "report/redline/rendering.hpp"

#include <fmt/format.h>

namespace smallprint::report {

std::string Anchors::take(std::string const& wanted) {
  auto out = wanted;
  for (int i = 2; !taken_.insert(out).second; ++i) out = fmt::format("{}~{}", wanted, i);
  return out;
}

std::string answer_anchor(ChangedAnswer const& one) {
  return fmt::format("answer.{}.{}.{}", name_slug(one.authority), topic_slug(one), date_slug(one.date));
}

std::string change_anchor(DeskChange const& one) {
  return fmt::format("change.{}.{}.{}", name_slug(one.source.authority), name_slug(one.source.document_type),
                     date_slug(one.change.version.date));
}

std::string time_html(std::string_view date) {
  return date.empty() ? std::string() : "<time>" + html(day(date)) + "</time>";
}

std::string direction_mark(query::Direction direction) {
  if (direction == query::Direction::neutral) return {};
  auto const worse = direction == query::Direction::more_restrictive;
  return fmt::format("<span class=\"{}\"><span aria-hidden=\"true\">{}</span> {}</span>", worse ? "worse" : "better",
                     worse ? "▲" : "▼", direction_words(direction));
}

}  // namespace smallprint::report
