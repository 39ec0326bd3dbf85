#include "parser/extract/markdown_escape.hpp"

#include <algorithm>
#include <array>

namespace smallprint::parser {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_word(char c) {
  return is_digit(c) || is_letter(c);
}
bool is_punctuation(char c) {
  return c > ' ' && c < '\x7F' && !is_word(c);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool is_part(MarkdownPlace place) {
  return place == MarkdownPlace::words || place == MarkdownPlace::marked || place == MarkdownPlace::link;
}

bool consists_of(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string_view::npos;
}

/// The character whose escape keeps a line from starting a block, or npos. \pre line is trimmed
std::size_t block_marker(std::string_view line) {
  constexpr auto none = std::string_view::npos;
  if (line.empty()) return none;
  char const first = line.front();
  auto const ends_word = [&](std::size_t at) { return at == line.size() || is_blank(line[at]); };
  if (first == '>') return 0;
  if (first == '#') {
    auto const level = std::min(line.find_first_not_of('#'), line.size());
    return level <= 6 && ends_word(level) ? 0 : none;
  }
  if ((first == '-' || first == '+' || first == '*') && ends_word(1)) return 0;
  if (is_digit(first)) {
    auto const digits = std::min(line.find_first_not_of("0123456789"), line.size());
    bool const marked = digits <= 9 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
    return marked && ends_word(digits + 1) ? digits : none;
  }
  // Rules, underlines of headings, and the second line of a table.
  if (consists_of(line, "=") || consists_of(line, "_ \t")) return 0;
  if (consists_of(line, "-:| \t") && line.find('-') != none) return 0;
  if (line.substr(0, 3) == "~~~") return 0;
  return none;
}

/// The "#" that would be taken for the closing of a heading, or npos.
std::size_t heading_end(std::string_view heading) {
  constexpr auto none = std::string_view::npos;
  if (heading.empty() || heading.back() != '#') return none;
  auto const before = heading.find_last_not_of('#');
  return before == none || is_blank(heading[before]) ? heading.size() - 1 : none;
}

/// Size of what makes "https://" or "www." at `at` the start of a bare URL, as GitHub's extension sees it; else 0.
std::size_t url_start(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 4> starts{"http://", "https://", "ftp://", "www."};
  char const before = at == 0 ? ' ' : text[at - 1];
  if (is_letter(before)) return 0;
  for (auto const start : starts) {
    bool same = text.size() - at > start.size();
    if (start == "www.")
      same = same && (is_blank(before) || std::string_view("*_~(").find(before) != std::string_view::npos);
    for (std::size_t i = 0; same && i < start.size(); ++i)
      same = (is_letter(start[i]) ? text[at + i] | 0x20 : text[at + i]) == start[i];
    if (same) return start.size();
  }
  return 0;
}

/// Whether GitHub's extension takes all of `rest`, which follows "https://", into the URL, apart from punctuation at
/// its end. \param rest  up to the next blank
bool is_plain_url(std::string_view rest) {
  auto domain = rest.substr(0, rest.find_first_of("/?#:"));
  domain = domain.substr(0, domain.find_last_not_of(".,;!'\")") + 1);
  for (char const c : domain)
    if (!is_word(c) && c != '.' && c != '-') return false;
  if (domain.empty() || !is_word(domain.back()) || domain.find('.') == std::string_view::npos) return false;
  // The readers take a pair of asterisks for bold print even here.
  if (rest.find_first_of("\\`[]<") != std::string_view::npos || rest.find("**") != std::string_view::npos) return false;
  char const last = rest[rest.find_last_not_of("?!.,:'\")")];
  return last != '*' && last != '_' && last != '~' && last != ';';
}

class Escaper {
 public:
  Escaper(std::string_view text, MarkdownPlace place) : text_(text), place_(place) {
    if (place == MarkdownPlace::line) marker_ = block_marker(text);
    if (place == MarkdownPlace::heading) marker_ = heading_end(text);
  }

  std::string run() {
    out_.reserve(text_.size() + 16);
    for (at_ = 0; at_ < text_.size();) {
      if (auto const start = place_ == MarkdownPlace::link ? 0 : url_start(text_, at_); start > 0) {
        url(start);
        continue;
      }
      char const c = text_[at_];
      if (c == '*' || c == '_' || c == '~') {
        run_of(c);
        continue;
      }
      put(at_ == marker_ || is_markup(c));
      ++at_;
    }
    return std::move(out_);
  }

 private:
  void put(bool escaped) {
    if (escaped) out_ += '\\';
    out_ += is_blank(text_[at_]) ? ' ' : text_[at_];
  }

  /// The character beside; at an end of `words`, one that may be anything.
  [[nodiscard]] char beside(std::size_t at) const {
    if (at < text_.size()) return text_[at];
    return is_part(place_) ? '*' : ' ';
  }

  // Inside a bare URL a backslash is a backslash. A URL with odd characters is kept from being one.
  void url(std::size_t start) {
    if (at_ >= token_end_) {
      token_end_ = at_;
      while (token_end_ < text_.size() && !is_blank(text_[token_end_])) ++token_end_;
      if (place_ != MarkdownPlace::marked && is_plain_url(text_.substr(at_ + start, token_end_ - at_ - start))) {
        for (; at_ < token_end_; ++at_) put(place_ == MarkdownPlace::cell && text_[at_] == '|');
        return;
      }
    }
    for (auto const end = at_ + start; at_ < end; ++at_) put(text_[at_] == ':' || (text_[at_] == '.' && start == 4));
  }

  // Marks of emphasis and strike-through work by what stands on both sides of their run.
  void run_of(char c) {
    auto const begin = at_;
    auto const end = std::min(text_.find_first_not_of(c, at_), text_.size());
    char const before = beside(begin - 1);  // of 0, it wraps round to beyond the end
    char const after = beside(end);
    bool plain = is_blank(before) && is_blank(after);
    if (c == '_') plain = plain || (is_word(before) && is_word(after));
    // The readers take a loose pair of asterisks for bold print, as converters write it.
    if (c == '*' && end - begin > 1) plain = false;
    for (; at_ < end; ++at_) put(!plain || at_ == marker_);
  }

  [[nodiscard]] bool is_markup(char c) const {
    char const next = beside(at_ + 1);
    bool const last = at_ + 1 == text_.size();
    switch (c) {
      case '[':
      case ']':
      case '`':
        return true;
      case '\\':
        return is_punctuation(next) || last;
      case '|':
        return place_ == MarkdownPlace::cell;
      case '!':
        return last && is_part(place_);
      case '<':
        return opens_tag(next);
      case '&':
        return opens_entity();
      default:
        return false;
    }
  }

  [[nodiscard]] bool opens_tag(char next) const {
    if (is_blank(next)) return false;
    return (!is_digit(next) && next != '=') || has_at_;
  }

  [[nodiscard]] bool opens_entity() const {
    auto i = at_ + 1;
    if (i < text_.size() && text_[i] == '#') ++i;
    auto const begin = i;
    while (i < text_.size() && i - begin < 40 && is_word(text_[i])) ++i;
    return i > begin && beside(i) == ';';
  }

  std::string_view text_;
  MarkdownPlace place_;
  std::size_t at_ = 0;
  bool has_at_ = text_.find('@') != std::string_view::npos;
  std::size_t token_end_ = 0;  ///< of the last URL that was looked at
  std::size_t marker_ = std::string_view::npos;
  std::string out_;
};

}  // namespace

std::string escape_markdown(std::string_view text, MarkdownPlace place) {
  return Escaper(is_part(place) ? text : trimmed(text), place).run();
}

std::string guard_markdown(std::string line, MarkdownPlace place) {
  if (place == MarkdownPlace::cell) {
    for (auto at = line.find('|'); at != std::string::npos; at = line.find('|', at + 2)) line.insert(at, 1, '\\');
    return line;
  }
  auto at = std::string::npos;
  if (place == MarkdownPlace::line) at = block_marker(line);
  if (place == MarkdownPlace::heading) at = heading_end(line);
  if (at != std::string::npos) line.insert(at, 1, '\\');
  return line;
}

}  // namespace smallprint::parser
