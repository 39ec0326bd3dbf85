#include "report/escape.hpp"
#include "report/redline/rendering.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace smallprint::report {
namespace {

using Kind = RedlineRow::Kind;
using query::ChangeClass;
using query::Direction;

constexpr std::size_t excerpt_bytes = 80;
constexpr std::size_t open_contents = 40;  // entries up to which the list stands open

std::string names(Comparison const& c) {
  return "<dl class=\"versions\">\n<div><dt>Old</dt><dd>" + html(c.old_name) + "</dd></div>\n<div><dt>New</dt><dd>" +
         html(c.new_name) + "</dd></div>\n</dl>\n";
}

std::string verdict(Redline const& redline) {
  auto const& diff = redline.comparison.diff;
  auto out = fmt::format("<p class=\"verdict {}\"><strong>{}</strong>", query::to_string(diff.change_class),
                         class_title(diff.change_class));
  if (diff.direction != Direction::neutral)
    out += fmt::format("<span class=\"{}\">, {} for the user</span>",
                       diff.direction == Direction::more_restrictive ? "worse" : "better",
                       direction_words(diff.direction));
  out += " <span class=\"why\">" + html(diff.reason) + "</span></p>\n";
  if (diff.silent_change)
    out +=
        "<p class=\"alarm\"><strong>Silent change.</strong> The wording changed in substance, the document’s own date "
        "did not.</p>\n";
  if (diff.gave_up)
    out +=
        "<p class=\"alarm\"><strong>Not everything was compared.</strong> Too much differs to look for rewordings "
        "everywhere: a clause shown as removed may be one shown as added.</p>\n";
  if (!redline.compared())
    out += "<p class=\"alarm\"><strong>Nothing was compared.</strong> One of the captures holds no document.</p>\n";
  return out;
}

std::string counts(Redline const& redline) {
  auto const& c = redline.comparison;
  std::string out = "<ul class=\"counts\">\n";
  for (auto const one : by_weight)
    if (auto const it = c.diff.counts.find(one); it != c.diff.counts.end())
      out +=
          fmt::format("<li class=\"{}\"><b>{}</b> {}</li>\n", query::to_string(one), it->second, query::to_string(one));
  if (redline.compared()) {
    auto const same = std::count_if(redline.rows.begin(), redline.rows.end(),
                                    [](RedlineRow const& row) { return row.kind == Kind::same; });
    out += fmt::format("<li><b>{}</b> of {} clauses unchanged</li>\n", same, c.after.clauses.size());
  }
  return out + "</ul>\n";
}

std::string entry(Redline const& redline, RedlineRow const& row) {
  auto const& c = redline.comparison;
  auto const& change = redline.change_of(row);
  auto const label = row.kind == Kind::heading ? std::string() : label_html(redline, row);
  auto const& text = change.new_text.empty() ? change.old_text : change.new_text;
  auto out = fmt::format("<li><a href=\"#{}\">{}{}</a> <span class=\"about\">{}", row.anchor(),
                         label.empty() ? "" : "<b>" + label + "</b> ", html(excerpt(text, excerpt_bytes)),
                         relation_words(change));
  if (change.direction != Direction::neutral)
    out += fmt::format(", <span class=\"{}\">{}</span>",
                       change.direction == Direction::more_restrictive ? "worse" : "better",
                       direction_words(change.direction));
  if (!change.topics.empty()) out += ": " + html(topic_titles(c, change.topics));
  return out + "</span></li>\n";
}

/// The substantive changes with links to them.
std::string contents(Redline const& redline) {
  std::string list;
  std::size_t count = 0;
  for (auto const& row : redline.rows) {
    if (row.kind == Kind::same || row.kind == Kind::was_here) continue;
    if (redline.change_of(row).change_class != ChangeClass::substantive) continue;
    list += entry(redline, row);
    ++count;
  }
  if (count == 0) return {};
  auto const heading = "<h2 id=\"contents\">" + counted(count, "substantive change", "substantive changes") + "</h2>\n";
  return "<nav class=\"contents\" aria-labelledby=\"contents\">\n" + heading +
         (count > open_contents
              ? "<details><summary>" + counted(count, "change", "changes") + ", in the order of the document</summary>"
              : std::string()) +
         "<ol>\n" + list + "</ol>\n" + (count > open_contents ? "</details>\n" : "") + "</nav>\n";
}

}  // namespace

std::string summary_html(Redline const& redline) {
  return "<header class=\"top\">\n<h1>What changed</h1>\n" + names(redline.comparison) + verdict(redline) +
         counts(redline) + "</header>\n" + answers_html(redline) + contents(redline);
}

std::string controls_html(Redline const& redline) {
  auto const& diff = redline.comparison.diff;
  if (diff.changes.empty()) return {};
  std::string out =
      "<div class=\"bar\">\n<fieldset class=\"views\"><legend class=\"h\">View</legend>\n<label><input type=\"radio\" "
      "name=\"view\" id=\"view-inline\" checked> Inline</label>\n<label><input type=\"radio\" "
      "name=\"view\" id=\"view-sides\"> Side by side</label>\n</fieldset>\n<fieldset "
      "class=\"classes\"><legend class=\"h\">Changes to show</legend>\n";
  for (auto const one : by_weight) {
    auto const it = diff.counts.find(one);
    if (it == diff.counts.end()) continue;
    auto const name = query::to_string(one);
    out += fmt::format(
        "<label class=\"{0}\"><input type=\"checkbox\" id=\"show-{0}\"{1}> {2} "
        "<b>{3}</b></label>\n",
        name, one >= redline.least ? " checked" : "", class_title(one), it->second);
  }
  return out + "</fieldset>\n<p class=\"columns\" aria-hidden=\"true\"><span>Old</span><span>New</span></p>\n</div>\n";
}

}  // namespace smallprint::report
