#pragma once
#include "corpus/provision.hpp"
#include "query/answer.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace smallprint::query {

/// One number of those that are multiplied to a strength: "bearer implied" 0.92.
struct Factor {
  char const* name = "";
  double value = 1;
};

/// A sentence that was weighed for an answer, and what became of it.
struct WeighedSentence {
  Quote quote;                  ///< the sentence alone, as it stands in the version
  double strength = 0;          ///< of a topic's finding; of a free question the share of its words that is held
  std::vector<Factor> factors;  ///< what makes the strength; their product
  double prominence = 0;        ///< by which equals are put in order
  corpus::Modality modality{};
  corpus::Bearer bearer{};
  std::string fate;  ///< "decides", "is outweighed", "too weak", "holds too little", ...
};

/// How an answer came about, step by step.
struct Explanation {
  Answer answer;
  struct Term {
    std::string words;                 ///< of the question
    std::vector<std::string> matters;  ///< what the lexicons know them as
    double weight = 0;
  };
  std::vector<Term> terms;
  corpus::Bearer bearer = corpus::Bearer::unknown;  ///< whose act is asked about
  struct TopicFit {
    std::string id;
    double score = 0;  ///< the best one is taken
    double fit = 0;    ///< 0..1: share of the question's content words that its patterns explain
  };
  std::vector<TopicFit> topics;            ///< those that fit, the best first
  std::string understood_by;               ///< "words", "examples", "passages", "given" or "no topic"
  std::size_t candidates = 0;              ///< clauses that hold one of the words looked for
  std::vector<WeighedSentence> sentences;  ///< the weightiest first
  std::vector<std::string> steps;          ///< from the sentences to the verdict, in order
};

}  // namespace smallprint::query
