#include "parser/extract/pdf_hyphens.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace smallprint::parser {
namespace {

constexpr std::string_view soft_hyphen = "\u00AD";
constexpr std::array<std::string_view, 3> hyphens{"-", "\u2010", soft_hyphen};

bool is_lower_case(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_letter(char c) {
  auto const low = static_cast<char>(c | 0x20);
  return is_lower_case(low) || static_cast<unsigned char>(c) >= 0x80;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

/// The hyphen that a text ends with; empty when there is none.
std::string_view hyphen_at_end(std::string_view text) {
  for (auto const one : hyphens)
    if (text.size() > one.size() && text.substr(text.size() - one.size()) == one)
      return text.substr(text.size() - one.size());
  return {};
}

/// Letters and inner hyphens at the end of a text.
std::string_view last_word(std::string_view text) {
  auto begin = text.size();
  while (begin > 0 && (is_letter(text[begin - 1]) || (text[begin - 1] == '-' && begin < text.size()))) --begin;
  return text.substr(begin);
}

std::string_view first_word(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && (is_letter(text[end]) || (text[end] == '-' && end > 0))) ++end;
  while (end > 0 && text[end - 1] == '-') --end;
  return text.substr(0, end);
}

/// First or last character of a text in a script without spaces.
bool is_cjk(std::string_view character) {
  if (character.size() != 3 || (static_cast<unsigned char>(character[0]) & 0xF0U) != 0xE0U) return false;
  auto const code = ((character[0] & 0x0F) << 12) | ((character[1] & 0x3F) << 6) | (character[2] & 0x3F);
  return (code >= 0x2E80 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) || (code >= 0xFF00 && code <= 0xFF60);
}

bool is_url_in_parts(std::string_view line) {
  auto const word = line.substr(line.find_last_of(' ') + 1);
  return (word.find("://") != std::string_view::npos || word.substr(0, 4) == "www.") &&
         std::string_view("/-_=&?").find(word.back()) != std::string_view::npos;
}

}  // namespace

HyphenBook::HyphenBook(std::vector<std::string_view> const& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto text = lines[i];
    // Parts of words are no words.
    if (auto const hyphen = hyphen_at_end(text); !hyphen.empty()) {
      text.remove_suffix(hyphen.size());
      text.remove_suffix(last_word(text).size());
    }
    if (i > 0 && !hyphen_at_end(lines[i - 1]).empty())
      text.remove_prefix(std::min(first_word(text).size(), text.size()));
    while (!text.empty()) {
      auto const word = first_word(text);
      if (word.empty()) {
        text.remove_prefix(1);
        continue;
      }
      ++uses_[lower(word)];
      text.remove_prefix(word.size());
    }
  }
  int breaks = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    auto const hyphen = hyphen_at_end(lines[i]);
    if (hyphen.empty() || lines[i + 1].empty() || !is_lower_case(lines[i + 1].front())) continue;
    breaks += known(last_word(lines[i].substr(0, lines[i].size() - hyphen.size())), first_word(lines[i + 1]));
  }
  breaks_words_ = breaks > 0;
}

std::uint32_t HyphenBook::uses(std::string_view word) const {
  auto const found = uses_.find(lower(word));
  return found == uses_.end() ? 0 : found->second;
}

int HyphenBook::known(std::string_view first, std::string_view second) const {
  auto const whole = uses(std::string(first) + std::string(second));
  auto const hyphened = uses(std::string(first) + '-' + std::string(second));
  return whole == hyphened ? 0 : whole > hyphened ? 1 : -1;
}

LineJoint HyphenBook::joint(std::string_view line, std::string_view next) const {
  auto const hyphen = hyphen_at_end(line);
  if (hyphen.empty()) {
    if (line.back() == '/' && line.size() > 1 && line[line.size() - 2] != ' ' && is_letter(next.front()))
      return LineJoint::nothing;
    if (is_url_in_parts(line)) return LineJoint::nothing;
    bool const cjk =
        line.size() >= 3 && next.size() >= 3 && is_cjk(line.substr(line.size() - 3)) && is_cjk(next.substr(0, 3));
    return cjk ? LineJoint::nothing : LineJoint::space;
  }
  if (hyphen == soft_hyphen) return LineJoint::no_hyphen;
  auto const before = line.substr(0, line.size() - hyphen.size());
  if (before.back() == ' ' || before.back() == '-') return LineJoint::space;
  auto const first = last_word(before);
  auto const second = first_word(next);
  if (first.empty() || second.empty() || !is_letter(next.front()) || (next.front() >= 'A' && next.front() <= 'Z'))
    return is_letter(next.front()) || (next.front() >= '0' && next.front() <= '9') ? LineJoint::nothing
                                                                                   : LineJoint::space;
  if (is_url_in_parts(line)) return LineJoint::nothing;
  if (auto const answer = known(first, second); answer != 0)
    return answer > 0 ? LineJoint::no_hyphen : LineJoint::nothing;
  auto const prefix = lower(first);
  if (prefix == "non" || prefix == "self" || first.find('-') != std::string_view::npos) return LineJoint::nothing;
  bool const words = uses(first) > 0 && uses(second) > 0;
  return words && !breaks_words_ ? LineJoint::nothing : LineJoint::no_hyphen;
}

}  // namespace smallprint::parser
