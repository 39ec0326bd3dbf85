#pragma once
#include "corpus/span.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Labels in front of clauses: "1.", "3.2", "(b)", "iv)", "Article IV", "§ 4", "第三条", bullets.
namespace smallprint::parser {

enum class LabelKind : std::uint8_t { decimal, lower, upper, lower_roman, upper_roman, cjk, bullet };
/// What stands after (and before) the number or letter.
enum class LabelClose : std::uint8_t { none, dot, bracket, brackets, colon, dash };

/// One way to read a label. "i" is a letter (9) and a roman number (1): its siblings decide.
struct Reading {
  LabelKind kind{};
  std::uint32_t value = 0;
};

/// One step of a label: "1(a)" has two.
struct Label {
  std::vector<Reading> readings;    ///< the likelier first
  std::vector<std::uint32_t> path;  ///< decimal: 3.2.1 has three numbers; else empty
  std::string word;                 ///< "Article", "§", "第条"; empty for plain labels
  std::string printed;              ///< as a label path shows it: "3.2", "(b)", "b", "Article IV"; empty for bullets
  LabelClose close{};
  /// Could as well be the start of a sentence: "A. Smith", "I. ", "Section 4 applies", "3.5 million".
  /// Siblings or context must bear it out.
  bool weak = false;
};

struct LabelRun {
  std::vector<Label> labels;  ///< outermost first; never empty
  corpus::Span span;          ///< bytes of the text, with brackets and stops, without the space after
};

/// Reads the label that `text` starts with.
/// \param text  NFC UTF-8, spaces folded
/// \returns an empty `labels` when there is none: prose, a year ("2024."), an amount ("3 months")
[[nodiscard]] LabelRun read_label(std::string_view text);

/// Readings of a bare token: "ii", "b", "12". Empty when it is none.
[[nodiscard]] std::vector<Reading> read_token(std::string_view token);

}  // namespace smallprint::parser
