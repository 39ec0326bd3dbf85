#include "parser/extract/pdf_furniture.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>

namespace smallprint::parser {
namespace {

constexpr std::size_t deepest = 6;    ///< lines of one header or footer
constexpr float same_height = 8;      ///< points
constexpr std::size_t longest = 300;  ///< bytes; running lines are short
constexpr std::size_t few_pages = 2;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Lower-case ASCII, and a "#" for each number.
std::string without_numbers(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i]))
      out += text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] | 0x20) : text[i];
    else if (out.empty() || out.back() != '#')
      out += '#';
  }
  return out;
}

std::optional<int> roman(std::string_view text) {
  if (text.empty() || text.size() > 8) return {};
  int out = 0;
  int before = 0;
  for (auto i = text.size(); i-- > 0;) {
    int value = 0;
    switch (text[i] | 0x20) {
      case 'i':
        value = 1;
        break;
      case 'v':
        value = 5;
        break;
      case 'x':
        value = 10;
        break;
      case 'l':
        value = 50;
        break;
      case 'c':
        value = 100;
        break;
      default:
        return {};
    }
    out += value < before ? -value : value;
    before = std::max(before, value);
  }
  return out;
}

/// The number of a line that says nothing but the page: "12", "- 12 -", "Page 12 of 30", "xii", "A-12".
std::optional<int> page_number(std::string_view text) {
  auto const key = without_numbers(text);
  std::string bare;
  for (char const c : key)
    if (std::string_view(" -|/.[]()~").find(c) == std::string_view::npos) bare += c;
  for (std::string_view const dash : {"\u2013", "\u2014"})
    for (auto at = bare.find(dash); at != std::string::npos; at = bare.find(dash)) bare.erase(at, dash.size());
  if (bare.empty() || text.size() > 40) return {};
  if (auto const number = roman(bare)) return number;
  constexpr std::string_view forms[] = {"#",   "page#",  "#page",      "page#of#",  "#of#",         "p#",
                                        "pg#", "seite#", "seite#von#", "page#sur#", "p\u00E1gina#", "##"};
  bool const lettered = bare.size() == 2 && bare[0] >= 'a' && bare[0] <= 'z' && bare[1] == '#';
  if (!lettered && std::find(std::begin(forms), std::end(forms), bare) == std::end(forms)) return {};
  int number = 0;
  auto at = static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_digit) - text.begin());
  for (; at < text.size() && is_digit(text[at]) && number < 100'000; ++at) number = number * 10 + (text[at] - '0');
  return number;
}

class Finder {
 public:
  Finder(std::vector<PdfLine> const& lines, std::vector<PdfPage> const& pages)
      : lines_(lines),
        pages_(pages),
        body_(body_size(lines)),
        running_(lines.size(), false),
        kept_(lines.size(), false),
        by_page_(pages.size()) {
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (lines[i].turned == 0 && lines[i].page < pages.size()) by_page_[lines[i].page].push_back(i);
    for (auto& page : by_page_)
      std::stable_sort(page.begin(), page.end(), [&](auto a, auto b) { return lines[a].bottom < lines[b].bottom; });
  }

  std::vector<bool> run() {
    for (bool const top : {true, false}) {
      at_.assign(pages_.size(), 0);
      for (std::size_t round = 0; round < deepest; ++round)
        if (!one_round(top)) break;
    }
    for (std::size_t i = 0; i < running_.size(); ++i) running_[i] = running_[i] && !kept_[i];
    return running_;
  }

 private:
  /// The outermost line of a page that is not known as running.
  [[nodiscard]] std::optional<std::size_t> outermost(std::size_t page, bool top) const {
    auto const& lines = by_page_[page];
    if (at_[page] >= lines.size()) return {};
    auto const line = top ? lines[at_[page]] : lines[lines.size() - 1 - at_[page]];
    if (running_[line] || lines_[line].text.size() > longest) return {};
    return line;
  }

  bool one_round(bool top) {
    std::map<std::string, std::vector<std::size_t>> same;
    std::map<int, std::vector<std::size_t>> numbers;  // by how far the number is from the page's
    for (std::size_t page = 0; page < pages_.size(); ++page) {
      auto const line = outermost(page, top);
      if (!line) continue;
      if (auto const number = page_number(lines_[*line].text))
        numbers[*number - static_cast<int>(page)].push_back(*line);
      else
        same[without_numbers(lines_[*line].text)].push_back(*line);
    }
    bool found = false;
    for (auto const& [distance, group] : numbers)
      if (group.size() >= 2) found = mark(group, top, true) || found;
    for (auto const& [key, group] : same)
      if (group.size() > few_pages) found = mark(at_same_height(group), top, false) || found;
    return found;
  }

  [[nodiscard]] float height(std::size_t line) const {
    return lines_[line].bottom -
           (lines_[line].top * 2 > pages_[lines_[line].page].height ? pages_[lines_[line].page].height : 0);
  }

  [[nodiscard]] std::vector<std::size_t> at_same_height(std::vector<std::size_t> group) const {
    auto sorted = group;
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end(),
                     [&](auto a, auto b) { return height(a) < height(b); });
    auto const middle = height(sorted[sorted.size() / 2]);
    group.erase(std::remove_if(group.begin(), group.end(),
                               [&](auto line) { return std::abs(height(line) - middle) > same_height; }),
                group.end());
    return group;
  }

  bool mark(std::vector<std::size_t> const& group, bool top, bool numbers) {
    if (group.size() <= (numbers ? 1 : few_pages)) return false;
    for (auto const line : group) {
      running_[line] = true;
      ++at_[lines_[line].page];
    }
    auto const& first = lines_[group.front()];
    bool const title = top && first.page == 0 && (first.size > 1.15F * body_ || first.bold_end == first.text.size());
    if (!numbers && (group.size() * 2 < pages_.size() || title)) kept_[group.front()] = true;
    return true;
  }

  std::vector<PdfLine> const& lines_;
  std::vector<PdfPage> const& pages_;
  float body_;
  std::vector<bool> running_;
  std::vector<bool> kept_;
  std::vector<std::vector<std::size_t>> by_page_;  ///< lines from top to bottom
  std::vector<std::size_t> at_;                    ///< of each page: running lines found so far
};

}  // namespace

float body_size(std::vector<PdfLine> const& lines) {
  std::map<int, std::size_t> letters;
  for (auto const& line : lines) letters[static_cast<int>(std::lround(line.size * 10))] += line.text.size();
  auto const most = std::max_element(letters.begin(), letters.end(),
                                     [](auto const& a, auto const& b) { return a.second < b.second; });
  return most == letters.end() ? 0 : static_cast<float>(most->first) / 10;
}

std::vector<PdfLine> without_furniture(std::vector<PdfLine> lines, std::vector<PdfPage> const& pages) {
  auto const running = Finder(lines, pages).run();
  std::vector<PdfLine> out;
  out.reserve(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (!running[i]) out.push_back(std::move(lines[i]));
  return out;
}

}  // namespace smallprint::parser
