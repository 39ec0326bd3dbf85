#include "report/desk/parts.hpp"
#include "report/desk_report.hpp"
#include "report/escape.hpp"
#include "report/page.hpp"
#include "report/redline/rendering.hpp"

#include <fmt/format.h>

#include <array>

namespace smallprint::report {
namespace {

using query::ChangeClass;

/// "What changed, 2025-06-01 to 2025-06-13", as far as the dates are known. \param date  makes text of a day
template <class Date>
std::string title_of(DeskReport const& report, Date&& date) {
  auto const since = report.since.empty() ? std::string() : date(report.since);
  auto const through = report.through.empty() ? std::string() : date(report.through);
  if (since.empty()) return through.empty() ? "What changed" : "What changed, until " + through;
  return through.empty() ? "What changed, since " + since : "What changed, " + since + " to " + through;
}

/// "2025-06-13, 04:12 UTC"
std::string moment(std::string const& date) {
  bool const known = date.size() == 20 && date[10] == 'T' && date.back() == 'Z';
  return known ? date.substr(0, 10) + ", " + date.substr(11, 5) + " UTC" : date;
}

/// "2 answers, 5 substantive changes at 3 of 40 providers; 12 changes that are noise."
std::string totals(DeskReport const& report, std::size_t noise) {
  std::set<std::string> providers;
  std::size_t substantive = 0, editorial = 0;
  for (auto const& one : report.answers) providers.insert(one.authority);
  for (auto const& one : report.changes) {
    if (one.change.failed || one.change.diff.change_class < ChangeClass::editorial) continue;
    providers.insert(one.source.authority);
    ++(one.change.diff.change_class == ChangeClass::editorial ? editorial : substantive);
  }
  std::string out;
  auto const add = [&](std::size_t n, std::string_view one, std::string_view many) {
    if (n > 0) out += (out.empty() ? "" : ", ") + counted(n, one, many);
  };
  add(report.answers.size(), "answer", "answers");
  add(substantive, "substantive change", "substantive changes");
  add(editorial, "editorial change", "editorial changes");
  if (out.empty())
    out = "No answer changed and no document in a way that matters, at " +
          counted(report.authorities, "provider", "providers");
  else
    out += fmt::format(" at {} of {}", providers.size(), counted(report.authorities, "provider", "providers"));
  if (noise > 0) out += "; " + counted(noise, "change that is noise", "changes that are noise");
  return out + ".";
}

/// What was looked at, which tells how much "nothing" is worth.
std::string looked_at(DeskReport const& report) {
  auto out = counted(report.documents, "document was", "documents were") + " looked at";
  if (!report.through.empty()) out += ", with versions up to " + moment(report.through);
  out += ".";
  if (report.still_silent > 0)
    out += " " + counted(report.still_silent, "source was silent before and still is.",
                         "sources were silent before and still are.");
  if (report.alerts && report.alerts->empty()) out += " No watch alerts.";
  return out;
}

std::string entry(DeskSection const& section) {
  auto out = fmt::format("<li><a href=\"#{}\">{}</a> <span class=\"n\">{}</span>", section.anchor, section.title,
                         section.count);
  if (!section.parts.empty()) {
    out += "\n<ul>";
    for (auto const& part : section.parts)
      out += fmt::format("<li><a href=\"#{}\">{}</a> <span class=\"n\">{}</span></li>", part.anchor, html(part.name),
                         part.count);
    out += "</ul>";
  }
  return out + "</li>\n";
}

}  // namespace

std::string desk_html(DeskReport const& report) {
  DeskPage page{report, {}};
  for (auto const* own : {"main", "contents"}) (void)page.anchors.take(own);
  // Each takes its names in the order of the page.
  std::vector<DeskSection> sections;
  for (auto* const make : {alerts_section, answers_section, substantive_section, editorial_section, noise_section,
                           failed_section, silent_section})
    sections.push_back(make(page));
  auto const noise = sections[4].count;
  std::string contents, text;
  for (auto const& section : sections) {
    if (section.count == 0) continue;
    contents += entry(section);
    text +=
        fmt::format(
            "<section class=\"part\" aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1} <span class=\"n\">{2}</span></h2>\n",
            section.anchor, section.title, section.count) +
        section.body + "</section>\n";
  }
  auto const title = title_of(report, [](std::string const& date) { return std::string(day(date)); });
  auto body =
      "<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<main id=\"main\" tabindex=\"-1\">\n<header>\n<h1>" +
      title_of(report, time_html) + "</h1>\n<p class=\"totals\">" + html(totals(report, noise)) +
      "</p>\n<p class=\"about\">" + html(looked_at(report)) + "</p>\n";
  if (!report.note.empty()) body += "<p class=\"remark\">" + html(report.note) + "</p>\n";
  body += "</header>\n";
  if (!contents.empty())
    body += "<nav class=\"contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n" +
            contents + "</ol>\n</nav>\n";
  return html_page(title, desk_style(), body + text + "</main>\n");
}

}  // namespace smallprint::report
