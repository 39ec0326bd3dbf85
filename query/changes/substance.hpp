#pragma once
#include "corpus/change_rule_file.hpp"
#include "corpus/lexicon_file.hpp"
#include "corpus/topic_file.hpp"
#include "query/clause_reader.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace smallprint::query {

/// What a clause says on one topic.
struct TopicReading {
  corpus::Topic const* topic = nullptr;
  corpus::Verdict verdict{};
  std::string value;
  std::uint64_t sentence = 0;  ///< hash of its words
  bool operator==(TopicReading const&) const = default;
};

/// What the words of a sentence after a place are to the user: the more of them, the more of it.
struct Reach {
  corpus::Span sentence;    ///< bytes of the clause's text
  std::uint32_t begin = 0;  ///< the place
  double value = 0;         ///< see worth.hpp
};

/// What a clause states, apart from its words.
struct Substance {
  std::vector<TopicReading> topics;                    ///< in the order of the topics
  std::vector<std::string> subjects;                   ///< names of ChangeRules::subjects that it speaks of
  std::vector<std::pair<std::string, double>> led_in;  ///< the same of what its lead-in states
  std::vector<Reach> reaches;
  std::vector<corpus::Span> exceptions;  ///< of its text: what widens one narrows the rule
  int exempting = 0;                     ///< how often it takes somebody or something out of the document's reach
  std::vector<std::pair<std::string, double>> states;  ///< "user: prohibition", and what it is to the user, sorted
};
/// Reads what clauses state. Not thread-safe.
class SubstanceReader {
 public:
  /// All are kept by reference. \param reads_topics  else Substance::topics stays empty
  SubstanceReader(corpus::Lexicons const& lexicons, corpus::Topics const& topics, corpus::ChangeRules const& rules,
                  bool reads_topics = true);
  [[nodiscard]] Substance of(AnalysedText& text) const;

 private:
  std::vector<TopicReading> topics_of(AnalysedText& text) const;

  corpus::Lexicons const& lexicons_;
  corpus::Topics const& topics_;
  corpus::ChangeRules const& rules_;
  bool reads_topics_;
  using Place = std::pair<std::uint32_t, std::uint32_t>;           ///< a topic and one of its readings
  std::unordered_map<std::uint64_t, std::vector<Place>> by_word_;  ///< readings that a word of a text may satisfy
  std::vector<Place> always_;                                      ///< those that any text may satisfy
};

/// What lies between two substances.
struct SubstanceChange {
  std::vector<std::string> topics;  ///< ids of topics whose readings differ and subjects spoken of, sorted
  std::vector<std::string> states;  ///< "user: prohibition added"
  double for_user = 0;              ///< above 0: the user may more, or the provider less
};
/// What a version says anywhere: a clause that goes changes nothing by itself where another still says so.
using SaidTopics = std::set<std::pair<corpus::Topic const*, corpus::Verdict>>;
/// \param said_before, said_after  what the other clauses of the whole versions say
[[nodiscard]] SubstanceChange substance_change(std::vector<Substance const*> const& before,
                                               std::vector<Substance const*> const& after,
                                               SaidTopics const& said_before, SaidTopics const& said_after);

}  // namespace smallprint::query
