#pragma once
#include "parser/extract/pdf_geometry.hpp"
#include "parser/extract/pdf_labels.hpp"
#include "parser/extract/pdf_lines.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace smallprint::parser {

/// Decides where paragraphs end.
class PdfBreaks {
 public:
  /// \param lines  in reading order; must outlive this
  explicit PdfBreaks(std::vector<PdfLine> const& lines);

  /// Whether the line after `line` goes on with its paragraph.
  /// \param first  the first line of that paragraph
  /// \pre line + 1 < lines.size()
  [[nodiscard]] bool goes_on(std::size_t first, std::size_t line) const;
  /// A row of cells, as in a table.
  [[nodiscard]] bool is_row(std::size_t line) const;
  [[nodiscard]] PdfGeometry const& geometry() const { return geometry_; }

 private:
  [[nodiscard]] bool goes_on_below(std::size_t first, std::size_t line) const;
  [[nodiscard]] bool goes_on_elsewhere(std::size_t line) const;
  [[nodiscard]] bool starts_item(std::size_t first, std::size_t line) const;

  [[nodiscard]] bool is_inside_sentence(std::size_t line) const;

  std::vector<PdfLine> const& lines_;
  std::vector<PdfLabel> labels_;
  PdfGeometry geometry_;
};

}  // namespace smallprint::parser
