#include "parser/readers/line_end.hpp"
#include "parser/readers/reader.hpp"
#include "parser/readers/tree_builder.hpp"

#include <algorithm>
#include <array>

namespace smallprint::parser {
namespace {

using corpus::NodeKind;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\f' || c == '\v' || c == '\0';
}

std::string_view trim(std::string_view s) {
  while (!s.empty() && is_blank(s.front())) s.remove_prefix(1);
  while (!s.empty() && is_blank(s.back())) s.remove_suffix(1);
  return s;
}

/// A bullet, "1.", "1.2", "(a)", "a)", "iv." and the like, with words after it.
bool starts_item(std::string_view line) {
  for (std::string_view const bullet :
       {"- ", "* ", "\u2022", "\u25E6", "\u25AA", "\u25CF", "\u00B7", "\u2013 ", "\u2014 ", "\u00A7"})
    if (line.substr(0, bullet.size()) == bullet) return true;
  std::size_t i = 0;
  bool const bracket = !line.empty() && line[0] == '(';
  if (bracket) ++i;
  auto const begin = i;
  while (i < line.size() && i - begin < 5 && (is_digit(line[i]) || is_letter(line[i]))) ++i;
  if (i == begin || i >= line.size()) return false;
  if (bracket) return line[i] == ')';
  if (line[i] == ')') return i - begin <= 4 && i + 1 < line.size() && line[i + 1] == ' ';
  if (!is_digit(line[begin])) return i - begin == 1 && line[i] == '.' && i + 1 < line.size() && line[i + 1] == ' ';
  if (line[i] != '.' || i - begin > 3) return false;
  while (i < line.size() && (is_digit(line[i]) || line[i] == '.')) ++i;
  return i < line.size() && is_blank(line[i]);
}

bool is_capitals(std::string_view line) {
  auto const letters = std::count_if(line.begin(), line.end(), is_letter);
  return letters >= 3 && std::none_of(line.begin(), line.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// How wide the text was wrapped; 0 when each line is a paragraph of its own.
std::size_t wrap_width(std::string_view bytes) {
  std::size_t lines = 0;
  std::size_t wide = 0;
  std::size_t width = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    auto const end = line_end(bytes, at);
    if (end > at) {
      ++lines;
      if (end - at > 160)
        ++wide;
      else
        width = std::max(width, end - at);
    }
    at = end + 1;
  }
  return wide * 10 > lines ? 0 : width;
}

}  // namespace

corpus::Result<corpus::Document> read_text(std::string_view bytes, std::string_view source_name, Limits const& limits) {
  auto const width = wrap_width(bytes);
  TreeBuilder out(bytes, limits);
  bool previous_capitals = false;
  for (std::size_t at = 0; at < bytes.size() && !out.full();) {
    auto const end = line_end(bytes, at);
    auto const line = bytes.substr(at, end - at);
    auto const words = trim(line);
    if (words.empty()) {
      out.end_leaf();
    } else {
      bool const capitals = is_capitals(words) && words.size() < 100;
      if (out.in_leaf() && (width == 0 || starts_item(words) || capitals != previous_capitals)) out.end_leaf();
      if (!out.in_leaf()) out.begin_leaf(NodeKind::paragraph, static_cast<std::uint32_t>(at));
      previous_capitals = capitals;
      out.leaf().copy(line, static_cast<std::uint32_t>(at));
      if (end < bytes.size()) out.leaf().space({static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(end + 1)});
      bool const short_line = words.size() * 10 < width * 6;
      if (short_line && (words.back() == '.' || words.back() == ':' || words.back() == ';')) out.end_leaf();
    }
    at = end + (bytes.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  return out.finish(source_name);
}

}  // namespace smallprint::parser
