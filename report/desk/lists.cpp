#include "report/desk/parts.hpp"
#include "report/escape.hpp"
#include "report/redline/rendering.hpp"

#include <fmt/format.h>

/// What stands in one line each: alerts, noise, captures that failed, sources that fell silent.
namespace smallprint::report {
namespace {

using query::ChangeClass;

std::string document_html(corpus::Source const& source) {
  return "<span class=\"who\"><b>" + html(source.authority) + "</b>, " + html(source.document_type) + "</span>";
}

std::string line_html(corpus::Source const& source, std::string_view date, std::string const& what) {
  return "<li>" + document_html(source) + " <span class=\"on\">" + time_html(date) + "</span> <span class=\"what\">" +
         what + "</span></li>\n";
}

bool is_noise(DeskChange const& one) {
  return !one.change.failed && one.change.diff.change_class < ChangeClass::editorial;
}

std::string alert_html(Alert const& alert) {
  auto out = "<li><p><b>" + html(alert.watch) + "</b>: " + html(alert.reason) + "</p>";
  std::string about = html(alert.authority);
  if (!alert.document_type.empty()) about += (about.empty() ? "" : ", ") + html(alert.document_type);
  if (!alert.date.empty()) about += (about.empty() ? "" : ", ") + time_html(alert.date);
  if (!alert.detail.empty()) out += "<blockquote><p>" + html(alert.detail) + "</p></blockquote>";
  if (!about.empty()) out += "<p class=\"source\">" + about + "</p>";
  return out + "</li>\n";
}

}  // namespace

DeskSection alerts_section(DeskPage& page) {
  DeskSection out{page.anchors.take("alerts"), "Alerts", page.report.alerts ? page.report.alerts->size() : 0};
  if (out.count == 0) return out;
  out.body = "<ul class=\"alerts\">\n";
  for (auto const& alert : *page.report.alerts) out.body += alert_html(alert);
  out.body += "</ul>\n";
  return out;
}

DeskSection noise_section(DeskPage& page) {
  DeskSection out{page.anchors.take("noise"), "Noise", 0};
  std::string rows, all;
  for (auto const change_class : by_weight) {
    std::string list;
    std::size_t count = 0;
    for (auto const& one : page.report.changes) {
      if (!is_noise(one) || one.change.diff.change_class != change_class) continue;
      list += line_html(one.source, one.change.version.date, html(one.change.diff.reason));
      ++count;
    }
    if (count == 0) continue;
    out.count += count;
    auto const title = class_title(change_class);
    rows += fmt::format("<tr class=\"{}\"><th scope=\"row\" class=\"tag\">{}</th><td>{}</td></tr>\n",
                        query::to_string(change_class), title, count);
    all += fmt::format("<h3 class=\"{}\">{}</h3>\n<ul class=\"lines\">\n", query::to_string(change_class), title) +
           list + "</ul>\n";
  }
  out.body =
      "<p class=\"about\">Recorded changes that alter nothing for the user.</p>\n<table "
      "class=\"tally\">\n<thead><tr><th "
      "scope=\"col\">Class</th><th scope=\"col\">Changes</th></tr></thead>\n<tbody>\n" +
      rows + "</tbody>\n</table>\n<details class=\"fold\"><summary>" +
      (out.count == 1 ? std::string("Show it") : fmt::format("Show all {}", out.count)) + "</summary>\n" + all +
      "</details>\n";
  return out;
}

DeskSection failed_section(DeskPage& page) {
  DeskSection out{page.anchors.take("failed"), "Captures that failed", 0};
  for (auto const& one : page.report.changes) {
    if (!one.change.failed) continue;
    ++out.count;
    out.body += line_html(one.source, one.change.version.date, html(one.change.diff.reason));
  }
  out.body =
      "<p class=\"about\">These versions hold no document, or not all of it; nothing is concluded from them.</p>\n"
      "<ul class=\"lines\">\n" +
      out.body + "</ul>\n";
  return out;
}

DeskSection silent_section(DeskPage& page) {
  DeskSection out{page.anchors.take("silent"), "Sources that fell silent", page.report.silent.size()};
  out.body = "<p class=\"about\">Of these documents nothing can be said now.</p>\n<ul class=\"lines\">\n";
  for (auto const& one : page.report.silent)
    out.body += "<li>" + document_html(one.source) + " <span class=\"on\">" +
                (one.since.empty() ? "" : "since " + time_html(one.since)) + "</span> <span class=\"what\">" +
                html(one.reason) + "</span></li>\n";
  out.body += "</ul>\n";
  return out;
}

}  // namespace smallprint::report
