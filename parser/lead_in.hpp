#pragma once
#include "corpus/span.hpp"

#include <cstdint>
#include <string_view>

/// Words that the items of a list complete: "You may not:" before "(a) resell the Service".
namespace smallprint::parser {

enum class LeadInStrength : std::uint8_t {
  none,        ///< a complete sentence: what follows stands by itself
  announced,   ///< complete, but it announces what follows: "Do none of the following."
  unfinished,  ///< no stop at its end: "You agree not to"
  open         ///< ends in a colon or dash
};

struct LeadIn {
  LeadInStrength strength = LeadInStrength::none;
  corpus::Span span;  ///< bytes of the text: the sentence that governs, with the one it depends on
};

/// How `text`, a paragraph or item before a list, leads into it.
///
/// The span is the last sentence. Where that one only says that examples follow ("For example:",
/// "This includes:"), the sentence before it is in the span too, since it carries the meaning.
[[nodiscard]] LeadIn read_lead_in(std::string_view text);

/// The sentence part before byte `at`, from the start of its sentence.
[[nodiscard]] corpus::Span sentence_before(std::string_view text, std::uint32_t at);

}  // namespace smallprint::parser
