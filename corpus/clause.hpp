#pragma once
#include "corpus/document.hpp"
#include "corpus/provision.hpp"

#include <string>
#include <vector>

namespace smallprint::corpus {

/// The smallest unit that states something.
struct Clause {
  std::string label;                  ///< path of labels as printed: "3.2(b)(iv)"; empty when unnumbered
  std::vector<std::string> headings;  ///< outermost first, clean text, labels left out
  std::vector<Span> lead_ins;         ///< outermost first; bytes of Document::text
  Span text;                          ///< bytes of Document::text, label left out
  Span raw;                           ///< bytes of the version's text: what a quote shows
  std::string parties;                ///< names in the text or lead-in that stand for a party or a defined
                                      ///< thing here, as "output=Results;provider=Acme;user=Subscriber",
                                      ///< sorted; part of the identity
  std::vector<Provision> provisions;  ///< what it states
};

/// What the capture holds. Anything but `document` counts as not-captured, never as silent.
enum class Capture : std::uint8_t { document, empty, error_page, bot_wall, login_wall, navigation_only, consent_wall };
[[nodiscard]] std::string_view to_string(Capture);

/// What the parser gives and the index takes.
struct ParsedDocument {
  Document document;
  std::vector<Clause> clauses;        ///< in document order
  std::string language;               ///< BCP 47 primary tag, "und" when it cannot be told
  bool provisions_supported = false;  ///< a lexicon for provisions exists for `language`
  Capture capture = Capture::document;
  std::string terms;  ///< what the document calls the things that topics speak of: "input=Material;output=Results"
};

/// A clause without its place: what is stored, indexed and analysed once.
struct ClauseText {
  std::string heading;  ///< heading path joined by " > "
  std::string lead_in;  ///< lead-ins joined by " "
  std::string text;     ///< clean text
  std::string parties;  ///< as Clause::parties
  bool operator==(ClauseText const&) const = default;

  /// 128-bit hash as 32 hex digits: the same for the same words under the same headings.
  [[nodiscard]] std::string key() const;
};

/// The place-free part of a clause. \pre clause belongs to document
[[nodiscard]] ClauseText clause_text(Document const& document, Clause const& clause);

}  // namespace smallprint::corpus
