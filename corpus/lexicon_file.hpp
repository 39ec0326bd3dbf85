#pragma once
#include "corpus/capture_file.hpp"
#include "corpus/language_file.hpp"
#include "corpus/phrase.hpp"
#include "corpus/provision.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace smallprint::corpus {

/// A pattern that tells the modality of a sentence. From [[cue]] tables; docs/patterns.md.
struct Cue {
  std::string id;  ///< "may-not"
  Modality modality{};
  Bearer bearer{};           ///< of the act; unknown: the subject before the cue names it
  int weight = 0;            ///< the stronger of two cues that overlap wins
  bool needs_party = false;  ///< without a party as subject ("the output does not") it states a mere fact
  bool act_before = false;   ///< the act stands before the cue ("resale is prohibited")
  std::vector<std::string> patterns;
};

/// A pattern that qualifies what is said: condition, exception, consent, carve-out, limit.
struct QualifierCue {
  std::string id;
  Qualifier::Kind kind{};
  std::vector<std::string> patterns;
};

/// A matter that contracts speak of, in everyday and in contract words: "refund", "money back". From [matters] tables.
struct Matter {
  std::string name;                  ///< "refund"
  std::uint32_t concept_id = 0;      ///< in Lexicons::matter_phrases, by which a Matcher finds it
  std::vector<std::string> anchors;  ///< words of which every place of it holds one
};

/// Everything in corpus/lexicons, compiled. Immutable and shared by threads.
struct Lexicons {
  Lexicon concepts;
  /// Apart from the concepts: they are looked for in few texts, so that the many need not pay for them.
  Lexicon matter_phrases;
  std::vector<Matter> matters;  ///< in the order of their names
  std::vector<Cue> cues;
  std::vector<QualifierCue> qualifiers;
  std::vector<std::string> languages;  ///< those that cues are written for: "en"
  std::vector<CaptureRule> captures;   ///< what pages say that hold no document
  std::vector<LanguageProfile> language_profiles;
};

/// Reads every *.toml of `folder`, in the order of their names.
/// \retval Errc::io, Errc::schema, Errc::syntax  `source` is the file, `message` has line and column
[[nodiscard]] Result<Lexicons> load_lexicons(std::filesystem::path const& folder);

}  // namespace smallprint::corpus
