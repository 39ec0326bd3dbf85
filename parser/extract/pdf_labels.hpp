#pragma once
#include "parser/enumerator.hpp"
#include "parser/extract/pdf_lines.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace smallprint::parser {

/// A label or bullet at the start of a line, with the white space that hangs the text behind it.
struct PdfLabel {
  LabelRun run;           ///< empty when there is none that the enumerator knows
  bool bullet = false;    ///< a bullet, or a dash with a gap behind it
  float body_left = 0;    ///< where the text after the label starts
  std::size_t cells = 1;  ///< of the line, the label's and its text's counted as one
  [[nodiscard]] bool none() const { return run.labels.empty() && !bullet; }
  [[nodiscard]] bool sure() const { return !run.labels.empty() && !run.labels.back().weak; }
};
[[nodiscard]] std::vector<PdfLabel> pdf_labels(std::vector<PdfLine> const& lines);

/// Whether `next` counts on from `label`: "(c)" after "(b)", or one bullet after another.
[[nodiscard]] bool is_next_label(PdfLabel const& label, PdfLabel const& next);

/// Whether a word, such as "(c)", counts on from `label`.
[[nodiscard]] bool is_next_label(PdfLabel const& label, std::string_view word);

/// Dots that lead from a title to its page in a table of contents.
[[nodiscard]] bool has_leader(std::string_view text);

}  // namespace smallprint::parser
