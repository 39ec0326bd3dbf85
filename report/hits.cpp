#include "report/hits.hpp"

#include "report/escape.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

namespace smallprint::report {
namespace {

/// The snippet with `open` and `close` around the words that matched. They go in after folding, as
/// zero-width marks would disturb it: \x02 and \x03 take no column.
std::string with_marks(std::string_view folded, std::string_view open, std::string_view close) {
  std::string out;
  for (char const c : folded) {
    if (c == '\x02')
      out += open;
    else if (c == '\x03')
      out += close;
    else
      out += c;
  }
  return out;
}

/// printable() for text that holds the two marks.
std::string printable_marked(std::string_view snippet) {
  std::string out;
  std::string part;
  auto const flush = [&] {
    out += printable(part);
    part.clear();
  };
  for (char const c : snippet) {
    if (c != '\x02' && c != '\x03') {
      part += c;
      continue;
    }
    flush();
    out += c;
  }
  flush();
  return out;
}

}  // namespace

std::string hits_text(query::SearchResult const& result, Style const& style) {
  std::string out;
  if (result.relaxed)
    out += paint(style, Ink::dim, "no clause has all the words; these have the most telling of them") + "\n\n";
  for (auto const& hit : result.hits) {
    out += paint(style, Ink::bold, printable(hit.citation)) + "\n";
    if (!hit.heading.empty() && hit.heading != hit.clause)
      out += paint(style, Ink::dim, "  " + cut(printable(hit.heading), style.width - 2)) + "\n";
    if (!hit.lead_in.empty())
      out += paint(style, Ink::dim,
                   fold_lines("[" + cut(printable(hit.lead_in), 2 * style.width) + "]", style.width, "  "));
    auto const folded = fold_lines(printable_marked(hit.snippet), style.width, "  ");
    out += style.colour ? with_marks(folded, "\x1b[1;4m", "\x1b[0m") : with_marks(folded, "", "");
    out += paint(style, Ink::dim,
                 fmt::format("  {}  version of {}", hit.text_key.substr(0, 12), hit.version_date.substr(0, 10))) +
           "\n\n";
  }
  for (auto const& one : result.not_captured) out += paint(style, Ink::dim, "not captured: " + printable(one)) + "\n";
  auto const count = result.total == 0 ? std::string("no clause matches")
                                       : fmt::format("{} of {} clause{}", result.hits.size(), result.total,
                                                     result.total == 1 ? "" : "s");
  out += paint(style, Ink::dim, count) + "\n";
  return out;
}

std::string hits_markdown(query::SearchResult const& result) {
  std::string out;
  for (auto const& hit : result.hits)
    out += fmt::format("- **{}** ({}): {}\u201C{}\u201D `{}`\n", markdown(hit.citation), hit.version_date.substr(0, 10),
                       hit.lead_in.empty() ? "" : "[" + markdown(hit.lead_in) + "] ", markdown(hit.text),
                       hit.text_key.substr(0, 12));
  return out;
}

std::string hits_csv(query::SearchResult const& result) {
  auto out = csv_record({"citation", "provider", "document", "clause", "score", "quote", "start", "end", "version_date",
                         "snapshot", "key", "lead_in"});
  for (auto const& h : result.hits)
    out +=
        csv_record({h.citation, h.authority, h.document, h.clause, fmt::format("{:.3f}", h.score), h.text,
                    std::to_string(h.start), std::to_string(h.end), h.version_date, h.snapshot, h.text_key, h.lead_in});
  return out;
}

}  // namespace smallprint::report
