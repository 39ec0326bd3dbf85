#pragma once
#include "corpus/lexicon_file.hpp"
#include "corpus/topic_file.hpp"
#include "query/question.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace smallprint::query {

/// The topics' example questions, as vectors of words and matters weighted by rarity (tf-idf; Salton and Buckley,
/// "Term-weighting approaches in automatic text retrieval", 1988), so that a question finds those most like it.
class TopicExamples {
 public:
  /// Both are kept by reference.
  TopicExamples(corpus::Topics const& topics, corpus::Lexicons const& lexicons);

  struct Likeness {
    corpus::Topic const* topic = nullptr;  ///< nullptr: one of the questions that no topic answers
    double score = 0;                      ///< cosine with the nearest examples, 0..1, and what the frame adds
    bool operator==(Likeness const&) const = default;
  };
  /// Every topic that shares a word with the question, the likest first.
  /// \param frame  of the same question: whose act it asks about, and which [[ask]] tables fit in part
  [[nodiscard]] std::vector<Likeness> like(std::string_view question, Frame const& frame) const;
  /// The topic that the question most likely asks: what is like enough, and clearly liker than the next one.
  /// nullptr: none. \param likeness  as like() gives it
  [[nodiscard]] static Likeness clearest(std::span<Likeness const> likeness,
                                         std::span<corpus::Topic const* const> excluded);

 private:
  using Vector = std::vector<std::pair<std::uint64_t, double>>;  ///< weights by feature; of length 1
  [[nodiscard]] std::vector<std::uint64_t> features(std::string_view question) const;
  [[nodiscard]] Vector vector(std::vector<std::uint64_t> const& features) const;

  corpus::Lexicons const& lexicons_;
  std::vector<corpus::Topic const*> topic_of_;  ///< of each example
  std::unordered_map<std::uint64_t, double> rarity_;
  double unseen_ = 0;  ///< rarity of a word that no example has
  std::unordered_map<std::uint64_t, std::vector<std::pair<std::uint32_t, double>>> postings_;
};

}  // namespace smallprint::query
