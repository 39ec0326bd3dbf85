#pragma once
#include "index/store.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Door to `smallprint show`: a clause in its context, or a document's outline.
namespace smallprint::query {

/// A qualifier in words.
struct QualifierView {
  corpus::Qualifier::Kind kind{};
  std::string words;
};

/// A provision in words, so that a person can check it.
struct ProvisionView {
  corpus::Modality modality{};
  corpus::Bearer bearer{};
  std::string subject, cue, act, object, sentence;  ///< clean text; empty where none was found
  std::vector<QualifierView> qualifiers;
  std::string rule;
};

/// A clause in a list.
struct ClauseLine {
  std::string label;                 ///< empty when unnumbered
  std::string heading;               ///< heading path
  std::string text;                  ///< clean text, whole
  std::string key;                   ///< for `smallprint show KEY`
  std::uint32_t start = 0, end = 0;  ///< bytes of the version's text
};

/// A stretch of time in which a text stood in a document.
struct StayView {
  std::string authority, document;
  std::string since;  ///< date of the version that brought it
  std::string until;  ///< date of the version that no longer had it; empty: it stands there
};

struct ClauseView {
  std::string authority, document, version_date, snapshot;
  bool in_force = false;  ///< the version shown is the one in force at the date asked for
  std::string citation;   ///< "Acme AI, Terms of Service, 3.2(b)"
  ClauseLine clause;
  std::string lead_in;  ///< what a list item inherits, clean text
  std::string quote;    ///< the version's bytes [clause.start, clause.end)
  std::vector<ProvisionView> provisions;
  std::vector<ClauseLine> before, after;  ///< neighbours in document order
  std::vector<StayView> stays;            ///< everywhere, by authority, document and date
};

struct DocumentView {
  std::string authority, document, version_date, snapshot, language;
  corpus::Capture capture{};
  std::vector<ClauseLine> clauses;  ///< in document order
};

struct ShowScope {
  std::string as_of;           ///< inclusive date or time; empty: newest. A date in the ID goes before it
  std::size_t neighbours = 2;  ///< on each side of a clause
};

using View = std::variant<ClauseView, DocumentView>;

/// Shows what an ID names:
///
///   1f0c9a3e                               a clause, by 8 or more digits of its key
///   Acme AI/Terms of Service               a document's newest version
///   Acme AI/Terms of Service@2025-06-01    the version in force at a date
///   Acme AI/Terms of Service#3.2(b)        a clause by its label, else by its innermost heading
///   Acme AI/Terms of Service@2025-06-01#3.2(b)
///
/// Names may be in any case, and a few words of them are enough where only one document fits:
/// "acme/privacy". A key shows where the text stands in force at the date, else where it stood last.
///
/// \retval Errc::syntax     no such form, or no date; `offset` is the byte that broke
/// \retval Errc::not_found  nothing or too much has that name; `message` names near candidates
/// \retval Errc::io         the archive could not give the text, or the index does not fit it
[[nodiscard]] corpus::Result<View> show(index::Store& store, corpus::VersionTexts& texts, std::string_view id,
                                        ShowScope const& scope = {});

}  // namespace smallprint::query
