#pragma once
#include "corpus/lexicon_file.hpp"
#include "query/ask.hpp"
#include "query/clause_reader.hpp"
#include "query/cross_rules.hpp"
#include "query/decision.hpp"
#include "query/mechanism.hpp"
#include "query/quote.hpp"

#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace smallprint::query {

/// Answers topics: the sentences that a topic's readings find in an authority's documents, weighed, decided and quoted.
/// Keeps what it has read for the next authority. Not thread-safe.
class TopicAnswers {
 public:
  /// All are kept by reference and must outlive the object.
  TopicAnswers(index::Store& store, ClauseReader& reader, QuoteMaker& quotes, corpus::Lexicons const& lexicons,
               corpus::Topics const& topics, Without without)
      : store_(store),
        reader_(reader),
        quotes_(quotes),
        lexicons_(lexicons),
        topics_(topics),
        without_(without),
        cross_rules_(store, reader, lexicons.concepts, topics.document_types) {}

  /// Forgets what was read of texts: when they go, or when it has become too much.
  /// \param texts_went  the reader has forgotten its texts \param sharers  how many share the memory that one may take
  void trim(bool texts_went, std::size_t sharers) {
    if (texts_went || stances_of_.size() > most_stances / sharers) stances_of_.clear();
  }

  /// The stances of a text on a topic.
  [[nodiscard]] std::vector<Stance> const& read(corpus::Topic const& topic, AnalysedText const& text);

  /// Fills in verdict, conflict, value, confidence and evidence. \param trace  nullptr, or what is told how it came
  /// about
  [[nodiscard]] corpus::Result<void> answer(Party const& party, corpus::Topic const& topic, AskScope const& scope,
                                            Answer& out, Explanation* trace);

 private:
  static constexpr std::size_t most_stances = 400'000;  // texts by topic, of which few hold a stance
  corpus::Result<std::vector<index::Hit> const*> candidates(corpus::Topic const& topic, std::string const& as_of);
  corpus::Result<void> trace_findings(Party const& party, std::vector<Finding> const& findings,
                                      Decision const& decision, Explanation& trace);
  /// Marks the findings that other clauses take users out of or that other documents prevail over.
  void apply(CrossRules const& rules, std::vector<std::string> const& labels, std::vector<Finding>& findings) const;

  index::Store& store_;
  ClauseReader& reader_;
  QuoteMaker& quotes_;
  corpus::Lexicons const& lexicons_;
  corpus::Topics const& topics_;
  Without without_;
  CrossRuleReader cross_rules_;
  using ReadFor = std::pair<corpus::Topic const*, AnalysedText const*>;
  struct ReadForHash {
    std::size_t operator()(ReadFor const& key) const {
      return std::hash<void const*>()(key.first) * 0x9E3779B97F4A7C15U ^ std::hash<void const*>()(key.second);
    }
  };
  /// By topic and by text as it is read: under other defined terms the same words say something else.
  std::unordered_map<ReadFor, std::vector<Stance>, ReadForHash> stances_of_;
  std::map<std::pair<std::string, std::string>, std::vector<index::Hit>> hits_of_;  ///< topic id and date
};

}  // namespace smallprint::query
