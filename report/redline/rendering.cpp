#include "report/redline/rendering.hpp"

#include "report/escape.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace smallprint::report {

using query::ChangeClass;
using query::Relation;

Redline::Redline(Comparison const& c, ChangeClass least_shown)
    : comparison(c),
      least(least_shown),
      rows(redline_rows(c)),
      lines(redline_lines(c, rows, least)),
      next(rows.size(), none),
      previous(rows.size(), none),
      old_anchor(c.before.clauses.size()),
      new_anchor(c.after.clauses.size()),
      own_language(c.language.empty() || c.language == "und" || c.language == "en" ? "" : " lang=\"en\" dir=\"ltr\"") {
  // The nearest change of each class on the way.
  std::array<std::size_t, by_weight.size()> near{};
  auto const step = [&](std::size_t i, std::vector<std::size_t>& out) {
    auto const& row = rows[i];
    if (row.kind != RedlineRow::Kind::change && row.kind != RedlineRow::Kind::heading) return;
    auto const& change = change_of(row);
    if (change.change_class < least || change.relation == Relation::renumbered) return;
    auto const weight = static_cast<std::size_t>(change.change_class);
    auto const found = &out == &next ? *std::min_element(near.begin() + static_cast<std::ptrdiff_t>(weight), near.end())
                                     : *std::max_element(near.begin() + static_cast<std::ptrdiff_t>(weight), near.end(),
                                                         [](auto x, auto y) { return x + 1 < y + 1; });
    out[i] = found;
    near[weight] = i;
  };
  near.fill(none);
  for (auto i = rows.size(); i-- > 0;) step(i, next);
  near.fill(none);
  for (std::size_t i = 0; i < rows.size(); ++i) step(i, previous);
  for (auto const& row : rows) {
    if (row.kind != RedlineRow::Kind::same && row.kind != RedlineRow::Kind::change) continue;
    for (auto const at : row.before) old_anchor[at] = row.anchor();
    for (auto const at : row.after) new_anchor[at] = row.anchor();
  }
}

bool Redline::compared() const {
  return comparison.before.capture == corpus::Capture::document &&
         comparison.after.capture == corpus::Capture::document;
}

std::string sentence(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '-', ' ');
  if (!out.empty() && out.front() >= 'a' && out.front() <= 'z')
    out.front() = static_cast<char>(out.front() - 'a' + 'A');
  return out;
}

std::string class_title(ChangeClass change_class) {
  return sentence(query::to_string(change_class));
}

std::string direction_words(query::Direction direction) {
  std::string out(query::to_string(direction));
  std::replace(out.begin(), out.end(), '-', ' ');
  return out;
}

std::string topic_titles(Comparison const& c, std::vector<std::string> const& ids) {
  std::string out;
  for (auto const& id : ids) {
    auto const* topic = c.topics == nullptr ? nullptr : c.topics->find(id);
    out += (out.empty() ? "" : ", ") + (topic == nullptr ? sentence(id) : topic->title);
  }
  return out;
}

std::string label_list(query::DiffVersion const& version, std::vector<std::uint32_t> const& at) {
  auto once = at;
  once.erase(std::unique(once.begin(), once.end(),
                         [&](auto x, auto y) { return version.clauses[x].label == version.clauses[y].label; }),
             once.end());
  return labels(version, once);
}

std::string label_html(Redline const& redline, RedlineRow const& row) {
  auto const& c = redline.comparison;
  auto const was = label_list(c.before, row.before), is = label_list(c.after, row.after);
  if (was.empty() || is.empty() || was == is) return html(is.empty() ? was : is);
  return "<span class=\"was\"><span class=\"h\">was </span>" + html(was) +
         " <span aria-hidden=\"true\">→ </span><span class=\"h\">, is </span></span>" + html(is);
}

std::string relation_words(query::ClauseChange const& change) {
  if (change.of_heading) return "heading reworded";
  switch (change.relation) {
    case Relation::split:
      return fmt::format("split into {}", change.after.size());
    case Relation::merged:
      return fmt::format("merged from {}", change.before.size());
    case Relation::moved:
      return change.redline.empty() ? "moved" : "moved and reworded";
    default:
      return std::string(query::to_string(change.relation));
  }
}

std::string excerpt(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  auto end = text.find_last_of(" \n", most);
  if (end == std::string_view::npos || end * 2 < most) {
    end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  }
  auto cut = text.substr(0, end);
  while (!cut.empty() && std::string_view(" \n,;:.(").find(cut.back()) != std::string_view::npos) cut.remove_suffix(1);
  return std::string(cut) + "…";
}

std::string counted(std::size_t n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", n, n == 1 ? one : many);
}

}  // namespace smallprint::report
