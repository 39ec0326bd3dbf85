#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace smallprint::corpus {

/// The stance of an authority's documents on a question (../docs/topics.md has the codebook).
enum class Verdict : std::uint8_t {
  restricted,   ///< the act is forbidden
  conditional,  ///< allowed, or forbidden, only in named circumstances
  permitted,    ///< the documents say that the bearer may
  required,     ///< the bearer must
  silent,       ///< no clause addresses it
  not_captured  ///< the documents were not captured: nothing can be said
};

[[nodiscard]] std::string_view to_string(Verdict);  ///< "not-captured" with a hyphen
[[nodiscard]] std::optional<Verdict> verdict_from(std::string_view name);

}  // namespace smallprint::corpus
