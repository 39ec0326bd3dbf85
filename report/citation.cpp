#include "report/citation.hpp"

#include "corpus/text.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

namespace smallprint::report {
namespace {

constexpr std::size_t words_at_ends = 4;
constexpr std::array<char const*, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                             "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<char const*, 12> short_months{"Jan.", "Feb.", "Mar.",  "Apr.", "May",  "June",
                                                   "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."};

struct Day {
  std::string year;
  std::size_t month = 0;  ///< 0..11
  int day = 0;
};

/// \param date  "2025-08-01T..."; what cannot be read gives an empty year
Day day_of(std::string const& date) {
  Day out;
  if (date.size() < 10 || date[4] != '-' || date[7] != '-') return out;
  auto const number = [&](std::size_t at) { return (date[at] - '0') * 10 + (date[at + 1] - '0'); };
  auto const month = number(5);
  if (month < 1 || month > 12) return out;
  return {date.substr(0, 4), static_cast<std::size_t>(month - 1), number(8)};
}

bool is_label(std::string_view clause) {
  return !clause.empty() && clause.find_first_of("0123456789(\u00A7") == 0;
}

/// Text without Markdown's marks and link targets.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char const c = text[i];
    if (c == ']' && i + 1 < text.size() && text[i + 1] == '(') {
      auto const end = text.find(')', i);
      i = end == std::string_view::npos ? i + 1 : end;
    } else if (c == '\\' && i + 1 < text.size()) {
      out += text[++i];
    } else if (std::string_view("*_`#>[]").find(c) == std::string_view::npos) {
      out += c;
    }
  }
  return corpus::fold_spaces(out);
}

std::string encoded(std::string_view text) {
  std::string out;
  for (char const c : text) {
    bool const plain_letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '~';
    out +=
        plain_letter ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return out;
}

}  // namespace

std::string citation(std::string_view authority, query::Quote const& quote, Citation style) {
  auto const day = day_of(quote.version_date);
  auto const month = months[day.month];
  std::string const clause = quote.clause.empty()     ? ""
                             : is_label(quote.clause) ? "\u00A7\u00A0" + quote.clause
                                                      : quote.clause;
  auto const place = clause.starts_with("\u00A7\u00A0\u00A7") ? quote.clause : clause;
  switch (style) {
    case Citation::none:
      return "";
    case Citation::chicago:
      return fmt::format("{}, \u201C{},\u201D {}version of {} {}, {}.", authority, quote.document,
                         place.empty() ? "" : place + ", ", month, day.day, day.year);
    case Citation::apa:
      return fmt::format("{}. ({}, {} {}). {}{}.", authority, day.year, month, day.day, quote.document,
                         place.empty() ? "" : ", " + place);
    case Citation::bluebook:
      return fmt::format("{}, {}{} ({} {}, {}).", authority, quote.document, place.empty() ? "" : " " + place,
                         short_months[day.month], day.day, day.year);
  }
  return "";
}

std::string text_fragment(std::string_view quote) {
  auto const text = plain(quote);
  auto const words = corpus::words(text);
  if (words.empty()) return "";
  auto const piece = [&](std::size_t first, std::size_t last) {
    return encoded(std::string_view(text).substr(words[first].begin, words[last].end - words[first].begin));
  };
  if (words.size() <= 2 * words_at_ends) return "#:~:text=" + piece(0, words.size() - 1);
  return "#:~:text=" + piece(0, words_at_ends - 1) + "," + piece(words.size() - words_at_ends, words.size() - 1);
}

}  // namespace smallprint::report
