#pragma once
#include "corpus/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// A phrase pattern as written, before words are hashed: what the grammar gives.
namespace smallprint::corpus::pattern {

struct Element;
using Sequence = std::vector<Element>;
using Alternatives = std::vector<Sequence>;

/// One element of a sequence. One plain struct: a variant of five gains nothing here.
struct Element {
  enum class Kind : std::uint8_t { word, exact, concept_name, gap, number, group, optional } kind{};
  std::string text{};      ///< word, exact: the word; concept_name: the name
  std::uint32_t most = 6;  ///< gap: how many words at most
  Alternatives choices{};  ///< group, optional
};

/// Reads one pattern (the language is described in corpus/phrase.hpp).
/// \param where  file and key, for the error's `source`
/// \retval Errc::syntax  `offset` is the byte that broke; `message` says what was expected and what came
[[nodiscard]] Result<Alternatives> parse(std::string_view text, std::string const& where);

}  // namespace smallprint::corpus::pattern
