#pragma once
#include "corpus/span.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// How texts and queries are cut into index terms. docs/schema.md, "Terms", is the manual.
namespace smallprint::index {

/// Stands before a stem that differs from its word; no word holds it.
inline constexpr char stem_mark = '~';
/// Before a word of a query: this very word, not its stem.
inline constexpr char exact_mark = '=';

/// Takes the terms of a text, in order.
class TermSink {
 public:
  virtual ~TermSink() = default;
  /// \param at     bytes of the text, on borders of characters
  /// \param again  another term for the word before
  /// \returns false to stop
  virtual bool term(std::string_view term, corpus::Span at, bool again) = 0;
};

/// Cuts texts. Keeps the stems of frequent words; not thread-safe.
class Tokenizer {
 public:
  Tokenizer();
  ~Tokenizer();
  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;

  /// Terms to be stored: each word folded, and, where it differs, its stem with stem_mark.
  /// \param language  BCP 47 primary tag; without a stemmer, words only
  /// \returns false when the sink stopped it. Any bytes are allowed.
  bool document(std::string_view text, std::string_view language, TermSink& sink);

  /// Terms that find a word whatever its ending, in any of `languages`; a word after exact_mark is
  /// found as it is written.
  /// \param prefix  the last word is a beginning: it is not stemmed
  static bool query(std::string_view text, std::vector<std::string> const& languages, bool prefix, TermSink& sink);

  /// Places only: one term per word, as document() counts them.
  static bool places(std::string_view text, TermSink& sink);

 private:
  struct StemCache;
  std::unique_ptr<StemCache> cache_;
};

}  // namespace smallprint::index
