#include "query/changes/changed_words.hpp"

#include "corpus/text.hpp"

#include <algorithm>
#include <cctype>

namespace smallprint::query {
namespace {

/// Whether the word at `word` belongs to an address of the web or of mail.
bool in_address(std::string_view text, corpus::Span word) {
  auto begin = word.begin, end = word.end;
  while (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '\n') --begin;
  while (end < text.size() && text[end] != ' ' && text[end] != '\n') ++end;
  auto const chunk = text.substr(begin, end - begin);
  for (std::string_view const mark : {"://", "www.", "@", "mailto:"})
    if (chunk.find(mark) != std::string_view::npos) return true;
  return false;
}

}  // namespace

bool is_respelled(std::string const& a, std::string const& b, corpus::ChangeRules const& rules) {
  if (a == b) return true;
  auto const swaps = [](std::string const& x, std::string const& y, std::string const& from, std::string const& to) {
    return x.size() >= from.size() + 2 && y.size() >= to.size() + 2 && x.ends_with(from) && y.ends_with(to) &&
           std::string_view(x).substr(0, x.size() - from.size()) == std::string_view(y).substr(0, y.size() - to.size());
  };
  return std::any_of(rules.spelling.begin(), rules.spelling.end(), [&](auto const& pair) {
    return swaps(a, b, pair.first, pair.second) || swaps(a, b, pair.second, pair.first);
  });
}

bool is_of_date(std::string const& word, corpus::ChangeRules const& rules) {
  return (word.front() >= '0' && word.front() <= '9') || rules.months.contains(corpus::hash64(word));
}

std::uint32_t label_end(std::string_view text) {
  std::size_t at = text.starts_with('(') ? 1 : 0;
  auto const first = at;
  while (at < text.size() && at - first < 4 && std::isalnum(static_cast<unsigned char>(text[at]))) ++at;
  if (at == first || at >= text.size() || (text[at] != '.' && text[at] != ')')) return 0;
  return at + 1 < text.size() && text[at + 1] == ' ' ? static_cast<std::uint32_t>(at + 1) : 0;
}

std::string plain_words(std::string_view text) {
  std::string out;
  for (auto const word : corpus::words(text)) out += (out.empty() ? "" : " ") + corpus::fold(corpus::slice(text, word));
  for (auto i = out.find("\u2019"); i != std::string::npos; i = out.find("\u2019", i)) out.replace(i, 3, "'");
  return out;
}

ChangedWords changed_words(std::string_view old_text, std::string_view new_text,
                           std::vector<RedlinePart> const& redline, corpus::ChangeRules const& rules) {
  ChangedWords out;
  auto const old_label = label_end(old_text), new_label = label_end(new_text);
  for (auto const& part : redline) {
    if (part.kind == RedlinePart::Kind::same) continue;
    bool const removed = part.kind == RedlinePart::Kind::removed;
    auto const text = removed ? old_text : new_text;
    auto const span = removed ? part.before : part.after;
    auto const piece = corpus::slice(text, span);
    auto words = plain_words(piece);
    for (auto const& note : rules.inline_notes)
      if (auto const at = words.find(note); at != std::string::npos) words.erase(at, note.size());
    if (words.find_first_not_of(' ') == std::string::npos) continue;
    bool any = false;
    for (auto const word : corpus::words(piece)) {
      corpus::Span const at{span.begin + word.begin, span.begin + word.end};
      if (at.end <= (removed ? old_label : new_label)) continue;
      auto folded = plain_words(corpus::slice(text, at));
      if (words.find(folded) == std::string::npos) continue;
      if (auto const number = std::find(rules.numerals.begin(), rules.numerals.end(), folded);
          number != rules.numerals.end())
        folded = std::to_string(number - rules.numerals.begin());
      any = true;
      if (in_address(text, at))
        (removed ? out.removed_addresses : out.added_addresses).push_back(std::move(folded));
      else
        (removed ? out.removed : out.added).push_back(std::move(folded));
    }
    if (any) out.parts.emplace_back(piece);
    out.marks_only = out.marks_only && !any;
  }
  // A page that hides addresses from robots writes "[email protected]" in their place.
  static std::vector<std::string> const mask{"email", "protected"};
  auto const masked = [](std::vector<std::string>& words, std::vector<std::string> const& addresses,
                         std::vector<std::string>& other, std::vector<std::string>& other_addresses) {
    if (words != mask || !addresses.empty() || !other.empty() || other_addresses.empty()) return;
    words.clear();
    other_addresses.clear();
  };
  masked(out.removed, out.removed_addresses, out.added, out.added_addresses);
  masked(out.added, out.added_addresses, out.removed, out.removed_addresses);
  return out;
}

bool names_year_or_version(std::string_view text) {
  for (auto const span : corpus::words(text)) {
    auto const word = corpus::slice(text, span);
    bool const digits =
        std::all_of(word.begin(), word.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    if (!digits) continue;
    if (word.size() == 4 && (word.starts_with("199") || word.starts_with("20"))) return true;
    if (word.find('.') != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace smallprint::query
