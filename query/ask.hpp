#pragma once
#include "corpus/lexicon_file.hpp"
#include "corpus/topic_file.hpp"
#include "index/store.hpp"
#include "query/answer.hpp"
#include "query/explanation.hpp"
#include "query/mechanism.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Door to answers: a question in free text or a topic in, a verdict per authority out.
namespace smallprint::query {

struct AskScope {
  std::vector<std::string> authorities;  ///< exact names; empty: all
  std::string as_of;                     ///< inclusive date or time; empty: newest
  std::size_t max_quotes = 3;
};

/// What a question was understood as.
struct Understanding {
  std::string topic;               ///< id; empty: none fits
  double fit = 0;                  ///< 0..1, how well
  std::vector<std::string> words;  ///< content words that were searched, for a question without topic
};

/// Answers from one open index. Keeps what it has read of clauses in memory (about 60 MB for 43
/// services), so that a batch costs one reading. Not thread-safe; open one per thread.
class Asker {
 public:
  /// All are kept by reference and must outlive the object. \param without  mechanisms to leave out, for measuring
  /// \param sharers  how many such objects share the memory that one may take
  Asker(index::Store& store, corpus::VersionTexts& texts, corpus::Lexicons const& lexicons,
        corpus::Topics const& topics, Without without = {}, std::size_t sharers = 1);
  ~Asker();

  [[nodiscard]] Understanding understand(std::string_view question) const;

  /// How one authority's answer came about. Parameters and errors as ask().
  [[nodiscard]] corpus::Result<Explanation> explain(std::string_view question, std::string_view topic,
                                                    std::string const& authority, AskScope const& scope);

  /// One answer for each authority in scope, sorted by name (or in the order of `authorities`).
  /// \param topic  id that overrides the understanding; empty: from the question
  /// \retval Errc::not_found  the topic, or an authority (message suggests near names)
  [[nodiscard]] corpus::Result<std::vector<Answer>> ask(std::string_view question, std::string_view topic,
                                                        AskScope const& scope);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace smallprint::query
