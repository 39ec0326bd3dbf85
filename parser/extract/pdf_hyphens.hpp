#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace smallprint::parser {

/// How the end of a line meets the start of the next one.
enum class LineJoint : std::uint8_t {
  space,
  nothing,    ///< "non-" and "exclusive", a URL that goes on, Chinese
  no_hyphen,  ///< "agree-" and "ment"
};

/// Knows the words of one document, and so which hyphens at line ends belong to the word.
class HyphenBook {
 public:
  /// \param lines  in reading order; must outlive the call only
  explicit HyphenBook(std::vector<std::string_view> const& lines);

  /// \param line  ends without blanks; not empty
  /// \param next  starts without blanks; not empty
  [[nodiscard]] LineJoint joint(std::string_view line, std::string_view next) const;

 private:
  [[nodiscard]] std::uint32_t uses(std::string_view word) const;
  /// Whether the hyphen between these parts goes, by the words alone: 1 yes, -1 no, 0 not known.
  [[nodiscard]] int known(std::string_view first, std::string_view second) const;

  std::unordered_map<std::string, std::uint32_t> uses_;  ///< in lower case
  bool breaks_words_ = false;                            ///< it does so elsewhere
};

}  // namespace smallprint::parser
