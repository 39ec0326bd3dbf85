#include "report/escape.hpp"
#include "report/marked.hpp"
#include "report/redline/rendering.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace smallprint::report {
namespace {

/// Where the page shows the clause that a quote is from; empty where it does not.
std::string anchor_of(Redline const& redline, query::Quote const& quote, bool after) {
  auto const& c = redline.comparison;
  if (quote.snapshot.empty() || quote.snapshot != (after ? c.new_snapshot : c.old_snapshot)) return {};
  auto const& clauses = after ? c.after.clauses : c.before.clauses;
  auto const it = std::find_if(clauses.begin(), clauses.end(), [&](query::DiffClause const& clause) {
    return clause.raw.overlaps(corpus::Span{quote.start, quote.end});
  });
  if (it == clauses.end()) return {};
  return (after ? redline.new_anchor : redline.old_anchor)[static_cast<std::size_t>(it - clauses.begin())];
}

std::string side(Redline const& redline, query::Answer const& answer, bool after) {
  auto const name = corpus::to_string(answer.verdict);
  auto out =
      fmt::format("<td><p class=\"answer {0}\"><span class=\"side\">{1}</span> {0}", name, after ? "After" : "Before");
  if (answer.value) out += ": " + html(*answer.value);
  if (answer.conflict) out += ", contradicted elsewhere";
  out += "</p>";
  if (answer.evidence.empty())
    return out + fmt::format("<p class=\"source\">{}</p></td>", answer.verdict == query::Verdict::silent
                                                                    ? "No clause says anything of it."
                                                                    : "There is no quote.");
  auto const& quote = answer.evidence.front();
  auto const place = quote.clause.empty()                    ? std::string("the clause")
                     : quote.heading.ends_with(quote.clause) ? "under “" + html(excerpt(quote.clause, 60)) + "”"
                                                             : "clause " + html(quote.clause);
  auto const anchor = anchor_of(redline, quote, after);
  out += "<blockquote><p>" + marked(quote, html, "<mark>", "</mark>") + "</p></blockquote><p class=\"source\">";
  out += anchor.empty() ? html(quote.document) + (quote.clause.empty() ? "" : ", " + place)
                        : fmt::format("<a href=\"#{}\">{}</a>", anchor, place);
  return out + "</p></td>";
}

}  // namespace

std::string answers_html(Redline const& redline) {
  auto const& answers = redline.comparison.answers;
  if (answers.empty()) return {};
  auto out = fmt::format(
      "<section class=\"answers\" aria-labelledby=\"answers\">\n<h2 id=\"answers\">{} changed</h2>\n<table>\n<thead "
      "class=\"h\"><tr><th scope=\"col\">Before</th><th scope=\"col\">After</th></tr></thead>\n",
      counted(answers.size(), "answer", "answers"));
  for (auto const& one : answers)
    out += "<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"2\">" + html(one.topic->title) + "<span class=\"asks\"> " +
           html(one.topic->question) + "</span></th></tr>\n<tr>" + side(redline, one.before, false) +
           side(redline, one.after, true) + "</tr>\n</tbody>\n";
  return out + "</table>\n</section>\n";
}

}  // namespace smallprint::report
