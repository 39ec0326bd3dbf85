#include "report/escape.hpp"
#include "report/redline/rendering.hpp"
#include "report/redline/words.hpp"

#include <fmt/format.h>

namespace smallprint::report {
namespace {

using Kind = RedlineRow::Kind;
using query::ClauseChange;
using query::Direction;
using query::Relation;

constexpr std::size_t excerpt_bytes = 90;

std::string arrow(Redline const& redline, std::size_t to, std::string_view mark, std::string_view words) {
  if (to == Redline::none) return {};
  return fmt::format("<a href=\"#{}\"><span aria-hidden=\"true\">{}</span><span class=\"h\">{}</span></a>",
                     redline.rows[to].anchor(), mark, words);
}

/// Where a clause that moved stood.
std::string origin(Redline const& redline, std::size_t change) {
  auto const& c = redline.comparison;
  auto const was = label_list(c.before, c.diff.changes[change].before);
  return fmt::format(" <a href=\"#was-{}\">from {}</a>", change + 1, was.empty() ? "where it stood" : html(was));
}

std::string direction_html(Direction direction) {
  if (direction == Direction::neutral) return {};
  auto const worse = direction == Direction::more_restrictive;
  return fmt::format(" <span class=\"{}\"><span aria-hidden=\"true\">{}</span> {}</span>", worse ? "worse" : "better",
                     worse ? "▲" : "▼", direction_words(direction));
}

/// Class, relation and reason; topics and substance below.
std::string note_html(Redline const& redline, std::size_t at) {
  auto const& c = redline.comparison;
  auto const& row = redline.rows[at];
  auto const& change = redline.change_of(row);
  auto relation = relation_words(change);
  if (change.relation == Relation::moved && !change.of_heading)
    relation.insert(std::string_view("moved").size(), origin(redline, row.change));
  auto out = fmt::format(
      "<div class=\"note\"{}><p><strong class=\"tag\">{}</strong> <span class=\"rel\">{}</span>{} <span "
      "class=\"why\">{}</span>",
      redline.own_language, class_title(change.change_class), relation, direction_html(change.direction),
      html(change.reason));
  auto const go = arrow(redline, redline.previous[at], "↑", "Previous change") +
                  arrow(redline, redline.next[at], "↓", "Next change");
  if (!go.empty()) out += " <span class=\"go\">" + go + "</span>";
  out += "</p>";
  if (!change.topics.empty())
    out += "<p><span class=\"key\">Topics</span> " + html(topic_titles(c, change.topics)) + "</p>";
  if (!change.substance.empty()) {
    std::string list;
    for (auto const& one : change.substance) list += (list.empty() ? "" : "; ") + one;
    out += "<p><span class=\"key\">States</span> " + html(list) + "</p>";
  }
  return out + "</div>";
}

std::string text_of(Comparison const& c, query::DiffVersion const& version, std::uint32_t at) {
  auto const it = c.texts.find(version.clauses[at].text_id);
  return it == c.texts.end() ? std::string() : it->second.text;
}

bool is_item(Comparison const& c, RedlineRow const& row) {
  if (row.kind == Kind::heading) return false;
  auto const& clause = row.after.empty() ? c.before.clauses[row.before.front()] : c.after.clauses[row.after.front()];
  auto const it = c.texts.find(clause.text_id);
  return it != c.texts.end() && !it->second.lead_in.empty();
}

/// The label in the margin; heard, not seen, where the row above has it.
std::string margin(Redline const& redline, RedlineRow const& row, bool again) {
  auto const label = label_html(redline, row);
  if (label.empty()) return {};
  return fmt::format("<p class=\"no{}\"><span class=\"h\">Clause </span>{}</p>", again ? " h" : "", label);
}

std::string place_left(Redline const& redline, RedlineRow const& row) {
  auto const& c = redline.comparison;
  auto const& change = redline.change_of(row);
  auto const is = label_list(c.after, change.after);
  return fmt::format(
      "<div class=\"row gone was-here {}\" id=\"{}\">{}<p class=\"one\"><span class=\"rel\">Moved <a "
      "href=\"#change-{}\">to {}</a>:</span> <span class=\"rest\">{}</span></p></div>\n",
      query::to_string(change.change_class), row.anchor(), margin(redline, row, false), row.change + 1,
      is.empty() ? "where it stands now" : html(is), html(excerpt(change.old_text, excerpt_bytes)));
}

std::string changed(Redline const& redline, std::size_t at, bool again) {
  auto const& c = redline.comparison;
  auto const& row = redline.rows[at];
  auto const& change = redline.change_of(row);
  bool const heading = row.kind == Kind::heading;
  bool const lone = change.old_text.empty() || change.new_text.empty();
  auto const label =
      heading ? std::string("heading")
              : label_list(row.after.empty() ? c.before : c.after, row.after.empty() ? row.before : row.after);
  auto out = fmt::format("<article class=\"row is-{}{}{}{}\" id=\"{}\" aria-label=\"{} change: {}{}\">",
                         query::to_string(change.relation), heading || row.after.empty() ? " gone" : "",
                         heading ? " over " : " ", query::to_string(change.change_class), row.anchor(),
                         class_title(change.change_class), label.empty() || heading ? "" : html(label) + " ",
                         relation_words(change));
  if (!heading) out += margin(redline, row, again);
  out += note_html(redline, at);
  bool const said = at > 0 && redline.rows[at - 1].elsewhere && redline.rows[at - 1].path == row.path;
  if (row.elsewhere && !row.path.empty() && !said)
    out += "<p class=\"from\"" + redline.own_language + ">Stood under “" + html(row.path) + "”</p>";
  auto const item = is_item(c, row) ? " item" : "";
  if (change.redline.empty())
    return out + fmt::format("<p class=\"one{}\">{}</p></article>\n", item, html(change.new_text));
  auto const runs = word_runs(change);
  out += fmt::format("<p class=\"one{}\">{}</p>", item, inline_html(runs));
  if (!lone && !heading)
    out += fmt::format(
        "<div class=\"two\"><div><p class=\"side\">Old</p><p class=\"old{0}\">{1}</p></div><div><p "
        "class=\"side\">New</p><p class=\"new{0}\">{2}</p></div></div>",
        item, before_html(runs), after_html(runs));
  return out + "</article>\n";
}

}  // namespace

std::string row_html(Redline const& redline, std::size_t at, bool again) {
  auto const& row = redline.rows[at];
  if (row.kind == Kind::was_here) return place_left(redline, row);
  if (row.kind != Kind::same) return changed(redline, at, again);
  return fmt::format("<div class=\"row\" id=\"{}\">{}<p class=\"one{}\">{}</p></div>\n", row.anchor(),
                     margin(redline, row, again), is_item(redline.comparison, row) ? " item" : "",
                     html(text_of(redline.comparison, redline.comparison.after, row.after.front())));
}

}  // namespace smallprint::report
