#pragma once
#include "corpus/error.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace smallprint::corpus {

/// How a language is told: by its script, or by its most frequent words. From [[profile]] tables of
/// corpus/lexicons/languages.toml:
///
///   [[profile]]
///   language = "de"                  # BCP 47 primary tag
///   words = ["der", "die", "und"]    # frequent words that few other languages have
///
///   [[profile]]
///   language = "uk"
///   script = "Cyrl"                  # ISO 15924; alone, it decides by itself
///   letters = "іїєґ"                 # letters that languages of the same script lack
struct LanguageProfile {
  std::string language;
  std::string script;              ///< empty: Latin
  std::string letters;             ///< UTF-8
  std::vector<std::string> words;  ///< folded
};

/// \retval Errc::io, Errc::syntax, Errc::schema  `source` names file, line and key
[[nodiscard]] Result<std::vector<LanguageProfile>> load_languages(std::filesystem::path const& path);

}  // namespace smallprint::corpus
