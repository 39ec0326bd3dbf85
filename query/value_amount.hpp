#pragma once
#include "query/value_words.hpp"

#include <optional>

namespace smallprint::query::values {

/// The rule of a cap, its parts in the order of the text: "greater of twice 12 months' fees or $100".
///
/// \param words  of `sentence` \param match  bytes of `sentence` that decide
[[nodiscard]] std::optional<std::string> amount(std::string_view sentence, std::vector<Word> const& words,
                                                corpus::Span match);

}  // namespace smallprint::query::values
