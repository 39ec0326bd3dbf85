#include "parser/extract/pdf_labels.hpp"

namespace smallprint::parser {
namespace {

bool is_bullet(std::string_view text) {
  for (std::string_view const one :
       {"\u2022", "\u25CF", "\u25CB", "\u25AA", "\u25A0", "\u2023", "\u2043", "\u25E6", "\u27A2"})
    if (text == one) return true;
  return false;
}

/// Marks that are bullets only where a gap follows.
bool is_dash(std::string_view text) {
  for (std::string_view const one : {"\u2013", "\u2014", "-", "*", "o", "\u00B7"})
    if (text == one) return true;
  return false;
}

bool counts_on(std::vector<Reading> const& readings, std::vector<Reading> const& next) {
  for (auto const& one : readings)
    for (auto const& other : next)
      if (one.kind == other.kind && one.value + 1 == other.value) return true;
  return false;
}

PdfLabel label_of(PdfLine const& line) {
  PdfLabel out;
  out.body_left = line.left;
  out.cells = line.cells.size();
  auto const text = std::string_view(line.text);
  auto const first = text.substr(0, line.cells.empty() ? 0 : line.cells[0].end);
  auto const word = text.substr(0, text.find(' '));
  out.run = read_label(text);
  bool const alone = !out.run.labels.empty() && out.run.span.end >= first.size();
  bool const gap = line.cells.size() > 1;
  out.bullet = is_bullet(word) || (gap && is_dash(first));
  bool const one_word = out.bullet || (!out.run.labels.empty() && out.run.span.end <= word.size());
  if (one_word) out.body_left = line.second_word;
  if (!gap || !(alone || out.bullet)) return out;
  out.body_left = line.cells[1].left;
  --out.cells;
  if (alone)
    for (auto& label : out.run.labels) label.weak = false;
  return out;
}

}  // namespace

std::vector<PdfLabel> pdf_labels(std::vector<PdfLine> const& lines) {
  std::vector<PdfLabel> out;
  out.reserve(lines.size());
  for (auto const& line : lines) out.push_back(label_of(line));
  return out;
}

bool is_next_label(PdfLabel const& label, PdfLabel const& next) {
  if (label.bullet || next.bullet) return label.bullet && next.bullet;
  if (label.none() || next.none()) return false;
  auto const& a = label.run.labels.back();
  auto const& b = next.run.labels.back();
  return a.close == b.close && a.word == b.word && a.path.size() == b.path.size() && counts_on(a.readings, b.readings);
}

bool is_next_label(PdfLabel const& label, std::string_view word) {
  if (label.run.labels.empty() || word.size() < 3 || word.size() > 8 || word.front() != '(') return false;
  auto const close = word.find(')');
  auto const& own = label.run.labels.back();
  return close != std::string_view::npos && own.close == LabelClose::brackets &&
         counts_on(own.readings, read_token(word.substr(1, close - 1)));
}

bool has_leader(std::string_view text) {
  for (std::string_view const leader : {".....", ". . . .", "\u2026\u2026"})
    if (text.find(leader) != std::string_view::npos) return true;
  return false;
}

}  // namespace smallprint::parser
