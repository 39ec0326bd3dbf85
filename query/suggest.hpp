#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::query {

/// The known names nearest to a mistyped one, as "; did you mean “a” or “b”?", at most three; empty
/// when none is near (more than a third of its letters differ, by Levenshtein distance on folded words).
[[nodiscard]] std::string suggestion(std::string_view mistyped, std::vector<std::string> const& known);

/// Equal apart from case, accents and width.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

}  // namespace smallprint::query
