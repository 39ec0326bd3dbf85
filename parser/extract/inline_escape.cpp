#include "parser/extract/inline_escape.hpp"

namespace smallprint::parser {
namespace {

bool is_letter(char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Whether an '&' at `at` would be read as a character reference.
bool is_reference(std::string_view text, std::size_t at) {
  auto end = at + 1;
  if (end < text.size() && text[end] == '#') ++end;
  auto const begin = end;
  while (end < text.size() && end - begin < 32 && (is_letter(text[end]) || is_digit(text[end]))) ++end;
  return end > begin && end < text.size() && text[end] == ';';
}

/// Bytes at the beginning of `line` before the character to be escaped; npos: none is.
std::size_t marker(std::string_view line) {
  if (line.empty()) return std::string_view::npos;
  switch (line[0]) {
    case '>':
    case '=':
    case '|':
      return 0;
    case '-':
    case '+':
      return line.size() == 1 || line[1] == ' ' || line[1] == '-' || line[1] == '|' ? 0 : std::string_view::npos;
    case '~':
      return line.substr(0, 3) == "~~~" ? 0 : std::string_view::npos;
    case ':':
      return line.size() > 1 && line[1] == '-' ? 0 : std::string_view::npos;
    case '#': {
      auto const end = line.find_first_not_of('#');
      return end == std::string_view::npos || (end <= 6 && line[end] == ' ') ? 0 : std::string_view::npos;
    }
    default:
      break;
  }
  std::size_t digits = 0;
  while (digits < line.size() && digits < 10 && is_digit(line[digits])) ++digits;
  bool const numbered = digits > 0 && digits < 10 && digits < line.size() &&
                        (line[digits] == '.' || line[digits] == ')') &&
                        (digits + 1 == line.size() || line[digits + 1] == ' ');
  return numbered ? digits : std::string_view::npos;
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    char const c = text[at];
    char const next = at + 1 < text.size() ? text[at + 1] : '\0';
    bool escape = false;
    switch (c) {
      case '\\':
      case '*':
      case '_':
      case '`':
      case '[':
      case ']':
        escape = true;
        break;
      case '<':
        escape = is_letter(next) || next == '/' || next == '!' || next == '?';
        break;
      case '&':
        escape = is_reference(text, at);
        break;
      case '~':
        escape = next == '~' || (at > 0 && text[at - 1] == '~');
        break;
      default:
        break;
    }
    if (escape) out.push_back('\\');
    out.push_back(c);
  }
}

std::string escape_line_starts(std::string_view block) {
  std::string out;
  out.reserve(block.size() + 2);
  while (true) {
    auto const end = block.find('\n');
    auto line = block.substr(0, end);
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (auto const at = marker(line); at != std::string_view::npos)
      out.append(line.substr(0, at)).append("\\").append(line.substr(at));
    else
      out.append(line);
    if (end == std::string_view::npos) return out;
    out.push_back('\n');
    block.remove_prefix(end + 1);
  }
}

}  // namespace smallprint::parser
