#pragma once
#include "corpus/topic_file.hpp"
#include "query/clause_reader.hpp"
#include "query/explanation.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace smallprint::query {

/// What one sentence of a clause says on a topic.
struct Stance {
  corpus::Verdict verdict{};
  double strength = 0;            ///< 0..; the reading's weight times how plainly it is said
  corpus::Span sentence;          ///< bytes of the clause text
  corpus::Span deciding;          ///< the words that matched, bytes of the clause text
  std::uint32_t words = 0;        ///< of the sentence in its context, as it would be quoted
  std::uint32_t topic_words = 0;  ///< distinct ones of them that are of the topic's vocabulary
  bool narrows = false;           ///< only limits what others say (corpus::Reading::narrows)
  bool for_some = false;          ///< its heading names those for whom it holds (concept `user_group`)
  bool plain = false;             ///< said of the bearer by the provision that holds the words, without an exception
  std::vector<std::uint64_t> deciding_words;  ///< stems of the topic's vocabulary in `deciding`; of plain ones only
  std::optional<std::string> value;
  bool value_borrowed = false;  ///< the value stands in a sentence behind
  std::string rule;             ///< "<reading>/<cue>"
  std::vector<Factor> factors;  ///< that make the strength
  corpus::Modality modality{};  ///< of the provision that was read
  corpus::Bearer bearer{};
};

/// The stances of a clause on a topic, one at most per sentence and reading, in the order of its words.
[[nodiscard]] std::vector<Stance> stances(corpus::Topic const& topic, corpus::Lexicon const& lexicon,
                                          AnalysedText const& clause);

/// The same for many topics: what does not depend on the topic is worked out once. Both are kept by reference. Not
/// thread-safe.
class StanceReader {
 public:
  StanceReader(corpus::Lexicon const& lexicon, AnalysedText const& clause);
  ~StanceReader();
  [[nodiscard]] std::vector<Stance> on(corpus::Topic const& topic);
  /// The same by some of the topic's readings. \param readings  their indices, ascending
  [[nodiscard]] std::vector<Stance> on(corpus::Topic const& topic, std::span<std::uint32_t const> readings);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// What a provision that no topic reads answers to "may, must or does the bearer?".
///
/// Bans are restricted, permissions and powers permitted, duties required, disclaimers ("we do not guarantee")
/// restricted; what the provider must do is permitted where the user's chances are asked about. A plain statement
/// is so or is not so: permitted, or restricted where it is negated (concept `negation`). Conditions make all but bans
/// conditional. \param bearer  whose act is asked about; unknown: nobody's in particular \returns nothing for
/// definitions and headings
[[nodiscard]] std::optional<corpus::Verdict> plain_verdict(corpus::Lexicon const& lexicon,
                                                           corpus::Provision const& provision,
                                                           AnalysedText const& clause, corpus::Bearer bearer);

}  // namespace smallprint::query
