#include "report/redline_page.hpp"

#include "report/page.hpp"
#include "report/redline/rendering.hpp"

#include <algorithm>

namespace smallprint::report {
namespace {

/// Whether any clause has a label, so that the page needs a margin for them.
bool numbered(Comparison const& comparison) {
  auto const has_label = [](query::DiffClause const& clause) { return !clause.label.empty(); };
  auto const any = [&](query::DiffVersion const& version) {
    return std::any_of(version.clauses.begin(), version.clauses.end(), has_label);
  };
  return any(comparison.before) || any(comparison.after);
}

}  // namespace

std::string comparison_html(Comparison const& comparison, query::ChangeClass least) {
  Redline const redline(comparison, least);
  auto body = std::string("<a class=\"skip\" href=\"#document\">Skip to the document</a>\n<main") +
              std::string(numbered(comparison) ? "" : " class=\"unnumbered\"") + ">\n" + summary_html(redline);
  body += "<section id=\"document\" aria-labelledby=\"document-title\">\n<h2 id=\"document-title\">The document</h2>\n";
  if (!comparison.diff.changes.empty())
    body +=
        "<p class=\"legend\"><ins><span class=\"h\">[added: </span>Added words<span class=\"h\">] </span></ins> are "
        "underlined, <del><span class=\"h\">[removed: </span>removed words<span class=\"h\">] </span></del> struck "
        "through.</p>\n";
  body += controls_html(redline) + document_html(redline) + "</section>\n</main>\n";
  return html_page("What changed: " + comparison.old_name + " → " + comparison.new_name, redline_style(), body);
}

}  // namespace smallprint::report
