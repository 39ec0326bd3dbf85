#pragma once
#include "corpus/error.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace smallprint::corpus {

/// How pages are read, from corpus/extraction.toml.
struct ExtractionRules {
  std::vector<std::string> tracking_parameters;  ///< of links; "utm_*" stands for all that begin so
  /// Words of class, id and role names that mark what is no part of the text, and what is its main part.
  std::vector<std::string> noise_names;
  std::vector<std::string> content_names;
  std::vector<std::string> unseen_names;  ///< whole class names of words that are for screen readers alone
  std::vector<std::string> noise_labels;  ///< short texts of links and buttons that are no text: "Skip to content"
};

/// \retval Errc::io, Errc::syntax, Errc::schema  `source` names file, line and key
[[nodiscard]] Result<ExtractionRules> load_extraction(std::filesystem::path const& path);

}  // namespace smallprint::corpus
