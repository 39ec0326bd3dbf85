#include "parser/extract/pdf_headings.hpp"

#include "parser/enumerator.hpp"
#include "parser/wording.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace smallprint::parser {
namespace {

constexpr std::size_t longest = 160;
constexpr std::uint32_t most_lines = 3;
constexpr std::uint32_t deepest = 6;

/// Half points.
int size_of(PdfBlock const& block) {
  return static_cast<int>(std::lround(block.size * 2));
}

class Finder {
 public:
  explicit Finder(std::vector<PdfBlock> const& blocks) {
    std::map<int, std::size_t> letters;
    std::size_t bold = 0;
    std::size_t all = 0;
    for (auto const& block : blocks) {
      letters[size_of(block)] += block.text.size();
      all += block.text.size();
      if (block.bold_end == block.text.size()) bold += block.text.size();
    }
    for (auto const& [size, count] : letters)
      if (count > letters[body_]) body_ = size;
    bold_tells_ = bold * 2 < all;
  }

  [[nodiscard]] bool is_heading(PdfBlock const& block) const {
    if (!block.rows.empty() || block.lines > most_lines || block.text.size() > longest || !has_word(block.text))
      return false;
    auto const end = last_mark(block.text);
    if (end == U';' || end == U',' || starts_lower(block.text)) return false;
    auto const words = count_words(block.text);
    if (ends_sentence(block.text) && words > 8) return false;
    bool const large = size_of(block) * 100 >= body_ * 115;
    bool const bold = bold_tells_ && block.bold_end == block.text.size() && letters(block.text) >= 3;
    return (large || bold) && words <= 20;
  }

  /// The smaller, the higher.
  static auto rank(PdfBlock const& block) {
    auto const label = read_label(block.text);
    std::size_t depth = 0;
    if (!label.labels.empty() && label.labels.back().word.empty())
      depth = std::max<std::size_t>(label.labels.back().path.size(), 1);
    return std::make_tuple(-size_of(block), !block.centred, !is_capitals(block.text), depth);
  }

 private:
  static std::size_t letters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    }));
  }

  int body_ = 0;
  bool bold_tells_ = true;
};

}  // namespace

void find_headings(std::vector<PdfBlock>& blocks) {
  Finder const finder(blocks);
  std::set<decltype(Finder::rank(blocks.front()))> ranks;
  for (auto const& block : blocks)
    if (finder.is_heading(block)) ranks.insert(Finder::rank(block));
  for (auto& block : blocks) {
    if (!finder.is_heading(block)) continue;
    auto const place = std::distance(ranks.begin(), ranks.find(Finder::rank(block)));
    block.level = std::min(static_cast<std::uint32_t>(place) + 1, deepest);
  }
}

}  // namespace smallprint::parser
