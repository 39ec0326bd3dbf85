#include "parser/heading_guess.hpp"

#include "parser/wording.hpp"

#include <algorithm>

namespace smallprint::parser {
namespace {

using corpus::Mark;
using corpus::Span;

constexpr std::size_t longest_heading = 140;  // bytes
constexpr std::uint32_t most_words = 14;

// "Acme Inc. You ..." is no title.
bool is_abbreviation(std::string_view word) {
  for (std::string_view const known :
       {"Inc", "Ltd", "Corp", "Co",  "LLC", "No",  "Nos", "Art", "Sec", "St",   "Mr",  "Ms",  "Mrs",
        "Dr",  "vs",  "v",    "U.S", "e.g", "i.e", "etc", "Jr",  "Sr",  "GmbH", "S.A", "Pty", "B.V"})
    if (word == known) return true;
  return word.size() == 1;
}

bool is_short(std::string_view text) {
  return text.size() <= longest_heading && count_words(text) <= most_words;
}

}  // namespace

StrongExtent strong_extent(corpus::Document const& document, Span span, Mark::Kind kind) {
  auto const& text = document.text;
  StrongExtent out{false, span.begin};
  auto it = std::lower_bound(document.marks.begin(), document.marks.end(), span.begin,
                             [](Mark const& m, std::uint32_t at) { return m.text.begin < at; });
  // A mark may start before the span, where the label is strong too.
  for (auto back = it; back != document.marks.begin() && it - back < 16;) {
    --back;
    if (back->kind == kind && back->text.end > span.begin) {
      it = back;
      break;
    }
  }
  for (; it != document.marks.end() && it->text.begin < span.end; ++it) {
    if (it->kind != kind) continue;
    if (it->text.begin > out.start && has_word(slice(text, Span{out.start, it->text.begin}))) break;
    out.start = std::max(out.start, std::min(it->text.end, span.end));
  }
  out.whole = out.start > span.begin && !has_word(slice(text, Span{out.start, span.end}));
  return out;
}

Look heading_look(corpus::Document const& document, Span span, bool labelled, Next next) {
  auto const text = trim(slice(document.text, span));
  if (next == Next::nothing || text.empty() || text.size() > longest_heading) return Look::none;
  auto const words = count_words(text);
  if (words == 0 || words > most_words) return Look::none;
  auto const end = last_mark(text);
  if (end == U';' || end == U',') return Look::none;
  bool const colon = ends_colon(text);
  if (colon && (next == Next::list || next == Next::label)) return Look::none;  // a lead-in
  bool const stop = ends_sentence(text);
  bool const capitals = is_capitals(text);
  if (strong_extent(document, span, Mark::Kind::strong).whole) {
    if (stop && end != U'?' && !labelled && words > 5) return Look::none;
    return capitals ? Look::bold_capitals : Look::bold;
  }
  if (capitals && (!stop || labelled) && words <= 12 && starts_upper(text)) return Look::capitals;
  if (words <= 8 && !stop && strong_extent(document, span, Mark::Kind::emphasis).whole && !has_digit(text))
    return Look::emphasis;
  if (stop || colon || starts_lower(text)) return Look::none;
  bool const title = is_title_case(text) || words <= 2 || (words <= 6 && next == Next::text);
  if (labelled && words <= 10 && title && next != Next::label && next != Next::short_text) return Look::numbered;
  if (!labelled && words <= 6 && is_title_case(text) && starts_upper(text) && next == Next::text && !has_digit(text) &&
      text.find(',') == std::string_view::npos)
    return Look::plain;
  return Look::none;
}

std::string_view bare_heading(std::string_view heading) {
  heading = trim(heading);
  for (bool again = true; again && !heading.empty();) {
    again = false;
    for (std::string_view const mark : {".", ":", "\u2013", "\u2014", "-", "\uFF1A", "\u3002", " "}) {
      if (heading.size() <= mark.size() || heading.substr(heading.size() - mark.size()) != mark) continue;
      heading.remove_suffix(mark.size());
      again = true;
    }
  }
  return heading;
}

std::string_view run_in_heading(corpus::Document const& document, Span span, bool labelled) {
  auto const text = std::string_view(document.text);
  auto const whole = slice(text, span);
  if (whole.empty() || whole[0] == '"' || whole.substr(0, 3) == "\u201C" || whole[0] == '\'') return {};
  for (auto const kind : {Mark::Kind::strong, Mark::Kind::emphasis}) {
    auto const extent = strong_extent(document, span, kind);
    if (extent.start == span.begin || extent.whole) continue;
    auto const strong = trim(slice(text, Span{span.begin, extent.start}));
    auto const rest = trim(slice(text, Span{extent.start, span.end}));
    if (!is_short(strong) || !has_word(strong)) return {};
    auto const closes = [](std::string_view s, bool at_end) {
      for (std::string_view const mark : {".", ":", "\u2013", "\u2014", "-", "?", "!", "\uFF1A", "\u3002"}) {
        if (at_end ? s.size() >= mark.size() && s.substr(s.size() - mark.size()) == mark
                   : s.substr(0, mark.size()) == mark)
          return true;
      }
      return false;
    };
    if (closes(strong, true) || closes(rest, false)) return bare_heading(strong);
    return {};
  }
  // "Renewal. Renewal Terms, if any, ...": no markup, but a title by its looks.
  auto const stop = whole.substr(0, 90).find(". ");
  if (stop == std::string_view::npos || stop < 3) return {};
  auto const title = whole.substr(0, stop);
  auto const rest = whole.substr(stop + 2);
  auto const words = count_words(title);
  if (words > (labelled ? 7U : 4U) || !is_title_case(title) || !starts_upper(rest) ||
      count_words(rest.substr(0, 60)) < 3)
    return {};
  if (title.find(',') != std::string_view::npos && !labelled) return {};
  auto const space = title.rfind(' ');
  if (is_abbreviation(space == std::string_view::npos ? title : title.substr(space + 1)) || has_digit(title)) return {};
  return title;
}

}  // namespace smallprint::parser
