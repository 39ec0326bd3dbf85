#pragma once
#include "corpus/lexicon_file.hpp"
#include "corpus/topic_file.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace smallprint::query {

/// A question as a frame: whose act, and the words that carry it.
struct Frame {
  corpus::Topic const* topic = nullptr;  ///< nullptr: it fits none
  double fit = 0;                        ///< 0..1
  corpus::Bearer bearer = corpus::Bearer::unknown;
  std::vector<std::string> words;  ///< content words, folded, in order, each once
  struct Fit {
    corpus::Topic const* topic = nullptr;
    double score = 0;  ///< words explained, times the weight of the [[ask]]
    double fit = 0;    ///< 0..1: share of the content words that are explained
  };
  std::vector<Fit> partial;                    ///< topics of which a pattern of some lists is found: fit is their share
  std::vector<Fit> fits;                       ///< every topic that fits, the best first
  std::vector<corpus::Topic const*> excluded;  ///< topics that say by an `unless` that the question is not theirs
};

/// Understands a question in ordinary words.
///
/// A topic fits when one pattern of each group of one of its [[ask]] tables is found; of several the
/// one whose words explain most of the question wins, then the heavier, then the first.
[[nodiscard]] Frame understand(std::string_view question, corpus::Topics const& topics,
                               corpus::Lexicons const& lexicons);

}  // namespace smallprint::query
