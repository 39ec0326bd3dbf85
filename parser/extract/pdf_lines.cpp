#include "parser/extract/pdf_lines.hpp"

#include "corpus/text.hpp"
#include "parser/extract/pdf_rows.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

namespace smallprint::parser {
namespace {

constexpr int deepest_split = 3;
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> replaced{{{"\uFB00", "ff"},
                                                                                  {"\uFB01", "fi"},
                                                                                  {"\uFB02", "fl"},
                                                                                  {"\uFB03", "ffi"},
                                                                                  {"\uFB04", "ffl"},
                                                                                  {"\uFB05", "st"},
                                                                                  {"\uFB06", "st"},
                                                                                  {"\uF0B7", "\u2022"},
                                                                                  {"\uF0A7", "\u2022"},
                                                                                  {"\uF0D8", "\u2022"},
                                                                                  {"\uF02D", "\u2022"},
                                                                                  {"\u00A0", " "},
                                                                                  {"\u200B", ""},
                                                                                  {"\u2060", ""},
                                                                                  {"\uFEFF", ""}}};

/// NFC, without characters that nobody sees. Ligatures are taken apart, and pictures of symbol fonts that stand for
/// bullets become bullets.
std::string cleaned(std::string const& text) {
  bool const plain = std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7F'; });
  if (plain) return text;
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    auto const begins = [&](std::string_view one) { return rest.substr(0, one.size()) == one; };
    auto const* const known =
        std::find_if(replaced.begin(), replaced.end(), [&](auto const& one) { return begins(one.first); });
    auto const code = static_cast<unsigned char>(rest[0]);
    if (begins("\u00AD") && rest.size() > 2) {  // one at the end says that the word goes on
      rest.remove_prefix(2);
    } else if (known != replaced.end()) {
      out += known->second;
      rest.remove_prefix(known->first.size());
    } else {
      if (code >= 0x20 && code != 0x7F) out += rest[0];
      rest.remove_prefix(1);
    }
  }
  return corpus::to_nfc(out);
}

/// Turned text in the coordinates in which it reads from left to right.
PdfBox upright(PdfBox box, PdfPage const& page) {
  auto const turned = box;
  switch (box.rotation) {
    case 1:
      box.left = turned.top, box.right = turned.bottom, box.top = page.width - turned.right,
      box.bottom = page.width - turned.left;
      break;
    case 2:
      box.left = page.width - turned.right, box.right = page.width - turned.left, box.top = page.height - turned.bottom,
      box.bottom = page.height - turned.top;
      break;
    case 3:
      box.left = page.height - turned.bottom, box.right = page.height - turned.top, box.top = turned.left,
      box.bottom = turned.right;
      break;
    default:
      break;
  }
  box.text = cleaned(box.text);
  // A font's own height says little of how far lines are apart; its size does, where it is true.
  auto const height = box.bottom - box.top;
  if (box.size < height / 2 || box.size > 2 * height) box.size = height;
  auto const middle = (box.top + box.bottom) / 2;
  box.top = middle - box.size / 2;
  box.bottom = middle + box.size / 2;
  return box;
}

/// The size that most letters of a row have.
float main_size(std::vector<PdfBox> const& boxes, PdfRow const& row) {
  std::map<int, std::size_t> letters;
  for (auto const i : row.boxes) letters[static_cast<int>(std::lround(boxes[i].size * 10))] += boxes[i].text.size();
  auto const most = std::max_element(letters.begin(), letters.end(),
                                     [](auto const& a, auto const& b) { return a.second < b.second; });
  return static_cast<float>(most->first) / 10;
}

class PageReader {
 public:
  PageReader(std::vector<PdfBox> const& boxes, std::uint32_t page, std::uint32_t& flow, std::uint8_t turned,
             std::vector<PdfLine>& out)
      : boxes_(boxes), page_(page), flow_(flow), turned_(turned), out_(out) {}

  void read(std::vector<std::uint32_t> const& chosen, std::uint32_t column, int depth) {
    auto const rows = pdf_rows(boxes_, chosen);
    std::size_t at = 0;
    if (depth < deepest_split) {
      for (auto const& split : pdf_splits(boxes_, rows)) {
        lines(rows, at, split.begin, column);
        if (!split.by_bands) {
          sides(rows, split.begin, split.end, split.at, column, depth);
        } else {
          auto begin = split.begin;
          for (auto const end : pdf_bands(rows, split.begin, split.end)) {
            sides(rows, begin, end, split.at, column, depth);
            begin = end;
          }
        }
        at = split.end;
      }
    }
    lines(rows, at, rows.size(), column);
  }

 private:
  void sides(std::vector<PdfRow> const& rows, std::size_t begin, std::size_t end, float at, std::uint32_t column,
             int depth) {
    std::vector<std::uint32_t> left;
    std::vector<std::uint32_t> right;
    for (auto i = begin; i < end; ++i)
      for (auto const box : rows[i].boxes) (boxes_[box].left < at ? left : right).push_back(box);
    read(left, column * 2 + 1, depth + 1);
    read(right, column * 2 + 2, depth + 1);
  }

  void lines(std::vector<PdfRow> const& rows, std::size_t begin, std::size_t end, std::uint32_t column) {
    if (begin >= end) return;
    ++flow_;
    for (auto i = begin; i < end; ++i) line(rows[i], column);
  }

  void line(PdfRow const& row, std::uint32_t column) {
    PdfLine out;
    out.page = page_;
    out.flow = flow_;
    out.column = column;
    out.turned = turned_;
    out.left = row.left;
    out.right = row.right;
    out.top = row.top;
    out.bottom = row.bottom;
    out.size = main_size(boxes_, row);
    bool bold = true;
    PdfBox const* before = nullptr;
    for (auto const i : row.boxes) {
      auto const& box = boxes_[i];
      auto const gap = before == nullptr ? 0 : box.left - before->right;
      bool const cell = before == nullptr || is_cell_gap(*before, gap, out.size);
      if (before != nullptr && (cell || is_space(*before, box, gap, out.size))) out.text += ' ';
      if (cell) out.cells.push_back({box.left, box.right, static_cast<std::uint32_t>(out.text.size()), 0});
      out.text += box.text;
      out.cells.back().right = std::max(out.cells.back().right, box.right);
      out.cells.back().end = static_cast<std::uint32_t>(out.text.size());
      bold = bold && box.bold;
      if (bold) out.bold_end = out.cells.back().end;
      if (out.text.find(' ') == std::string::npos)
        out.first_word = box.right - row.left;
      else if (out.second_word == 0)
        out.second_word = box.left;
      before = &box;
    }
    if (out.second_word == 0) out.second_word = out.right;
    out_.push_back(std::move(out));
  }

  static bool is_cell_gap(PdfBox const& before, float gap, float size) {
    return gap > (before.space_after ? 3.0F : 1.3F) * size;
  }

  // Raised letters are spaced by their own small size, so that "1st" would fall apart.
  static bool is_space(PdfBox const& before, PdfBox const& box, float gap, float size) {
    if (std::min(before.size, box.size) < 0.9F * size) return gap > 0.13F * size;
    // A hyphen at a line's end is drawn by itself.
    if (box.text == "-" && !box.space_after) return gap > 0.18F * size;
    return before.space_after || gap > 0.15F * size;
  }

  std::vector<PdfBox> const& boxes_;
  std::uint32_t page_;
  std::uint32_t& flow_;
  std::uint8_t turned_;
  std::vector<PdfLine>& out_;
};

}  // namespace

std::vector<PdfLine> pdf_lines(std::vector<PdfPage> const& pages) {
  std::vector<PdfLine> out;
  std::uint32_t flow = 0;
  for (std::uint32_t number = 0; number < pages.size(); ++number) {
    auto const& page = pages[number];
    std::vector<PdfBox> boxes;
    boxes.reserve(page.boxes.size());
    std::array<std::vector<std::uint32_t>, 4> turned;
    for (auto const& box : page.boxes) {
      turned[box.rotation & 3U].push_back(static_cast<std::uint32_t>(boxes.size()));
      boxes.push_back(upright(box, page));
    }
    // A page is read as it stands unless nearly all of it is turned.
    std::size_t main = 0;
    for (std::size_t i = 1; i < turned.size(); ++i)
      if (turned[i].size() > 3 * turned[main].size()) main = i;
    for (std::size_t i = 0; i < turned.size(); ++i) {
      auto const which = (main + i) % turned.size();
      PageReader(boxes, number, flow, static_cast<std::uint8_t>(i), out).read(turned[which], 0, 0);
    }
  }
  return out;
}

}  // namespace smallprint::parser
