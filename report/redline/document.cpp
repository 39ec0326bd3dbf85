#include "report/escape.hpp"
#include "report/redline/rendering.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace smallprint::report {
namespace {

using Kind = RedlineRow::Kind;
using query::ChangeClass;

constexpr std::size_t headings_named = 3;  // of those in a fold
constexpr std::size_t deepest = 6;         // level of headings that HTML has

std::string heading_html(RedlineLine const& line) {
  auto const level = std::min(deepest, line.depth + 2);
  return fmt::format("<h{0}>{1}</h{0}>\n", level, html(line.heading));
}

std::string row_label(Comparison const& c, RedlineRow const& row) {
  return row.after.empty() ? label_list(c.before, row.before) : label_list(c.after, row.after);
}

/// What a fold says of the lines in it.
std::string fold_summary(Redline const& redline, std::size_t begin, std::size_t end) {
  auto const& c = redline.comparison;
  std::size_t same = 0, clauses = 0, headings = 0;
  std::map<ChangeClass, std::size_t, std::greater<>> others;
  std::string first, last, names;
  for (auto i = begin; i < end; ++i) {
    auto const& line = redline.lines[i];
    if (line.depth > 0) {
      if (++headings <= headings_named) names += (headings > 1 ? ", “" : " “") + html(line.heading) + "”";
      continue;
    }
    auto const& row = redline.rows[line.row];
    if (row.kind != Kind::same) ++others[redline.change_of(row).change_class];
    if (row.after.empty() || row.kind == Kind::heading) continue;
    ++clauses;
    same += row.kind == Kind::same ? 1 : 0;
    if (auto label = row_label(c, row); !label.empty()) {
      if (first.empty()) first = label;
      last = std::move(label);
    }
  }
  auto out = redline.compared() && same == clauses ? counted(clauses, "unchanged clause", "unchanged clauses")
                                                   : counted(clauses, "clause", "clauses");
  if (!first.empty()) out += ", numbered " + html(first == last ? first : first + " to " + last);
  if (same > 0 && same < clauses) out += fmt::format(" <span class=\"pill\">{} unchanged</span>", same);
  for (auto const& [change_class, count] : others)
    out += fmt::format(" <span class=\"pill {}\">{} {}</span>", query::to_string(change_class), count,
                       query::to_string(change_class));
  if (headings > 0)
    out += " <span class=\"under\">under" + names +
           (headings > headings_named ? fmt::format(" and {} more", headings - headings_named) : "") + "</span>";
  return out;
}

std::string language(std::string const& tag) {
  if (tag.empty() || tag == "und") return {};
  bool const leftward = tag == "ar" || tag == "fa" || tag == "he" || tag == "ur";
  return fmt::format(" lang=\"{}\"{}", html(tag), leftward ? " dir=\"rtl\"" : "");
}

}  // namespace

std::string document_html(Redline const& redline) {
  auto const& c = redline.comparison;
  auto out = "<div class=\"text\"" + language(c.language) + ">\n";
  std::string above;
  for (std::size_t i = 0; i < redline.lines.size(); ++i) {
    auto const& line = redline.lines[i];
    bool const opens = line.folded && (i == 0 || !redline.lines[i - 1].folded);
    bool const closes = line.folded && (i + 1 == redline.lines.size() || !redline.lines[i + 1].folded);
    if (opens) {
      auto end = i;
      while (end < redline.lines.size() && redline.lines[end].folded) ++end;
      out += "<details class=\"fold\"><summary" + redline.own_language + ">" + fold_summary(redline, i, end) +
             "</summary>\n";
      above.clear();
    }
    if (line.depth > 0) {
      out += heading_html(line);
      above.clear();
    } else {
      auto label = row_label(c, redline.rows[line.row]);
      out += row_html(redline, line.row, !label.empty() && label == above);
      above = std::move(label);
    }
    if (closes) {
      out += "</details>\n";
      above.clear();
    }
  }
  return out + "</div>\n";
}

}  // namespace smallprint::report
