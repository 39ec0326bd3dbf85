#include "report/escape.hpp"
#include "report/marked.hpp"
#include "report/matrix.hpp"
#include "report/page.hpp"
#include "report/verdict_letter.hpp"

#include <fmt/format.h>

#include <array>

namespace smallprint::report {
namespace {

struct Sign {
  query::Verdict verdict;
  char const* meaning;
};
constexpr std::array<Sign, 6> signs{{{query::Verdict::restricted, "forbidden"},
                                     {query::Verdict::conditional, "only in named circumstances"},
                                     {query::Verdict::permitted, "expressly allowed"},
                                     {query::Verdict::required, "must"},
                                     {query::Verdict::silent, "no clause addresses it"},
                                     {query::Verdict::not_captured, "the documents were not captured"}}};

constexpr std::string_view style = R"(
body{margin:2rem auto;max-width:100rem;padding:0 1rem;font-size:16px;line-height:1.5}
h1{font-size:1.6rem;font-weight:normal}p.note,.key,.where{color:var(--dim);font-size:.85rem}
.scroll{overflow-x:auto}table{border-collapse:collapse}
th,td{border-bottom:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top;min-width:7rem}
thead th{position:sticky;top:0;background:var(--page);font-size:.85rem}
tbody th{position:sticky;left:0;background:var(--page);font-weight:normal;min-width:12rem}
summary{cursor:pointer;white-space:nowrap}
b{display:inline-block;width:1.4em;text-align:center;border:1px solid;border-radius:.2em;margin-right:.4em}
blockquote{margin:.5rem 0;padding-left:.7rem;border-left:3px solid var(--line);color:var(--ink);width:26rem;max-width:70vw;
white-space:pre-line}mark{background:none;color:inherit;font-weight:bold;text-decoration:underline}
@media print{body{margin:0;max-width:none;font-size:10pt}thead th,tbody th{position:static}.scroll{overflow:visible}}
)";

std::string cell(query::Answer const& answer) {
  auto const name = std::string(corpus::to_string(answer.verdict));
  auto head = fmt::format("<b aria-hidden=\"true\">{}</b>{}", verdict_letter(answer.verdict), name);
  if (answer.value) head += ": " + html(*answer.value);
  if (answer.conflict) head += " <span title=\"the documents contradict each other\">!</span>";
  std::string body;
  for (auto const& quote : answer.evidence) {
    if (!quote.lead_in.empty()) body += "<p class=\"where\">" + html(quote.lead_in) + "</p>";
    body += "<blockquote>" + marked(quote, html, "<mark>", "</mark>") + "</blockquote><p class=\"where\">" +
            html(quote.document);
    if (!quote.clause.empty()) body += ", " + html(quote.clause);
    body += fmt::format(", {}; <code>{}</code></p>", html(quote.version_date.substr(0, 10)),
                        html(quote.text_key.substr(0, 12)));
  }
  if (answer.evidence.empty())
    body += fmt::format("<p class=\"where\">{} clauses in {} documents were searched.</p>", answer.searched.clauses,
                        answer.searched.documents.size());
  for (auto const& one : answer.searched.not_captured) body += "<p class=\"where\">not captured: " + html(one) + "</p>";
  for (auto const& caveat : answer.caveats) body += "<p class=\"where\">" + html(caveat) + "</p>";
  return fmt::format("<td><details><summary class=\"{}\">{}</summary>{}</details></td>", name, head, body);
}

}  // namespace

std::string matrix_html(Matrix const& m) {
  std::string out = "<h1>What the terms say</h1>\n";
  out += fmt::format(
      "<p class=\"note\">{} providers, {} questions. A cell opens to the words that decide.</p>\n<p class=\"key\">",
      m.authorities.size(), m.topics.size());
  for (auto const& sign : signs)
    out += fmt::format("<span class=\"{0}\"><b>{1}</b>{0}</span>: {2} &emsp;", corpus::to_string(sign.verdict),
                       verdict_letter(sign.verdict), sign.meaning);
  out +=
      "</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Matrix\">\n<table>\n<thead><tr><th "
      "scope=\"col\">Question</th>";
  for (auto const& authority : m.authorities) out += "<th scope=\"col\">" + html(authority) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (std::size_t t = 0; t < m.topics.size(); ++t) {
    out += "<tr><th scope=\"row\">" + html(m.topics[t]->question) + "</th>";
    for (std::size_t a = 0; a < m.authorities.size(); ++a) out += cell(m.answers[a][t]);
    out += "</tr>\n";
  }
  return html_page("What the terms say", style, out + "</tbody>\n</table>\n</div>\n");
}

}  // namespace smallprint::report
