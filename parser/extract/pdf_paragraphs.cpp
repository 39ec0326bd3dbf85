#include "parser/extract/pdf_paragraphs.hpp"

#include "parser/extract/pdf_breaks.hpp"
#include "parser/extract/pdf_furniture.hpp"
#include "parser/extract/pdf_hyphens.hpp"
#include "parser/extract/pdf_tables.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace smallprint::parser {
namespace {

/// "1 See ...", "* Not ..."; a raised number stands close to its word.
bool starts_note(std::string_view text) {
  if (text.empty()) return false;
  if (text[0] >= '0' && text[0] <= '9') return true;
  for (std::string_view const mark : {"*", "\u2020", "\u2021", "\u00B9", "\u00B2", "\u00B3", "("})
    if (text.substr(0, mark.size()) == mark) return true;
  return false;
}

/// Takes the footnotes out of the lines: small type at the end of a column below other type.
std::vector<PdfLine> take_notes(std::vector<PdfLine>& lines) {
  auto const body = body_size(lines);
  std::vector<PdfLine> kept;
  std::vector<PdfLine> notes;
  for (std::size_t begin = 0; begin < lines.size();) {
    auto end = begin;
    while (end < lines.size() && lines[end].flow == lines[begin].flow) ++end;
    auto first = end;
    for (auto i = end; i > begin && lines[i - 1].size < 0.92F * body; --i)
      if (starts_note(lines[i - 1].text)) first = i - 1;
    bool const below = first > begin && lines[first - 1].size >= 0.92F * body;
    for (auto i = begin; i < end; ++i) (below && i >= first ? notes : kept).push_back(std::move(lines[i]));
    begin = end;
  }
  lines = std::move(kept);
  return notes;
}

/// Leaders say no more than three dots do.
std::string without_leaders(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    auto end = i;
    std::size_t dots = 0;
    while (end < text.size() && (text[end] == '.' || (text[end] == ' ' && dots > 0)))
      dots += text[end++] == '.' ? 1 : 0;
    if (dots >= 4) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      out += "... ";
      i = end;
    } else {
      end = std::max(end, i + 1);
      out.append(text, i, end - i);
      i = end;
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

class Joiner {
 public:
  explicit Joiner(std::vector<PdfLine> const& lines) : lines_(lines), breaks_(lines), book_(texts(lines)) {}

  std::vector<PdfBlock> run() const {
    std::vector<PdfBlock> out;
    for (std::size_t at = 0; at < lines_.size();) {
      auto table = pdf_table(lines_, at, [&](std::size_t line) { return table_line(at, line); });
      auto& block = out.emplace_back();
      block.page = lines_[at].page;
      block.size = lines_[at].size;
      block.rows = std::move(table.rows);
      at = block.rows.empty() ? paragraph(at, block) : at + table.lines;
    }
    return out;
  }

 private:
  static std::vector<std::string_view> texts(std::vector<PdfLine> const& lines) {
    std::vector<std::string_view> out;
    for (auto const& line : lines) out.emplace_back(line.text);
    return out;
  }

  [[nodiscard]] PdfTableLine table_line(std::size_t first_row, std::size_t line) const {
    if (line == first_row) return breaks_.is_row(line) ? PdfTableLine::row : PdfTableLine::none;
    if (!is_near(line, first_row)) return PdfTableLine::none;
    if (breaks_.is_row(line)) return PdfTableLine::row;
    return is_below_cell(line) || leads_to_row(first_row, line) ? PdfTableLine::part : PdfTableLine::none;
  }
  [[nodiscard]] bool is_near(std::size_t line, std::size_t first_row) const {
    return lines_[line].flow == lines_[first_row].flow &&
           lines_[line].top - lines_[line - 1].bottom < 2 * lines_[first_row].size;
  }

  /// A line that stands right below a cell of the line before, and begins where that does.
  [[nodiscard]] bool is_below_cell(std::size_t line) const {
    auto const& it = lines_[line];
    if (breaks_.geometry().has_gap_after(line - 1) || it.cells.size() != 1) return false;
    auto const& above = lines_[line - 1];
    for (auto const& cell : above.cells)
      if (std::abs(cell.left - it.left) < it.size / 2 && (&cell != &above.cells.front() || above.cells.size() == 1))
        return true;
    return false;
  }

  /// A line of one cell, with a row soon after it.
  [[nodiscard]] bool leads_to_row(std::size_t first_row, std::size_t line) const {
    constexpr std::size_t soon = 4;
    for (auto i = line + 1; i < lines_.size() && i <= line + soon && is_near(i, first_row); ++i)
      if (breaks_.is_row(i)) return lines_[line].cells.size() == 1;
    return false;
  }

  std::size_t paragraph(std::size_t first, PdfBlock& block) const {
    block.centred = breaks_.geometry().is_centred(first);
    auto at = first;
    append(block, lines_[first]);
    for (; at + 1 < lines_.size() && breaks_.goes_on(first, at); ++at) {
      append(block, lines_[at + 1]);
      ++block.lines;
    }
    if (has_leader(block.text)) {
      block.text = without_leaders(block.text);
      block.bold_end = 0;
    }
    return at + 1;
  }

  void append(PdfBlock& block, PdfLine const& line) const {
    bool const bold_so_far = block.bold_end == block.text.size();
    if (!block.text.empty() && !line.text.empty()) {
      auto const joint = book_.joint(block.text, line.text);
      if (joint == LineJoint::space) block.text += ' ';
      if (joint == LineJoint::no_hyphen) {
        while ((static_cast<unsigned char>(block.text.back()) & 0xC0U) == 0x80U) block.text.pop_back();
        block.text.pop_back();
      }
    }
    block.bold_end = std::min(block.bold_end, static_cast<std::uint32_t>(block.text.size()));
    if (bold_so_far && line.bold_end > 0)
      block.bold_end = static_cast<std::uint32_t>(block.text.size()) + line.bold_end;
    block.text += line.text;
  }

  std::vector<PdfLine> const& lines_;
  PdfBreaks breaks_;
  HyphenBook book_;
};

}  // namespace

std::vector<PdfBlock> pdf_paragraphs(std::vector<PdfLine> lines) {
  auto const note_lines = take_notes(lines);
  auto blocks = Joiner(lines).run();
  auto notes = Joiner(note_lines).run();
  if (notes.empty()) return blocks;
  std::vector<PdfBlock> out;
  out.reserve(blocks.size() + notes.size());
  auto note = notes.begin();
  for (auto& block : blocks) {
    for (; note != notes.end() && note->page < block.page; ++note) out.push_back(std::move(*note));
    out.push_back(std::move(block));
  }
  std::move(note, notes.end(), std::back_inserter(out));
  return out;
}

}  // namespace smallprint::parser
