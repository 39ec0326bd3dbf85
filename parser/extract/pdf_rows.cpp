#include "parser/extract/pdf_rows.hpp"

#include <algorithm>
#include <cmath>

namespace smallprint::parser {
namespace {

constexpr std::size_t rows_looked_back = 8;

float middle(PdfBox const& box) {
  return (box.top + box.bottom) / 2;
}

bool belongs(PdfRow const& row, PdfBox const& box) {
  auto const height = box.bottom - box.top;
  auto const row_height = row.bottom - row.top;
  auto const small = std::min(height, row_height);
  auto const big = std::max(height, row_height);
  auto const shared = std::min(row.bottom, box.bottom) - std::max(row.top, box.top);
  if (small <= 0) return shared >= 0;
  if (big <= 1.25F * small) return std::abs(middle(box) - (row.top + row.bottom) / 2) <= 0.35F * small;
  return shared >= small / 2 && (big <= 2.2F * small || std::abs(row.bottom - box.bottom) <= 0.35F * small);
}

/// One side of a stretch of rows.
struct Side {
  std::vector<float> widths;  ///< of its part of each row
  std::vector<float> tops, bottoms;
  float left = 1e9F, right = -1e9F;
  std::size_t words = 0;
  float size = 0;

  void add(PdfBox const& first, PdfBox const& last, std::size_t count, PdfRow const& row) {
    widths.push_back(last.right - first.left);
    tops.push_back(row.top);
    bottoms.push_back(row.bottom);
    left = std::min(left, first.left);
    right = std::max(right, last.right);
    words += count;
    size = std::max(size, std::min(first.size, last.size));
  }
  [[nodiscard]] std::size_t rows() const { return widths.size(); }
  [[nodiscard]] float width() const { return right - left; }

  /// Lines of several words that fill the side.
  [[nodiscard]] bool is_prose() const {
    if (rows() < 3 || words * 2 < rows() * 7 || width() < 12 * size) return false;
    auto sorted = widths;
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
    return sorted[sorted.size() / 2] >= 0.6F * width();
  }
  /// Tops of the lines that white space stands before.
  [[nodiscard]] std::vector<float> starts() const {
    std::vector<float> out;
    for (std::size_t i = 1; i < tops.size(); ++i)
      if (tops[i] - bottoms[i - 1] > 0.6F * (bottoms[i] - tops[i])) out.push_back(tops[i]);
    return out;
  }
};

std::size_t common(std::vector<float> const& a, std::vector<float> const& b) {
  std::size_t out = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (std::abs(a[i] - b[j]) < 3) {
      ++out;
      ++i;
      ++j;
    } else {
      ++(a[i] < b[j] ? i : j);
    }
  }
  return out;
}

class SplitFinder {
 public:
  SplitFinder(std::vector<PdfBox> const& boxes, std::vector<PdfRow> const& rows) : boxes_(boxes), rows_(rows) {}

  std::vector<PdfSplit> run() {
    if (rows_.size() < 3) return {};
    measure();
    auto free = free_rows();
    for (int attempt = 0; attempt < 4; ++attempt) {
      auto const best = std::max_element(free.begin(), free.end());
      if (best == free.end() || *best < 3) break;
      auto end = best;
      while (end != free.end() && *end == *best) ++end;
      auto const at = static_cast<float>(best - free.begin() + (end - best) / 2);
      auto found = splits_at(first_ + (at + 0.5F) * step_);
      if (!found.empty()) return found;
      std::fill(best, end, 0);
    }
    return {};
  }

 private:
  static constexpr std::size_t bins = 400;

  void measure() {
    float left = 1e9F;
    float right = -1e9F;
    for (auto const& row : rows_) {
      left = std::min(left, row.left);
      right = std::max(right, row.right);
    }
    // A column is no narrower than a fifth of the page.
    first_ = left + 0.2F * (right - left);
    step_ = std::max(0.6F * (right - left) / bins, 0.01F);
  }

  /// For each place across, how many rows have nothing there. Words that are near one another count as one.
  [[nodiscard]] std::vector<int> free_rows() const {
    std::vector<int> change(bins + 1, 0);
    for (auto const& row : rows_) {
      auto const cover = [&](float from, float to) {
        auto const bin = [&](float x) { return std::clamp((x - first_) / step_, 0.0F, static_cast<float>(bins)); };
        auto const begin = static_cast<std::size_t>(std::floor(bin(from)));
        auto const end = static_cast<std::size_t>(std::ceil(bin(to)));
        if (begin >= end) return;
        --change[begin];
        ++change[end];
      };
      float from = boxes_[row.boxes.front()].left;
      float to = from;
      for (auto const i : row.boxes) {
        auto const& box = boxes_[i];
        if (box.left - to > gap_of(box)) {
          cover(from, to);
          from = box.left;
        }
        to = std::max(to, box.right);
      }
      cover(from, to);
    }
    std::vector<int> out(bins, 0);
    int now = static_cast<int>(rows_.size());
    for (std::size_t i = 0; i < bins; ++i) out[i] = now += change[i];
    return out;
  }

  static float gap_of(PdfBox const& box) { return 0.8F * box.size; }

  /// First box of a row that is right of the gap; npos when the row goes across.
  [[nodiscard]] std::size_t parted(PdfRow const& row, float at) const {
    float reach = -1e9F;
    std::size_t i = 0;
    while (i < row.boxes.size() && boxes_[row.boxes[i]].left < at)
      reach = std::max(reach, boxes_[row.boxes[i++]].right);
    if (reach > at) return std::string::npos;
    if (i > 0 && i < row.boxes.size() && boxes_[row.boxes[i]].left - reach <= gap_of(boxes_[row.boxes[i]]))
      return std::string::npos;
    return i;
  }

  [[nodiscard]] std::vector<PdfSplit> splits_at(float at) const {
    std::vector<PdfSplit> out;
    for (std::size_t begin = 0; begin < rows_.size();) {
      auto end = begin;
      while (end < rows_.size() && parted(rows_[end], at) != std::string::npos) ++end;
      if (end > begin) consider(begin, end, at, out);
      begin = end + 1;
    }
    return out;
  }

  void consider(std::size_t begin, std::size_t end, float at, std::vector<PdfSplit>& out) const {
    Side left;
    Side right;
    bool wrapped = false;  // a line on the left goes on in a line without anything... of its own
    for (auto i = begin; i < end; ++i) {
      auto const& row = rows_[i];
      auto const cut = parted(row, at);
      auto const& b = row.boxes;
      if (cut > 0) left.add(boxes_[b.front()], boxes_[b[cut - 1]], cut, row);
      if (cut < b.size()) right.add(boxes_[b[cut]], boxes_[b.back()], b.size() - cut, row);
    }
    auto const left_starts = left.starts();
    auto const right_starts = right.starts();
    auto const most = std::max(left_starts.size(), right_starts.size());
    auto const shared = common(left_starts, right_starts);
    bool const bands = shared >= 2 && shared * 10 >= most * 6;
    wrapped = left.rows() > left_starts.size() + 1;
    if (bands && wrapped && right.is_prose()) {
      out.push_back({begin, end, at, true});
    } else if (left.is_prose() && right.is_prose() && left.width() < 2.5F * right.width() &&
               right.width() < 2.5F * left.width()) {
      out.push_back({begin, end, at, false});
    }
  }

  std::vector<PdfBox> const& boxes_;
  std::vector<PdfRow> const& rows_;
  float first_ = 0;
  float step_ = 1;
};

}  // namespace

std::vector<PdfRow> pdf_rows(std::vector<PdfBox> const& boxes, std::vector<std::uint32_t> const& chosen) {
  std::vector<std::uint32_t> order;
  order.reserve(chosen.size());
  for (auto const i : chosen)
    if (boxes[i].text.find_first_not_of(' ') != std::string::npos) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return middle(boxes[a]) < middle(boxes[b]); });
  std::vector<PdfRow> rows;
  for (auto const i : order) {
    auto const& box = boxes[i];
    PdfRow* row = nullptr;
    for (std::size_t back = 1; back <= std::min(rows.size(), rows_looked_back) && row == nullptr; ++back)
      if (belongs(rows[rows.size() - back], box)) row = &rows[rows.size() - back];
    if (row == nullptr) row = &rows.emplace_back(PdfRow{{}, box.left, box.right, box.top, box.bottom});
    row->boxes.push_back(i);
    row->left = std::min(row->left, box.left);
    row->right = std::max(row->right, box.right);
    if (box.bottom - box.top > row->bottom - row->top) {
      row->top = box.top;
      row->bottom = box.bottom;
    }
  }
  for (auto& row : rows)
    std::stable_sort(row.boxes.begin(), row.boxes.end(), [&](auto a, auto b) { return boxes[a].left < boxes[b].left; });
  std::stable_sort(rows.begin(), rows.end(), [](auto const& a, auto const& b) { return a.bottom < b.bottom; });
  return rows;
}

std::vector<PdfSplit> pdf_splits(std::vector<PdfBox> const& boxes, std::vector<PdfRow> const& rows) {
  return SplitFinder(boxes, rows).run();
}

std::vector<std::size_t> pdf_bands(std::vector<PdfRow> const& rows, std::size_t begin, std::size_t end) {
  std::vector<std::size_t> out;
  float bottom = begin < end ? rows[begin].bottom : 0;
  for (auto i = begin + 1; i < end; ++i) {
    if (rows[i].top - bottom > 0.6F * (rows[i].bottom - rows[i].top)) out.push_back(i);
    bottom = std::max(bottom, rows[i].bottom);
  }
  if (begin < end) out.push_back(end);
  return out;
}

}  // namespace smallprint::parser
