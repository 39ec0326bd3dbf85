#pragma once
#include "corpus/error.hpp"
#include "corpus/span.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// Phrase patterns: how lexicons and topics describe words in a row. docs/patterns.md is the manual.
///
///   reverse engineer        stems in a row ("reverse engineering" matches)
///   =may                    this very word, folded, not its stem
///   (sell | rent out)       one of these
///   [the] service           may be missing
///   use .. output           up to 6 other words between, not across a sentence or semicolon
///   use ..2 output          up to 2
///   #                       a number in digits
///   @output                 a concept of a lexicon
namespace smallprint::corpus {

/// One word, ready for matching.
struct Token {
  Span span;                ///< bytes of the text it was cut from
  std::uint64_t stem = 0;   ///< hash64 of its English stem
  std::uint64_t exact = 0;  ///< exact_hash() of its folded form
  bool number = false;      ///< starts with a digit
  enum class Break : std::uint8_t { none, comma, clause, sentence } before = Break::none;
  enum class Case : std::uint8_t { lower, title, upper } letters = Case::lower;
};

/// Apart from the hash of the stem of the same letters, so that one table serves both.
[[nodiscard]] std::uint64_t exact_hash(std::string_view folded_word);

/// Words of `text` in order; sentence breaks by corpus::sentences, clause breaks at ; : and dashes, but for two that
/// set a few words between them.
[[nodiscard]] std::vector<Token> tokenize(std::string_view text);

/// Gives terms that a document defined the meaning of their concept: where `terms` (as Clause::parties
/// has them) say "output=Results", a capitalised "Results" (of several words the last) is matched as the
/// word "output"; a name of a party is matched as "provider" or "customer", its other words as nothing.
void apply_defined_terms(std::vector<Token>& tokens, std::string_view terms);

/// Half-open range of token indices.
struct Match {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t rule = 0;  ///< index of the pattern in its set, or the tag it was added with
  [[nodiscard]] std::uint32_t size() const { return end - begin; }
  bool operator==(Match const&) const = default;
};

/// Named groups of phrases, each usable as @name in any pattern. Immutable once built.
class Lexicon {
 public:
  Lexicon();
  ~Lexicon();
  Lexicon(Lexicon&&) noexcept;
  Lexicon& operator=(Lexicon&&) noexcept;

  /// Adds a concept or more phrases to it. \param where  file and key for errors
  /// \retval Errc::syntax  `offset` is the byte in `pattern` that broke
  /// \retval Errc::too_large  over 2000 bytes or 20 nested brackets
  [[nodiscard]] Result<void> add(std::string const& name, std::string_view pattern, std::string const& where);
  /// Resolves every @name.
  /// \retval Errc::not_found  names the concept that is missing
  /// \retval Errc::schema     names one that contains itself
  /// \retval Errc::syntax     names one of which a phrase matches nothing at all
  [[nodiscard]] Result<void> link();
  [[nodiscard]] bool has(std::string_view name) const;
  /// Index of a concept, for Phrases::find_concept. \pre has(name)
  [[nodiscard]] std::uint32_t id(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> names() const;
  /// Words of which every place of the concept holds at least one, as PatternSet::anchor_words(). \pre has(name)
  [[nodiscard]] std::vector<std::string> anchors(std::string_view name) const;
  /// Marks a concept as one that documents give names of their own ("“Results” means the output").
  void add_definable(std::string const& name);
  [[nodiscard]] std::vector<std::string> const& definable() const;

  struct Impl;  ///< corpus/phrase_compiled.hpp

 private:
  friend class PatternSet;
  friend class Matcher;
  std::unique_ptr<Impl> impl_;
};

/// Many patterns that are looked for together, dispatched by their first word.
class PatternSet {
 public:
  explicit PatternSet(Lexicon const& lexicon);  ///< kept by reference; must outlive the set
  ~PatternSet();
  PatternSet(PatternSet&&) noexcept;
  PatternSet& operator=(PatternSet&&) noexcept;
  /// \param tag  comes back as Match::rule
  [[nodiscard]] Result<void> add(std::string_view pattern, std::uint32_t tag, std::string const& where);
  [[nodiscard]] bool empty() const;
  /// Words of which every match holds at least one, as few and as rare as can be told from the
  /// patterns: a full-text query that joins them with OR finds every text that can match.
  [[nodiscard]] std::vector<std::string> anchor_words() const;
  /// The same as Token::stem and Token::exact have them, sorted; none where a pattern has none that are worth asking
  /// for, so that any text may match.
  [[nodiscard]] std::optional<std::vector<std::uint64_t>> anchors() const;

 private:
  friend class Matcher;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Looks for patterns in one tokenized text; remembers what it found of each concept.
class Matcher {
 public:
  /// Both are kept by reference.
  Matcher(Lexicon const& lexicon, std::vector<Token> const& tokens);
  ~Matcher();
  /// Every match, by begin, longest first; at each begin only the longest per tag.
  [[nodiscard]] std::vector<Match> find(PatternSet const&);
  /// As find(), within tokens [begin, end).
  [[nodiscard]] std::vector<Match> find(PatternSet const&, std::uint32_t begin, std::uint32_t end);
  /// Every place of a concept.
  [[nodiscard]] std::vector<Match> const& find_concept(std::uint32_t concept_id);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace smallprint::corpus
