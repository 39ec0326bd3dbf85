#include "report/views.hpp"

#include "report/escape.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

namespace smallprint::report {
namespace {

std::string day(std::string const& date) {
  return date.substr(0, 10);
}

std::string stays_of(query::ClauseView const& v) {
  std::string out;
  for (auto const& stay : v.stays)
    out += fmt::format("  {}, {}: since {}{}\n", printable(stay.authority), printable(stay.document), day(stay.since),
                       stay.until.empty() ? "" : ", until " + day(stay.until));
  return out;
}

std::string provision_text(query::ProvisionView const& p, Style const& style) {
  auto out = fmt::format("  {} of {}  {}\n", paint(style, Ink::bold, corpus::to_string(p.modality)),
                         corpus::to_string(p.bearer), paint(style, Ink::dim, p.rule));
  auto const line = [&](std::string_view name, std::string const& words) {
    if (!words.empty()) out += fold_lines(fmt::format("{}: {}", name, printable(words)), style.width, "      ");
  };
  line("subject", p.subject);
  line("cue", p.cue);
  line("act", p.act);
  line("object", p.object);
  for (auto const& q : p.qualifiers) line(corpus::to_string(q.kind), q.words);
  return out;
}

std::string clause_text(query::ClauseView const& v, bool provisions, Style const& style) {
  auto out =
      paint(style, Ink::bold, printable(v.citation)) +
      paint(style, Ink::dim, fmt::format("  version of {}{}", day(v.version_date), v.in_force ? "" : ", not in force"));
  out += "\n";
  if (!v.clause.heading.empty())
    out += paint(style, Ink::dim, "  " + cut(printable(v.clause.heading), style.width - 2)) + "\n";
  out += "\n";
  auto const neighbour = [&](query::ClauseLine const& line) {
    out += paint(style, Ink::dim,
                 fold_lines(cut(line.label + (line.label.empty() ? "" : "  ") + printable(line.text), 2 * style.width),
                            style.width, "    "));
  };
  for (auto const& line : v.before) neighbour(line);
  if (!v.lead_in.empty()) out += fold_lines("[" + printable(v.lead_in) + "]", style.width, "  ");
  out +=
      fold_lines(v.clause.label + (v.clause.label.empty() ? "" : "  ") + printable(v.clause.text), style.width, "  ");
  for (auto const& line : v.after) neighbour(line);
  out += "\n" +
         paint(style, Ink::dim, fmt::format("  bytes {} to {} of {}", v.clause.start, v.clause.end, v.snapshot)) +
         "\n" + stays_of(v);
  out += paint(style, Ink::dim, "  " + v.clause.key) + "\n";
  if (!provisions) return out;
  out += "\n";
  for (auto const& p : v.provisions) out += provision_text(p, style);
  return out;
}

std::string document_text(query::DocumentView const& v, Style const& style) {
  auto out = paint(style, Ink::bold, printable(v.authority + ", " + v.document)) +
             paint(style, Ink::dim,
                   fmt::format("  version of {}, {}, {} clauses", day(v.version_date), v.language, v.clauses.size())) +
             "\n";
  if (v.capture != corpus::Capture::document)
    out += paint(style, Ink::red, fmt::format("not captured: {}", corpus::to_string(v.capture))) + "\n";
  std::string heading;
  for (auto const& line : v.clauses) {
    if (line.heading != heading) {
      heading = line.heading;
      out += "\n" + paint(style, Ink::bold, cut(printable(heading), style.width)) + "\n";
    }
    auto const label = line.label.empty() ? std::string() : line.label + "  ";
    out += "  " + cut(label + printable(line.text), style.width > 18 ? style.width - 16 : 20) +
           paint(style, Ink::dim, "  " + line.key.substr(0, 12)) + "\n";
  }
  return out;
}

}  // namespace

std::string view_text(query::View const& view, bool provisions, Style const& style) {
  if (auto const* clause = std::get_if<query::ClauseView>(&view)) return clause_text(*clause, provisions, style);
  return document_text(std::get<query::DocumentView>(view), style);
}

std::string view_markdown(query::View const& view, bool provisions) {
  std::string out;
  if (auto const* v = std::get_if<query::ClauseView>(&view)) {
    out = fmt::format("# {}\n\nVersion of {}, bytes {} to {} of `{}`\n\n> {}\n\n", markdown(v->citation),
                      day(v->version_date), v->clause.start, v->clause.end, v->snapshot, markdown(v->quote));
    if (provisions)
      for (auto const& p : v->provisions)
        out += fmt::format("- **{}** of {}: {} (`{}`)\n", corpus::to_string(p.modality), corpus::to_string(p.bearer),
                           markdown(p.act), p.rule);
    return out;
  }
  auto const& v = std::get<query::DocumentView>(view);
  out = fmt::format("# {}, {}\n\nVersion of {}\n", markdown(v.authority), markdown(v.document), day(v.version_date));
  std::string heading;
  for (auto const& line : v.clauses) {
    if (line.heading != heading) out += fmt::format("\n## {}\n\n", markdown(heading = line.heading));
    out += fmt::format("- {}{} `{}`\n", line.label.empty() ? "" : line.label + " ", markdown(line.text),
                       line.key.substr(0, 12));
  }
  return out;
}

}  // namespace smallprint::report
