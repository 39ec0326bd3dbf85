#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// "Did you mean": names near to one that was not found.
namespace smallprint::query {

/// At most `count` of `names`, nearest first: those that hold the words of `name`, then those within
/// a few letters of it (Damerau-Levenshtein over folded characters). Empty when none is near.
[[nodiscard]] std::vector<std::string> nearest(std::string_view name, std::span<std::string const> names,
                                               std::size_t count = 3);

/// "; did you mean 'Acme AI' or 'Acme Labs'?", empty when none is near: the end of an error's message.
[[nodiscard]] std::string did_you_mean(std::string_view name, std::span<std::string const> names);

}  // namespace smallprint::query
