#pragma once
#include "corpus/lexicon_file.hpp"
#include "index/store.hpp"
#include "query/mechanism.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace smallprint::query {

/// One content word of a question, or words that mean one thing together ("money back").
struct QuestionTerm {
  std::string words;                   ///< as asked, folded
  std::vector<std::uint64_t> stems;    ///< of each of them, as Token::stem
  std::vector<std::uint32_t> matters;  ///< indices of Lexicons::matters that say the same in other words
  std::string expression;              ///< full-text query that finds every clause that can hold it
  bool vague = false;                  ///< a word that tells little of the question's matter
  double weight = 0;                   ///< the rarer in the index, the more it tells
};

/// Reads the terms of questions; remembers how common each is. Not thread-safe.
class QuestionTerms {
 public:
  /// Both are kept by reference.
  QuestionTerms(index::Store& store, corpus::Lexicons const& lexicons, Without without = {})
      : store_(store), lexicons_(lexicons), without_(without) {}

  /// In the order of the question; function words (`question_word` of the lexicons) are left out.
  [[nodiscard]] std::vector<QuestionTerm> read(std::string_view question);

 private:
  [[nodiscard]] double rarity(std::string const& expression);
  index::Store& store_;
  corpus::Lexicons const& lexicons_;
  Without without_;
  std::unordered_map<std::string, double> rarities_;
};

}  // namespace smallprint::query
