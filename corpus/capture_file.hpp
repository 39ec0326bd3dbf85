#pragma once
#include "corpus/clause.hpp"
#include "corpus/error.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace smallprint::corpus {

/// What a page says when it holds no document. From [[capture]] tables of corpus/lexicons/captures.toml:
///
///   [[capture]]
///   kind = "error_page"             # or bot_wall, login_wall, consent_wall, empty, navigation_only
///   max_words = 150                 # longer pages hold a document that merely mentions it
///   patterns = ["page not found"]   # plain words, anywhere
///   titles = ["404"]                # plain words that the first line or title starts with
struct CaptureRule {
  Capture kind{};
  std::uint32_t max_words = 0;
  std::vector<std::string> patterns;  ///< folded
  std::vector<std::string> titles;    ///< folded
};

/// \retval Errc::io, Errc::syntax, Errc::schema  `source` names file, line and key
[[nodiscard]] Result<std::vector<CaptureRule>> load_captures(std::filesystem::path const& path);

/// The text in which patterns are looked for: folded, words parted by one space, apostrophes alike.
[[nodiscard]] std::string capture_text(std::string_view text);

}  // namespace smallprint::corpus
