#include "parser/capture.hpp"

#include "parser/wording.hpp"

#include <algorithm>

namespace smallprint::parser {
namespace {

using corpus::Capture;
using corpus::Mark;
using corpus::NodeKind;

constexpr std::size_t most_bytes = 24'000;      // no page in place of a document is longer
constexpr std::uint32_t most_title_words = 25;  // a title, a date
constexpr std::uint32_t most_link_words = 600;  // of a page that is navigation

struct Shape {
  std::uint32_t words = 0;
  std::uint32_t linked = 0;   ///< words inside links
  std::uint32_t longest = 0;  ///< words of the longest leaf that is no heading
};

Shape shape_of(corpus::Document const& document) {
  Shape out;
  for (auto const& node : document.nodes) {
    bool const leaf = node.kind == NodeKind::paragraph || node.kind == NodeKind::heading ||
                      node.kind == NodeKind::table_cell || node.kind == NodeKind::code;
    if (!leaf) continue;
    auto const words = count_words(slice(document.text, node.text));
    out.words += words;
    if (node.kind != NodeKind::heading) out.longest = std::max(out.longest, words);
  }
  for (auto const& mark : document.marks)
    if (mark.kind == Mark::Kind::link) out.linked += count_words(slice(document.text, mark.text));
  return out;
}

/// Whole words only: "error 404" is not in "error 4040".
bool has_phrase(std::string_view text, std::string_view phrase) {
  if (phrase.empty()) return false;
  for (std::size_t at = 0; (at = text.find(phrase, at)) != std::string_view::npos; ++at) {
    auto const end = at + phrase.size();
    bool const ascii = static_cast<unsigned char>(phrase.back()) < 0x80;  // words of CJK are not parted by spaces
    if (!ascii || ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' '))) return true;
  }
  return false;
}

bool starts_with_phrase(std::string_view text, std::string_view phrase) {
  return text.substr(0, phrase.size()) == phrase && (text.size() == phrase.size() || text[phrase.size()] == ' ');
}

}  // namespace

Capture classify_capture(corpus::Document const& document, std::vector<corpus::CaptureRule> const& rules) {
  if (document.text.size() > most_bytes) return Capture::document;
  auto const shape = shape_of(document);
  if (shape.words == 0) return Capture::empty;
  auto most = most_link_words;
  for (auto const& rule : rules) most = std::max(most, rule.max_words);
  if (shape.words > most) return Capture::document;  // no rule below is for so long a page
  auto const text = corpus::capture_text(document.text);
  auto const title = corpus::capture_text(document.title);
  for (auto const& rule : rules) {
    if (shape.words > rule.max_words) continue;
    auto const found =
        std::any_of(rule.patterns.begin(), rule.patterns.end(), [&](auto const& p) { return has_phrase(text, p); });
    auto const titled = std::any_of(rule.titles.begin(), rule.titles.end(), [&](auto const& p) {
      return starts_with_phrase(text, p) || starts_with_phrase(title, p);
    });
    if (found || titled) return rule.kind;
  }
  if (shape.words <= most_title_words && shape.longest < 8) return Capture::empty;
  if (shape.words <= most_link_words && shape.linked * 10 >= shape.words * 8 && shape.longest < 15)
    return Capture::navigation_only;
  return Capture::document;
}

}  // namespace smallprint::parser
