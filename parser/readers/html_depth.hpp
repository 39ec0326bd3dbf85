#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace smallprint::parser {

/// MyHTML's time grows with the square of the nesting. Where `html` nests deeper than `depth`, gives
/// a copy of the same length in which the tags beyond are spaces, so that their text joins what is
/// around it and every position stays true. Empty when nothing had to change.
[[nodiscard]] std::string flatten_deep_tags(std::string_view html, std::uint32_t depth);

}  // namespace smallprint::parser
