#pragma once
#include "query/clause_reader.hpp"

#include <optional>
#include <vector>

namespace smallprint::query {

/// The word of a sentence that points back to the one before: "This is not allowed", "You may publish them".
struct PointsBack {
  corpus::Match at;      ///< tokens of the clause's text
  bool opening = false;  ///< it is the subject: what is said is said of all that the sentence before speaks of
};

/// The first such word of `sentence`, by the lexicon's concepts `points_back` and `pronoun`.
[[nodiscard]] std::optional<PointsBack> points_back(corpus::Lexicon const& lexicon, corpus::Matcher& text,
                                                    corpus::Match sentence);

/// The sentence before `sentence`, if it has one.
[[nodiscard]] std::optional<corpus::Match> sentence_before(std::vector<corpus::Match> const& sentences,
                                                           corpus::Match sentence);

/// The thing (concept `thing`) of an earlier part of the sentence that a pronoun stands for: the last one before the
/// comma or semicolon in front of the pronoun. None where a nearer thing stands between.
[[nodiscard]] std::optional<corpus::Match> thing_before(corpus::Lexicon const& lexicon,
                                                        std::vector<corpus::Token> const& tokens, corpus::Matcher& text,
                                                        corpus::Match sentence, PointsBack const& word);

/// A sentence read with the one before it, or with a thing, in the place of the word that points there.
class WithSentenceBefore {
 public:
  WithSentenceBefore(corpus::Lexicon const& lexicon, std::vector<corpus::Token> const& text, corpus::Match before,
                     corpus::Match sentence, PointsBack const& word);

  /// Matches that need the sentence before, as tokens of the clause's text, within the sentence.
  [[nodiscard]] std::vector<corpus::Match> find(corpus::PatternSet const& set);

 private:
  PointsBack word_;
  std::uint32_t begin_;     ///< of the sentence
  std::uint32_t inserted_;  ///< words put in
  std::vector<corpus::Token> tokens_;
  corpus::Matcher matcher_;
};

}  // namespace smallprint::query
