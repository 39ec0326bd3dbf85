#include "ingest/fetch/robots.hpp"

#include "fuzz/target.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace smallprint::fuzz {
namespace {

using ingest::RobotsRules;

std::string_view cut_line(std::string_view& bytes) {
  auto const end = std::min(bytes.find('\n'), bytes.size());
  auto const line = bytes.substr(0, end);
  bytes.remove_prefix(std::min(end + 1, bytes.size()));
  return line;
}

// The line of that number, from 1, by any of the three line ends.
std::string_view line_of(std::string_view text, std::size_t number) {
  while (true) {
    auto const end = std::min(text.find_first_of("\r\n"), text.size());
    if (--number == 0) return text.substr(0, end);
    require(end < text.size(), "the line that decides is there");
    text.remove_prefix(end + (text.substr(end, 2) == "\r\n" ? 2 : 1));
  }
}

// Whether it says so, by its first letter: "Allow: ..." or "Disallow: ...".
bool is_allowing(std::string_view line) {
  if (line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);
  auto const letter = line.find_first_not_of(" \t");
  require(letter != std::string_view::npos, "the line that decides has words");
  auto const first = static_cast<char>(line[letter] | 0x20);
  require(first == 'a' || first == 'd', "the line that decides is a rule");
  return first == 'a';
}

std::string with_letters_encoded(std::string_view target) {
  std::string out;
  for (char const c : target) {
    auto const is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    std::array<char, 4> escape{};
    std::snprintf(escape.data(), escape.size(), "%%%02x", static_cast<unsigned>(c));
    if (is_letter)
      out += escape.data();
    else
      out += c;
  }
  return out;
}

}  // namespace

void robots(std::string_view bytes) {
  auto const target = cut_line(bytes);
  auto const product = ingest::product_token(cut_line(bytes));
  auto const rules = RobotsRules::parse(bytes, product);
  if (auto const delay = rules.crawl_delay())
    require(*delay >= 0 && *delay <= ingest::longest_crawl_delay, "a delay is within its limits");
  require(rules.judge("/robots.txt").allowed, "robots.txt itself is always allowed");
  auto const verdict = rules.judge(target);
  require(verdict.allowed || verdict.line > 0, "a line forbids");
  if (verdict.line > 0)
    require(is_allowing(line_of(bytes, verdict.line)) == verdict.allowed, "the line that decides says so");
  if (target.find('%') == std::string_view::npos && target != "/robots.txt") {
    auto const again = rules.judge(with_letters_encoded(target));
    require(again.allowed == verdict.allowed && again.line == verdict.line, "an escaped letter is that letter");
  }
}

}  // namespace smallprint::fuzz
