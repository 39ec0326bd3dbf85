#pragma once
#include "query/value_words.hpp"

#include <optional>

namespace smallprint::query::values {

/// Whose law a sentence names: the place after "laws of" that is nearest to `match`, or else before "law". A place of
/// courts alone is none.
///
/// \param words  of `sentence` \param match  bytes of `sentence` that decide
[[nodiscard]] std::optional<std::string> jurisdiction(std::string_view sentence, std::vector<Word> const& words,
                                                      corpus::Span match);

}  // namespace smallprint::query::values
