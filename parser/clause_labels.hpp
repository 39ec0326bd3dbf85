#pragma once  // only the clause splitter's sources include this
#include "parser/enumerator.hpp"

#include <string>
#include <string_view>

namespace smallprint::parser {

inline constexpr int guessed_rank = 1000;  // guessed headings stand below those of the markup

/// The words behind a label of `label_size` bytes.
inline corpus::Span without_label(corpus::Span span, std::uint32_t label_size, std::string_view text) {
  span.begin += label_size;
  while (span.begin < span.end && text[span.begin] == ' ') ++span.begin;
  return span;
}

inline bool is_bullet(Label const& label) {
  return label.readings.front().kind == LabelKind::bullet;
}

/// The number of a label such as "12."; 0 for any other.
inline std::uint32_t plain_number(LabelRun const& run) {
  if (run.labels.size() != 1 || !run.labels.front().word.empty() || run.labels.front().path.size() > 1) return 0;
  auto const& label = run.labels.front();
  bool const bracketed = label.close == LabelClose::bracket || label.close == LabelClose::brackets;
  auto const& reading = label.readings.front();
  return reading.kind == LabelKind::decimal && !bracketed ? reading.value : 0;
}

inline Label number_label(std::uint32_t number) {
  Label label;
  label.readings = {{LabelKind::decimal, number}};
  label.path = {number};
  label.printed = std::to_string(number);
  label.close = LabelClose::dot;
  return label;
}

}  // namespace smallprint::parser
