#include "report/desk/parts.hpp"
#include "report/escape.hpp"
#include "report/marked.hpp"
#include "report/redline/rendering.hpp"
#include "report/verdict_letter.hpp"

#include <fmt/format.h>

namespace smallprint::report {
namespace {

using query::Verdict;

std::string verdict_html(query::Answer const& answer) {
  return fmt::format("<span class=\"stance {}\"><b aria-hidden=\"true\">{}</b>{}</span>",
                     corpus::to_string(answer.verdict), verdict_letter(answer.verdict), html(verdict_words(answer)));
}

std::string quote_html(query::Quote const& quote) {
  std::string out = "<blockquote>";
  if (!quote.lead_in.empty()) out += "<p class=\"lead\">" + html(quote.lead_in) + "</p>";
  out +=
      "<p>" + marked(quote, html, "<mark>", "</mark>") + "</p></blockquote><p class=\"source\">" + html(quote.document);
  if (!quote.clause.empty()) out += ", " + html(excerpt(quote.clause, 60));
  if (!quote.version_date.empty()) out += ", version of " + time_html(quote.version_date);
  return out + "</p>";
}

/// Why there is no quote.
std::string searched_html(query::Answer const& answer) {
  std::string out;
  if (answer.verdict == Verdict::silent)
    out += answer.searched.documents.empty()
               ? "No clause says anything of it."
               : fmt::format("No clause says anything of it: {} in {} were read.",
                             counted(static_cast<std::size_t>(answer.searched.clauses), "clause", "clauses"),
                             counted(answer.searched.documents.size(), "document", "documents"));
  else if (answer.verdict != Verdict::not_captured)
    out += "There is no quote.";
  for (auto const& one : answer.searched.not_captured)
    out += (out.empty() ? "Not captured: " : " Not captured: ") + html(one) + ".";
  if (out.empty()) out = "The documents were not captured.";
  return "<p class=\"source\">" + out + "</p>";
}

std::string side_html(query::Answer const& answer, std::string_view name) {
  auto out = fmt::format("<div><p class=\"side\">{}</p>", name);
  if (answer.evidence.empty()) return out + searched_html(answer) + "</div>";
  auto const& first = answer.evidence.front();
  out += quote_html(first);
  if (answer.conflict) {
    auto const other = std::find_if(answer.evidence.begin(), answer.evidence.end(),
                                    [&](query::Quote const& quote) { return quote.stance != first.stance; });
    if (other != answer.evidence.end()) out += "<p class=\"side\">Contradicted by</p>" + quote_html(*other);
  }
  return out + "</div>";
}

std::string answer_html(DeskPage& page, ChangedAnswer const& one) {
  auto out = "<article class=\"turn\" id=\"" + page.anchors.take(answer_anchor(one)) + "\">\n<h4>" +
             html(one.title.empty() ? one.question : one.title) + "</h4>\n";
  if (!one.question.empty() && one.question != one.title) out += "<p class=\"asks\">" + html(one.question) + "</p>\n";
  out += "<p class=\"stances\">" + verdict_html(one.before) +
         " <span class=\"h\">became</span><span class=\"to\" aria-hidden=\"true\">→</span> " + verdict_html(one.after);
  if (!one.date.empty()) out += " <span class=\"since\">since " + time_html(one.date) + "</span>";
  out += "</p>\n<div class=\"sides\">" + side_html(one.before, "Before") + side_html(one.after, "Now") + "</div>\n";
  for (auto const& caveat : one.after.caveats) out += "<p class=\"source\">" + html(caveat) + "</p>\n";
  return out + "</article>\n";
}

}  // namespace

DeskSection answers_section(DeskPage& page) {
  DeskSection out{page.anchors.take("answers"), "Answers that changed", page.report.answers.size()};
  for (auto const& [authority, answers] :
       by_provider(page.report.answers, [](ChangedAnswer const& one) { return &one.authority; })) {
    auto const anchor = page.anchors.take("answers." + name_slug(authority));
    out.parts.push_back({anchor, authority, answers.size()});
    out.body += "<h3 id=\"" + anchor + "\">" + html(authority) + "</h3>\n";
    for (auto const* one : answers) out.body += answer_html(page, *one);
  }
  return out;
}

}  // namespace smallprint::report
