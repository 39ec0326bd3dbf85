#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace smallprint::query {

/// Parts of finding an answer that can be left out, to see what each adds: `ask --without`, docs/answers.md.
enum class Mechanism : std::uint8_t {
  lead_ins,          ///< an item of a list is read with the words before the list
  headings,          ///< a heading may carry the ban, or the words of the question
  conditions,        ///< "provided that", "except", "unless": they make a permission conditional
  defined_terms,     ///< a provider's own names for things and parties
  document_weights,  ///< terms count more than notices
  narrowing,         ///< a sentence that takes some users out of a rule
  business,          ///< what only business documents say holds for some
  matters,           ///< everyday words for what contracts say in others
  passages,          ///< a topic found by the sentences that hold the question's words
  examples,          ///< a topic found by its example questions that are most like the question
  framing            ///< quotes widened until they can be printed alone
};

inline constexpr std::array<std::string_view, 11> mechanism_names{
    "lead-ins", "headings", "conditions", "defined-terms", "document-weights", "narrowing",
    "business", "matters",  "passages",   "examples",      "framing"};

[[nodiscard]] constexpr std::optional<Mechanism> mechanism_from(std::string_view name) {
  for (std::size_t i = 0; i < mechanism_names.size(); ++i)
    if (mechanism_names[i] == name) return static_cast<Mechanism>(i);
  return std::nullopt;
}

/// Those that are left out.
class Without {
 public:
  void add(Mechanism one) { bits_ |= 1u << static_cast<unsigned>(one); }
  [[nodiscard]] bool has(Mechanism one) const { return (bits_ >> static_cast<unsigned>(one) & 1u) != 0; }

 private:
  std::uint32_t bits_ = 0;
};

}  // namespace smallprint::query
