#pragma once
#include "corpus/phrase.hpp"
#include "corpus/provision.hpp"
#include "parser/provision/field_words.hpp"

#include <optional>
#include <vector>

namespace smallprint::parser {

/// What is said without a sentence: a yes or no after a question, the cells of a table under their heads.
/// Every call gives provisions that hold no more than the words they are read from; none throws.
class ShortForms {
 public:
  /// \param concepts  kept by reference; without the concepts it needs, nothing is found
  explicit ShortForms(corpus::Lexicon const& concepts);

  /// "May I scrape the gallery? No, please do not." forbids it. The provision's sentence is both together.
  [[nodiscard]] std::optional<corpus::Provision> answer(corpus::Matcher& matcher, Words const& words,
                                                        corpus::Match question, corpus::Match reply) const;

  /// The row "Publish output | Yes" under "Act | Permitted?", or "Printing | Scraping" under "Allowed | Forbidden".
  /// \returns nothing where the lead-in is no head of a table, or its cells say neither yes nor no
  [[nodiscard]] std::vector<corpus::Provision> row(corpus::Matcher& matcher, Words const& words,
                                                   corpus::Matcher& head_matcher, Words const& heads) const;

 private:
  std::uint32_t yes_ = UINT32_MAX;
  std::uint32_t no_ = UINT32_MAX;
  std::uint32_t ban_ = UINT32_MAX;            ///< "prohibited", "not allowed"
  std::uint32_t permit_ = UINT32_MAX;         ///< "allowed"
  std::uint32_t duty_ = UINT32_MAX;           ///< "must I"
  std::uint32_t asks_user_ = UINT32_MAX;      ///< "may I"
  std::uint32_t asks_provider_ = UINT32_MAX;  ///< "do you"
};

}  // namespace smallprint::parser
