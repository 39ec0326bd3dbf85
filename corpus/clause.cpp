#include "corpus/clause.hpp"

#include "corpus/text.hpp"

namespace smallprint::corpus {

std::string_view to_string(Capture capture) {
  switch (capture) {
    case Capture::document:
      return "document";
    case Capture::empty:
      return "empty";
    case Capture::error_page:
      return "error page";
    case Capture::bot_wall:
      return "bot wall";
    case Capture::login_wall:
      return "login wall";
    case Capture::navigation_only:
      return "navigation only";
    case Capture::consent_wall:
      return "consent wall";
  }
  return "document";
}

std::string ClauseText::key() const {
  std::string joined;
  joined.reserve(heading.size() + lead_in.size() + text.size() + parties.size() + 3);
  for (auto const* part : {&heading, &lead_in, &text, &parties}) {
    joined += *part;
    joined.push_back('\0');
  }
  return hash128_hex(joined);
}

ClauseText clause_text(Document const& document, Clause const& clause) {
  ClauseText out;
  for (auto const& heading : clause.headings) {
    if (!out.heading.empty()) out.heading += " > ";
    out.heading += heading;
  }
  for (auto const span : clause.lead_ins) {
    if (!out.lead_in.empty()) out.lead_in += ' ';
    out.lead_in += slice(document.text, span);
  }
  out.text = slice(document.text, clause.text);
  out.parties = clause.parties;
  return out;
}

}  // namespace smallprint::corpus
