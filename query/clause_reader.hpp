#pragma once
#include "corpus/phrase.hpp"
#include "index/store.hpp"
#include "query/mechanism.hpp"

#include <map>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace smallprint::query {

/// A stored clause text, cut into words.
struct AnalysedText {
  index::StoredText stored;
  std::vector<corpus::Token> text;
  std::vector<corpus::Token> lead_in;
  std::vector<corpus::Token> heading;

  /// The lead-in's last sentence and the text's first as one: how a reader takes an item of a list.
  /// The first `run_on_head` tokens are of the lead-in; spans count from where each stands.
  std::vector<corpus::Token> run_on;
  std::size_t run_on_head = 0;

  explicit AnalysedText(index::StoredText from) : stored(std::move(from)) { cut(); }

  /// Matchers over the fields, kept for the next question.
  struct Matchers {
    corpus::Matcher text, lead_in, heading;
  };
  /// \param phrases  always the same; kept by reference
  [[nodiscard]] Matchers& matchers(corpus::Lexicon const& phrases);

  /// Half-open token ranges of the sentences of `text`.
  [[nodiscard]] std::vector<corpus::Match> sentences() const;
  /// Bytes of the text that tokens [begin, end) cover.
  [[nodiscard]] corpus::Span bytes(std::uint32_t begin, std::uint32_t end) const;
  /// A sentence with its neighbours, as far as the quote stays short enough to print: a short clause is
  /// quoted whole, since one short sentence of it reads out of context. Bytes of the text.
  [[nodiscard]] corpus::Span in_context(corpus::Span sentence) const;

 private:
  friend class ClauseReader;
  struct Uncut {};
  AnalysedText(index::StoredText from, Uncut) : stored(std::move(from)) {}
  void cut();

  std::unique_ptr<Matchers> matchers_;
};

/// What has been read of the index, kept for the next question. Not thread-safe.
class ClauseReader {
 public:
  /// \param sharers  how many readers share the memory that one may take
  explicit ClauseReader(index::Store& store, Without without = {}, std::size_t sharers = 1)
      : store_(store), without_(without), sharers_(sharers) {}

  /// Forgets what was read when it has become too much; pointers that were given end with it. \returns whether any did
  bool trim();
  /// Reads those of `ids` that are not here yet, in one go.
  void prefetch(std::span<std::int64_t const> ids);
  /// \pre prefetch()ed. \returns nullptr for an id that the index does not have
  [[nodiscard]] AnalysedText* text(std::int64_t id);
  /// The same before it is cut into words, for those who do not need them.
  [[nodiscard]] index::StoredText const* stored(std::int64_t id) const;
  /// The same read with the terms that the authority's own terms of service define ("output=Results"), where
  /// it uses one of them without defining it; text(id) where it does not.
  [[nodiscard]] AnalysedText* text(std::int64_t id, std::string const& terms);
  /// Documents in force at a date.
  [[nodiscard]] std::vector<index::Current> const& current(std::string const& as_of);
  /// Clauses of a version, and by text id the first place of each.
  struct Places {
    std::vector<index::Occurrence> clauses;
    std::unordered_map<std::int64_t, std::size_t> first;
  };
  [[nodiscard]] corpus::Result<Places const*> places(std::int64_t version_id);

 private:
  index::Store& store_;
  Without without_;
  std::size_t sharers_;
  /// What was read of a text, and whether it was cut into words: that waits until somebody asks for them.
  struct Read {
    std::unique_ptr<AnalysedText> text;
    bool is_cut = false;
  };
  std::unordered_map<std::int64_t, Read> texts_;
  std::map<std::pair<std::int64_t, std::string>, std::unique_ptr<AnalysedText>> with_terms_;
  std::unordered_map<std::string, std::vector<index::Current>> current_;
  std::unordered_map<std::int64_t, Places> places_;
};

}  // namespace smallprint::query
