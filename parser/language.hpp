#pragma once
#include "corpus/language_file.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace smallprint::parser {

/// Language of a text, by script and function words. Looks at four stretches of it, so that English
/// navigation before a German text does not mislead.
/// \returns BCP 47 primary tag; "und" where nothing tells, as in a text of twenty names
[[nodiscard]] std::string detect_language(std::string_view text, std::vector<corpus::LanguageProfile> const& profiles);

}  // namespace smallprint::parser
