#include "report/desk/brief.hpp"
#include "report/desk/parts.hpp"
#include "report/escape.hpp"
#include "report/redline/rendering.hpp"

#include <fmt/format.h>

namespace smallprint::report {
namespace {

using query::ChangeClass;

constexpr std::size_t shown_at_once = 12;  // clauses of a document

/// "3.2(b) -> 3.3(b)" with an arrow.
std::string place_html(std::string const& place) {
  auto const at = place.find(" -> ");
  if (at == std::string::npos) return html(place);
  return "<span class=\"h\">was </span>" + html(place.substr(0, at)) +
         " <span aria-hidden=\"true\">→</span><span class=\"h\">, is</span> " + html(place.substr(at + 4));
}

std::string language_of(std::string const& tag) {
  if (tag.empty() || tag == "und" || tag == "en") return {};
  return fmt::format(" lang=\"{}\" dir=\"auto\"", html(tag));
}

std::string clause_html(DeskReport const& report, ShownClause const& shown, std::string const& language) {
  auto const& change = *shown.change;
  auto out = fmt::format("<div class=\"clause is-{} {}\">", query::to_string(change.relation),
                         query::to_string(change.change_class));
  if (!shown.place.empty() && !change.of_heading)
    out += "<p class=\"no\"><span class=\"h\">Clause </span>" + place_html(shown.place) + "</p>";
  out += "<div class=\"note\"><p><span class=\"rel\">" + sentence(relation_words(change)) + "</span>";
  if (auto const mark = direction_mark(change.direction); !mark.empty()) out += " " + mark;
  if (!change.reason.empty()) out += " <span class=\"why\">" + html(change.reason) + "</span>";
  out += "</p>";
  std::string topics, states;
  for (auto const& id : change.topics) topics += (topics.empty() ? "" : ", ") + topic_title(report, id);
  for (auto const& one : change.substance) states += (states.empty() ? "" : "; ") + one;
  if (!topics.empty()) out += "<p><span class=\"key\">Topics</span> " + html(topics) + "</p>";
  if (!states.empty()) out += "<p><span class=\"key\">States</span> " + html(states) + "</p>";
  return out + "</div><p class=\"one\"" + language + ">" + brief_html(change) + "</p></div>\n";
}

std::string clauses_html(DeskReport const& report, query::RecordedChange const& change, ChangeClass least) {
  auto const clauses = shown_clauses(change, least);
  auto const language = language_of(change.version.language);
  std::string out;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    if (i == shown_at_once)
      out += "<details class=\"more\"><summary>" +
             counted(clauses.size() - i, "more changed clause", "more changed clauses") + "</summary>\n";
    out += clause_html(report, clauses[i], language);
  }
  return out + (clauses.size() > shown_at_once ? "</details>\n" : "");
}

/// Class, direction, what it was compared with and why.
std::string facts_html(query::RecordedChange const& change) {
  auto const& diff = change.diff;
  auto out = fmt::format("<p class=\"facts\"><strong class=\"tag\">{}</strong>", class_title(diff.change_class));
  if (auto const mark = direction_mark(diff.direction); !mark.empty()) out += " · " + mark;
  out += change.base ? " · compared with the version of " + time_html(change.base->date)
                     : std::string(" · nothing before it to compare with");
  if (!diff.reason.empty()) out += " · " + html(diff.reason);
  return out + "</p>\n";
}

std::string doubts_html(query::DocumentDiff const& diff) {
  std::string out;
  if (diff.silent_change)
    out +=
        "<p class=\"alarm\"><strong>Silent change, under an old date.</strong> The wording changed in substance, the "
        "document’s own date did not.</p>\n";
  if (diff.gave_up)
    out +=
        "<p class=\"alarm\"><strong>Not everything was compared.</strong> Too much differs to look for rewordings "
        "everywhere: a clause shown as removed may be one shown as added.</p>\n";
  return out;
}

/// How many clauses of lesser classes the same version changed.
std::string rest_html(query::DocumentDiff const& diff, ChangeClass least) {
  std::string list;
  for (auto const one : by_weight)
    if (auto const it = diff.counts.find(one); one < least && it != diff.counts.end() && it->second > 0)
      list += fmt::format("{}{} {}", list.empty() ? "" : ", ", it->second, query::to_string(one));
  return list.empty() ? list : "<p class=\"rest\">In the same version, not shown: " + list + ".</p>\n";
}

bool is(DeskChange const& one, ChangeClass change_class) {
  return !one.change.failed && one.change.diff.change_class == change_class;
}

std::size_t count(DeskReport const& report, ChangeClass change_class) {
  return static_cast<std::size_t>(std::count_if(report.changes.begin(), report.changes.end(),
                                                [&](DeskChange const& one) { return is(one, change_class); }));
}

std::string change_html(DeskPage& page, DeskChange const& one, ChangeClass least) {
  auto const& diff = one.change.diff;
  return facts_html(one.change) + doubts_html(diff) + clauses_html(page.report, one.change, least) +
         rest_html(diff, least);
}

}  // namespace

DeskSection substantive_section(DeskPage& page) {
  auto const least = ChangeClass::substantive;
  DeskSection out{page.anchors.take("substantive"), "Substantive changes", count(page.report, least)};
  auto const groups = by_provider(
      page.report.changes, [&](DeskChange const& one) { return is(one, least) ? &one.source.authority : nullptr; });
  for (auto const& [authority, changes] : groups) {
    auto const anchor = page.anchors.take("substantive." + name_slug(authority));
    out.parts.push_back({anchor, authority, changes.size()});
    out.body += "<h3 id=\"" + anchor + "\">" + html(authority) + "</h3>\n";
    for (auto const* one : changes)
      out.body += "<article class=\"change substantive\" id=\"" + page.anchors.take(change_anchor(*one)) + "\">\n<h4>" +
                  html(one->source.document_type) + " <span class=\"on\"><span class=\"h\">of </span>" +
                  time_html(one->change.version.date) + "</span></h4>\n" + change_html(page, *one, least) +
                  "</article>\n";
  }
  return out;
}

DeskSection editorial_section(DeskPage& page) {
  auto const least = ChangeClass::editorial;
  DeskSection out{page.anchors.take("editorial"), "Editorial changes", count(page.report, least)};
  out.body = "<p class=\"about\">Other words that say the same.</p>\n";
  for (auto const& one : page.report.changes) {
    if (!is(one, least)) continue;
    auto const clauses = shown_clauses(one.change, least).size();
    out.body += "<details class=\"change fold editorial\" id=\"" + page.anchors.take(change_anchor(one)) +
                "\"><summary><b>" + html(one.source.authority) + "</b>, " + html(one.source.document_type) +
                " <span class=\"on\">" + time_html(one.change.version.date) + "</span> <span class=\"about\">" +
                counted(clauses, "clause", "clauses") + "</span></summary>\n" + change_html(page, one, least) +
                "</details>\n";
  }
  return out;
}

}  // namespace smallprint::report
