#pragma once
#include "corpus/document.hpp"

#include <string>
#include <string_view>

/// Headings that the markup does not name: short bold or capital paragraphs, and words at the start
/// of a paragraph that title it ("**Minimum age.** You must ...").
namespace smallprint::parser {

/// How much of a stretch of text is strong.
struct StrongExtent {
  bool whole = false;       ///< all of its words
  std::uint32_t start = 0;  ///< end of the strong words it starts with; its begin when there are none
};
/// \param kind  strong, or emphasis
[[nodiscard]] StrongExtent strong_extent(corpus::Document const& document, corpus::Span span, corpus::Mark::Kind kind);

/// The look of a heading without markup. Headings of the same look are of the same rank.
enum class Look : std::uint8_t { none, bold, bold_capitals, capitals, emphasis, numbered, plain };

/// What comes after a paragraph that might be a heading.
enum class Next : std::uint8_t { nothing, text, short_text, label, list, other };

/// \param span      the paragraph without its label
/// \param labelled  a label stands before it
[[nodiscard]] Look heading_look(corpus::Document const& document, corpus::Span span, bool labelled, Next next);

/// The words that title a paragraph inside it; empty when there are none.
[[nodiscard]] std::string_view run_in_heading(corpus::Document const& document, corpus::Span span, bool labelled);

/// Without a colon, stop or dash at its end.
[[nodiscard]] std::string_view bare_heading(std::string_view heading);

}  // namespace smallprint::parser
