#include "parser/extract/pdf_breaks.hpp"

#include "parser/wording.hpp"

#include <algorithm>
#include <cmath>

namespace smallprint::parser {
namespace {

bool is_all_bold(PdfLine const& line) {
  return line.bold_end == line.text.size();
}

/// "...; or", "... following:", "... end.": what may stand before an item of a list.
bool may_end_item(std::string_view text) {
  auto const closes = [](std::string_view s) {
    return !s.empty() && std::string_view(";:.,").find(s.back()) != std::string_view::npos;
  };
  for (std::string_view const word : {" and", " or", " and/or"})
    if (text.size() > word.size() && text.substr(text.size() - word.size()) == word) {
      text.remove_suffix(word.size());
      return closes(text);
    }
  return (closes(text) && text.back() != ',') || ends_sentence(text);
}

}  // namespace

PdfBreaks::PdfBreaks(std::vector<PdfLine> const& lines)
    : lines_(lines), labels_(pdf_labels(lines)), geometry_(lines, labels_) {}

bool PdfBreaks::is_row(std::size_t line) const {
  return labels_[line].cells > 1 && !has_leader(lines_[line].text);
}

/// "... the users: (a) those who ..., or (b) others": whether the label that starts a line has its next one inside a
/// line, so that both are of a sentence.
bool PdfBreaks::is_inside_sentence(std::size_t line) const {
  constexpr std::size_t most = 20;
  auto const& label = labels_[line];
  for (auto i = line; i < lines_.size() && i < line + most; ++i) {
    if (i > line && (lines_[i].flow != lines_[line].flow || geometry_.has_gap_after(i - 1))) return false;
    if (i > line && is_next_label(label, labels_[i])) return false;
    auto const text = std::string_view(lines_[i].text);
    for (auto at = text.find(" ("); at != std::string_view::npos; at = text.find(" (", at + 1))
      if (is_next_label(label, text.substr(at + 1, text.find(' ', at + 1) - at - 1))) return true;
  }
  return false;
}

/// Whether the next line starts with a label that is no part of this line's sentence.
bool PdfBreaks::starts_item(std::size_t first, std::size_t line) const {
  auto const& next = lines_[line + 1];
  auto const& label = labels_[line + 1];
  if (label.none()) return false;
  if (label.bullet) return true;
  bool const same_left = std::abs(lines_[first].left - next.left) < next.size;
  if (same_left && is_next_label(labels_[first], label)) return true;
  if (!label.sure()) return false;
  if (geometry_.has_room(line)) return true;
  if (label.cells < next.cells.size()) return true;
  return may_end_item(lines_[line].text) && !is_inside_sentence(line + 1);
}

bool PdfBreaks::goes_on(std::size_t first, std::size_t line) const {
  auto const& it = lines_[line];
  auto const& next = lines_[line + 1];
  if (it.turned != next.turned || (it.turned != 0 && it.flow != next.flow)) return false;
  if (std::abs(it.size - next.size) > 0.12F * std::max(it.size, next.size)) return false;
  if (has_leader(it.text) || has_leader(next.text)) return false;
  if (is_row(line + 1)) return false;
  if (is_row(line)) {
    // A term and its meaning, whose lines go on below the meaning's first.
    auto const& cells = it.cells;
    return cells.size() == 2 && it.flow == next.flow && !geometry_.has_room(line) && !geometry_.has_gap_after(line) &&
           std::abs(cells[1].left - next.left) < it.size / 2;
  }
  if (is_all_bold(it) != is_all_bold(next) && !(starts_lower(next.text) && !geometry_.has_room(line))) return false;
  if (starts_item(first, line)) return false;
  return it.flow == next.flow ? goes_on_below(first, line) : goes_on_elsewhere(line);
}

bool PdfBreaks::goes_on_below(std::size_t first, std::size_t line) const {
  auto const& it = lines_[line];
  auto const& next = lines_[line + 1];
  if (geometry_.has_gap_after(line) || geometry_.has_room(line)) return false;
  if (geometry_.is_centred(line) && geometry_.is_centred(line + 1)) return true;
  auto const right_by = next.left - it.left;
  auto const em = it.size;
  if (line == first) {
    // The first line may stand out to the left, by its label or without one, or to the right.
    bool const labelled = !labels_[first].none();
    bool const hangs = starts_lower(next.text) ||
                       (line + 2 < lines_.size() && lines_[line + 2].flow == next.flow &&
                        !geometry_.has_gap_after(line + 1) && std::abs(lines_[line + 2].left - next.left) < em / 2);
    return right_by < 0.8F * em || labelled || hangs;
  }
  return std::abs(right_by) < 0.8F * em;
}

/// Over the end of a column or page.
bool PdfBreaks::goes_on_elsewhere(std::size_t line) const {
  auto const& it = lines_[line];
  auto const& next = lines_[line + 1];
  if (starts_lower(next.text) && !ends_sentence(it.text) && !ends_colon(it.text)) return true;
  if (geometry_.has_room(line) || ends_sentence(it.text) || ends_colon(it.text) || last_mark(it.text) == U';')
    return false;
  if (geometry_.is_centred(line) || geometry_.is_centred(line + 1)) return false;
  return true;
}

}  // namespace smallprint::parser
