#pragma once
#include "parser/extract/pdf_labels.hpp"
#include "parser/extract/pdf_lines.hpp"

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace smallprint::parser {

/// Where the columns of a document end, and how far its lines are apart: what tells a line that is full from one that
/// somebody ended.
class PdfGeometry {
 public:
  /// \param lines   in reading order; must outlive this
  /// \param labels  of the lines
  PdfGeometry(std::vector<PdfLine> const& lines, std::vector<PdfLabel> const& labels);

  /// Whether the first word of the line after `line` would have stood in it. \pre line + 1 < lines.size()
  [[nodiscard]] bool has_room(std::size_t line) const;
  /// Whether more than the usual distance is between a line and the next one. \pre both are of one flow
  [[nodiscard]] bool has_gap_after(std::size_t line) const;
  /// In the middle of its column, with white space on both sides.
  [[nodiscard]] bool is_centred(std::size_t line) const;

 private:
  struct Column {
    float left = 0, right = 0;
  };
  void measure_columns();
  void measure_blocks(std::vector<PdfLabel> const& labels, bool over_gaps);
  void measure_leading();
  [[nodiscard]] Column const& column(PdfLine const& line) const;
  [[nodiscard]] static int size_of(PdfLine const& line);

  std::vector<PdfLine> const& lines_;
  std::map<std::uint32_t, Column> columns_;                                 ///< of all pages
  std::map<std::pair<std::uint32_t, std::uint32_t>, Column> page_columns_;  ///< of pages that have their own
  std::vector<float> rights_;                                               ///< where each line would be full
  std::map<int, float> leading_;                                            ///< by font size
};

}  // namespace smallprint::parser
