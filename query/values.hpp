#pragma once
#include "corpus/span.hpp"
#include "corpus/topic_file.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace smallprint::query {

/// Reads a value out of a sentence, normalised for comparing and short enough for a table's cell.
///
///   age           "18"
///   period        "30 days" (units as in the text: days, business days, weeks, months, years)
///   jurisdiction  "California"; "England and Wales"
///   amount        the rule of a cap in the order of the text: "greater of 12 months' fees or $100"
///
/// \param sentence, match  bytes of `text`; the value nearest to `match` is taken
/// \returns nothing when none stands there. Pure.
[[nodiscard]] std::optional<std::string> extract_value(corpus::ValueKind kind, std::string_view text,
                                                       corpus::Span sentence, corpus::Span match);

}  // namespace smallprint::query
