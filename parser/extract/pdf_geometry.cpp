#include "parser/extract/pdf_geometry.hpp"

#include <algorithm>
#include <cmath>

namespace smallprint::parser {
namespace {

constexpr float space_width = 0.2F;  // of the font's size; justified lines are narrower than this rarely

/// The value below which this part of the values is.
float part_of(std::vector<float>& values, float part) {
  auto const at = static_cast<std::ptrdiff_t>(part * static_cast<float>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

}  // namespace

PdfGeometry::PdfGeometry(std::vector<PdfLine> const& lines, std::vector<PdfLabel> const& labels) : lines_(lines) {
  measure_columns();
  measure_leading();
  for (auto const& line : lines_) rights_.push_back(column(line).right);
  for (bool const over_gaps : {false, true}) measure_blocks(labels, over_gaps);
}

int PdfGeometry::size_of(PdfLine const& line) {
  return static_cast<int>(std::lround(line.size * 2));
}

void PdfGeometry::measure_columns() {
  std::map<std::uint32_t, std::pair<std::vector<float>, std::vector<float>>> all;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<std::vector<float>, std::vector<float>>> pages;
  for (auto const& line : lines_) {
    for (auto* const sides : {&all[line.column], &pages[{line.page, line.column}]}) {
      sides->first.push_back(line.left);
      sides->second.push_back(line.right);
    }
  }
  for (auto& [key, sides] : all) columns_[key] = {part_of(sides.first, 0.05F), part_of(sides.second, 0.95F)};
  for (auto& [key, sides] : pages) {
    auto& rights = sides.second;
    auto const most = *std::max_element(rights.begin(), rights.end());
    auto const full = std::count_if(rights.begin(), rights.end(), [&](float right) { return right > most - 3; });
    if (full >= 8) page_columns_[key] = {part_of(sides.first, 0.05F), most};
  }
}

PdfGeometry::Column const& PdfGeometry::column(PdfLine const& line) const {
  auto const own = page_columns_.find({line.page, line.column});
  return own != page_columns_.end() ? own->second : columns_.at(line.column);
}

void PdfGeometry::measure_leading() {
  std::map<int, std::map<int, std::size_t>> distances;  // in half points; what comes after full lines counts more
  for (std::size_t i = 0; i + 1 < lines_.size(); ++i) {
    auto const& line = lines_[i];
    auto const& next = lines_[i + 1];
    auto const distance = next.bottom - line.bottom;
    if (line.flow != next.flow || size_of(line) != size_of(next) || distance <= 0) continue;
    auto const width = column(line).right - column(line).left;
    bool const full = line.right > column(line).right - 0.15F * width;
    distances[size_of(line)][static_cast<int>(std::lround(distance * 2))] += full ? 10 : 1;
  }
  for (auto const& [size, found] : distances) {
    auto const most =
        std::max_element(found.begin(), found.end(), [](auto const& a, auto const& b) { return a.second < b.second; });
    leading_[size] = static_cast<float>(most->first) / 2;
  }
}

bool PdfGeometry::has_gap_after(std::size_t line) const {
  auto const found = leading_.find(size_of(lines_[line]));
  auto const usual = found == leading_.end() ? 1.25F * lines_[line].size : found->second;
  // Where all paragraphs have one line, the usual distance is that of paragraphs.
  auto const most = 1.3F * std::min(usual, 2.6F * lines_[line].size);
  return lines_[line + 1].bottom - lines_[line].bottom > std::max(most, 1.0F);
}

// A stretch of lines may be narrower than its column. It shows where no line of it could have taken the next one's
// first word.
void PdfGeometry::measure_blocks(std::vector<PdfLabel> const& labels, bool over_gaps) {
  for (std::size_t begin = 0; begin < lines_.size();) {
    auto const em = lines_[begin].size;
    auto end = begin + 1;
    float right = lines_[begin].right;
    while (end < lines_.size() && lines_[end].flow == lines_[begin].flow && (over_gaps || !has_gap_after(end - 1)) &&
           std::abs(labels[end].body_left - labels[begin].body_left) < em / 2)
      right = std::max(right, lines_[end++].right);
    std::size_t wrapped = 0;
    std::size_t ended = 0;
    for (auto i = begin; i + 1 < end; ++i) {
      if (!labels[i + 1].none() || has_gap_after(i)) continue;
      ++(lines_[i].right + space_width * em + lines_[i + 1].first_word > right ? wrapped : ended);
    }
    if (wrapped >= 2 && ended == 0 && right < rights_[begin] - 1.5F * em && right - lines_[begin].left > 20 * em)
      std::fill(rights_.begin() + static_cast<std::ptrdiff_t>(begin),
                rights_.begin() + static_cast<std::ptrdiff_t>(end), right);
    begin = end;
  }
}

bool PdfGeometry::has_room(std::size_t line) const {
  auto const& next = lines_[line + 1];
  return lines_[line].right + space_width * lines_[line].size + next.first_word < rights_[line];
}

bool PdfGeometry::is_centred(std::size_t line) const {
  auto const& it = lines_[line];
  auto const& around = column(it);
  auto const before = it.left - around.left;
  auto const after = around.right - it.right;
  return before > 2 * it.size && after > 2 * it.size && std::abs(before - after) < 3 * it.size;
}

}  // namespace smallprint::parser
