#pragma once
#include "corpus/lexicon_file.hpp"
#include "corpus/quotation.hpp"
#include "corpus/source.hpp"
#include "index/store.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Door to the check of quotations: a quotation of a draft in, where its words stand out.
namespace smallprint::query {

enum class QuoteState : std::uint8_t {
  exact,       ///< the words stand in a document in force
  altered,     ///< near ones do; what differs is said word by word
  superseded,  ///< they stood in an earlier version
  not_found
};
[[nodiscard]] std::string_view to_string(QuoteState);

/// A stretch of a quotation held against its source.
struct QuotePiece {
  enum class Kind : std::uint8_t {
    same,
    changed,   ///< `draft` stands for `source`
    added,     ///< only the draft has it
    left_out,  ///< only the source has it
    elided,    ///< the draft says that it left it out
    inserted   ///< the draft says that it put it in, for `source` or for nothing
  };
  /// How much a difference is.
  enum class Weight : std::uint8_t { none, punctuation, letters, words };
  Kind kind{};
  Weight weight = Weight::none;
  std::string draft, source;
  corpus::Span span;             ///< bytes of Quotation::text; empty where only the source has words
  bool changes_meaning = false;  ///< touches a word of the concept `changes_meaning` (corpus/lexicons)
};
[[nodiscard]] std::string_view to_string(QuotePiece::Kind);

/// One of the clauses that a place reaches over.
struct QuotePart {
  std::string clause;  ///< label path, else the innermost heading, else ""
  std::string key;     ///< `smallprint show KEY`
  std::string quote;   ///< bytes [start, end) of the version's text
  std::uint32_t start = 0, end = 0;
};

/// What stands today where superseded words stood.
struct QuoteNow {
  QuotePart clause;
  std::string text;  ///< the clause's clean text
  std::string version_date, snapshot;
  double similarity = 0;  ///< of the old and the new clause's words
  std::vector<QuotePiece> pieces;
  bool changes_meaning = false;
};

struct QuotePlace {
  QuoteState state{};  ///< of the quotation here
  std::string authority, document, citation;
  std::string heading;  ///< heading path of the first clause
  std::string version_date, snapshot;
  std::vector<QuotePart> parts;    ///< the clauses that the words stand in, in order; one or more
  std::string since;               ///< date of the version from which they have stood there
  std::string until;               ///< date of the first version without them; empty: in force
  bool named = false;              ///< the draft names the authority near the quotation
  double similarity = 1;           ///< 2 x same words / (words of the draft + words of the source)
  std::vector<QuotePiece> pieces;  ///< all of the quotation, in order
  bool changes_meaning = false;    ///< one of the pieces does
  std::string goes_on;             ///< rest of the source's sentence where the draft closes it with a full stop
  bool goes_on_qualifies = false;  ///< and the rest has a negation, condition or exception
  std::string caveat;              ///< a sentence for people; empty: none
  bool is_heading = false;         ///< the words are a heading's; the part's clause is the heading
  std::optional<QuoteNow> now;     ///< superseded: what stands there now, if it is similar
};

/// Words that came after the date.
struct QuoteLater {
  std::string authority, document;
  std::string since;  ///< date of the first version that has them
  std::string key;    ///< of the clause that does
};

struct CheckedQuote {
  QuoteState state = QuoteState::not_found;  ///< of the first place
  bool changes_meaning = false;
  std::vector<QuotePlace> places;   ///< best first; not_found: the nearest, where any is near
  std::size_t more = 0;             ///< places beyond the limit
  std::vector<std::string> named;   ///< authorities that the draft names near it
  bool elsewhere = false;           ///< none of them has the words, another authority has
  std::optional<QuoteLater> later;  ///< not exact at the date: a later version that has the words whole
  std::vector<std::string> notes;   ///< sentences for people

  /// Exact, with no change of meaning, and the words of whom the draft names.
  [[nodiscard]] bool good() const { return state == QuoteState::exact && !changes_meaning && !elsewhere; }
};

struct QuoteScope {
  std::vector<std::string> authorities;  ///< exact names; empty: all
  std::string as_of;                     ///< inclusive date or time; empty: newest
  std::size_t most_places = 3;           ///< for each quotation
};

/// Below this share of same words a quotation is not_found; docs/decisions/0009-quotations.md says why.
inline constexpr double least_similarity = 0.65;
/// Below this one nothing is called near.
inline constexpr double least_near = 0.5;
/// Words of a quotation; a longer one is not checked.
inline constexpr std::size_t most_words = 2000;

/// Checks quotations against one open index. Keeps what it has read. Not thread-safe.
///
/// Words are compared as written, apart from what an editor may do: shapes of quotation marks, apostrophes
/// and dashes, white space, ligatures and soft hyphens; the first letter's case; a full stop or comma at the
/// end; ellipses, whose parts must stand in order in one clause or in clauses near one another; "[sic]" and
/// words in brackets. All else that differs is `altered`. Work for each quotation is bounded, not timed, so
/// that the same index and draft always give the same result.
class QuoteChecker {
 public:
  /// All are kept by reference and must outlive the object.
  QuoteChecker(index::Store& store, corpus::VersionTexts& texts, corpus::Lexicons const& lexicons, QuoteScope scope);
  ~QuoteChecker();

  /// \retval Errc::io  the archive could not give a text, or the index does not fit it
  [[nodiscard]] corpus::Result<CheckedQuote> check(corpus::Quotation const& quotation);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace smallprint::query
