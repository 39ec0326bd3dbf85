#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace smallprint::corpus {

/// How much a change matters, least to most.
enum class ChangeClass : std::uint8_t {
  identical_text,        ///< no word differs
  date_or_version_only,  ///< only when or which version the document says it is
  moved,                 ///< the same words elsewhere, or under another number
  boilerplate,           ///< what belongs to the page, not to the document
  editorial,             ///< words that alter nothing: spelling, articles, links, layout
  substantive            ///< everything else, and whatever is in doubt
};
/// Their names, least to most.
inline constexpr std::array<std::string_view, 6> change_class_names{
    "identical-text", "date-or-version-only", "moved", "boilerplate", "editorial", "substantive"};

[[nodiscard]] constexpr std::string_view to_string(ChangeClass c) {
  return change_class_names[static_cast<std::size_t>(c)];
}
[[nodiscard]] constexpr std::optional<ChangeClass> change_class_from(std::string_view name) {
  for (std::size_t i = 0; i < change_class_names.size(); ++i)
    if (change_class_names[i] == name) return static_cast<ChangeClass>(i);
  return std::nullopt;
}

}  // namespace smallprint::corpus
