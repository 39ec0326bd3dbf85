#include "parser/quotation_marks.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace smallprint::parser {
namespace {

using corpus::Span;

struct Character {
  char32_t c = 0;
  Span at;
  bool code = false;
};

std::vector<Character> characters(std::string_view text, std::vector<Span> const& code) {
  std::vector<Character> out;
  out.reserve(text.size());
  auto const* s = reinterpret_cast<std::uint8_t const*>(text.data());
  auto const size = static_cast<std::int32_t>(text.size());
  auto next = code.begin();
  for (std::int32_t i = 0; i < size;) {
    auto const begin = static_cast<std::uint32_t>(i);
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(s, i, size, c);
    while (next != code.end() && next->end <= begin) ++next;
    out.push_back({static_cast<char32_t>(c),
                   {begin, static_cast<std::uint32_t>(i)},
                   next != code.end() && next->contains(begin)});
  }
  return out;
}

bool is_space(char32_t c) {
  return c == 0 || u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}
bool is_letter(char32_t c) {
  return u_isalpha(static_cast<UChar32>(c)) != 0;
}
bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}
bool is_dash(char32_t c) {
  return c == U'-' || (c >= 0x2010 && c <= 0x2015);
}
bool is_mark(char32_t c) {
  return std::u32string_view(U"\"'“”„‟«»‘’‚‛‹›「」『』").find(c) != std::u32string_view::npos;
}
/// After these a mark opens.
bool leads(char32_t c) {
  return is_space(c) || is_dash(c) || is_mark(c) ||
         std::u32string_view(U"([{</:;=*_>¿¡|").find(c) != std::u32string_view::npos;
}

/// Marks that close what another one opened.
std::u32string_view closers(char32_t opener) {
  switch (opener) {
    case U'“':
    case U'”':  // as Swedish and Finnish have it
    case U'‟':
      return U"”";
    case U'„':
      return U"“”‟";
    case U'«':
      return U"»";
    case U'»':
      return U"«»";
    case U'‘':
    case U'‛':
      return U"’";
    case U'‚':
      return U"‘’";
    case U'‹':
      return U"›";
    case U'「':
      return U"」";
    case U'『':
      return U"』";
    case U'\'':
      return U"'";
    default:
      return U"\"";
  }
}
bool is_single(char32_t opener) {
  return std::u32string_view(U"'‘‛‚‹").find(opener) != std::u32string_view::npos;
}

class Pairing {
 public:
  explicit Pairing(std::vector<Character> text) : text_(std::move(text)) {}

  std::vector<Marked> run() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      auto const c = text_[i].c;
      if (text_[i].code || !is_mark(c)) continue;
      if (auto const open = opened(c); open != open_.size() && closes(i, open))
        close(i, open);
      else if (opens(i))
        open_.push_back({i, c});
    }
    while (!open_.empty()) {  // never closed: a single one is an apostrophe
      if (!is_single(open_.back().c)) add(open_.back(), text_.size(), false);
      open_.pop_back();
    }
    std::sort(out_.begin(), out_.end(), [](Marked const& a, Marked const& b) {
      return a.whole.begin != b.whole.begin ? a.whole.begin < b.whole.begin : a.whole.end > b.whole.end;
    });
    std::vector<std::uint32_t> ends;
    for (auto& one : out_) {
      std::erase_if(ends, [&](std::uint32_t end) { return end <= one.whole.begin; });
      one.depth = static_cast<std::uint32_t>(ends.size());
      ends.push_back(one.whole.end);
    }
    return std::move(out_);
  }

 private:
  struct Open {
    std::size_t at;
    char32_t c;
  };

  [[nodiscard]] char32_t before(std::size_t i) const { return i == 0 ? 0 : text_[i - 1].c; }
  [[nodiscard]] char32_t after(std::size_t i) const { return i + 1 < text_.size() ? text_[i + 1].c : 0; }
  [[nodiscard]] bool open_place(std::size_t i) const { return leads(before(i)) && !is_space(after(i)); }

  /// The innermost open mark that `c` may close; open_.size() when there is none.
  [[nodiscard]] std::size_t opened(char32_t c) const {
    for (auto i = open_.size(); i-- > 0;)
      if (closers(open_[i].c).find(c) != std::u32string_view::npos) return i;
    return open_.size();
  }

  [[nodiscard]] bool closes(std::size_t i, std::size_t open) const {
    auto const c = text_[i].c;
    if (open_[open].at + 1 >= i) return false;
    if (c == U'"') {
      if (leads(before(i)) && !is_mark(before(i)) && !is_space(after(i)) && (is_letter(after(i)) || after(i) == U'['))
        return false;  // it opens another
      return !is_digit(before(i)) || !inches(i);
    }
    if (c == U'»' && open_[open].c == U'»') return !open_place(i);
    if (c != U'\'' && c != U'’') return true;
    if (is_space(before(i)) || is_letter(after(i)) || is_digit(after(i))) return false;
    if (is_digit(before(i)) &&
        (after(i) == U'"' || (after(i) == U' ' && i + 2 < text_.size() && is_digit(text_[i + 2].c))))
      return false;  // feet
    return !possessive(i);
  }

  /// “users’ rights”: an s before, a word after, and another mark further on that closes.
  [[nodiscard]] bool possessive(std::size_t i) const {
    if ((before(i) != U's' && before(i) != U'S') || after(i) != U' ' || i + 2 >= text_.size() ||
        !is_letter(text_[i + 2].c))
      return false;
    for (auto k = i + 1; k < text_.size(); ++k) {
      auto const c = text_[k].c;
      if (c == U'‘' || (c == U'\'' && text_[i].c == c && open_place(k))) return false;
      if (c == text_[i].c && !is_letter(after(k)) && !is_digit(after(k)) && !is_space(before(k))) return true;
    }
    return false;
  }

  /// A straight mark after a number measures when the marks after it do not come out even without it.
  [[nodiscard]] bool inches(std::size_t i) const {
    std::size_t marks = 0;
    for (auto k = i + 1; k < text_.size(); ++k)
      if (text_[k].c == U'"' && !text_[k].code) ++marks;
    return marks % 2 == 1;
  }

  [[nodiscard]] bool opens(std::size_t i) const {
    auto const c = text_[i].c;
    switch (c) {
      case U'“':
      case U'„':
      case U'‟':
      case U'«':
      case U'「':
      case U'『':
        return !is_space(after(i)) || c == U'«';
      case U'»':
        return open_place(i) && later(i, c == U'»' ? U"«»" : U"»");
      case U'”':
        return open_place(i) && is_letter(after(i)) && later(i, U"”");
      case U'"':
        return open_place(i);
      case U'‘':
      case U'‛':
      case U'‚':
      case U'‹':
        return leads(before(i)) && !is_space(after(i)) && !is_digit(after(i));
      case U'\'':
        return open_place(i) && !is_digit(after(i)) && later(i, U"'");
      default:
        return false;
    }
  }
  [[nodiscard]] bool later(std::size_t i, std::u32string_view marks) const {
    return std::any_of(text_.begin() + static_cast<std::ptrdiff_t>(i) + 1, text_.end(), [&](Character const& one) {
      return !one.code && marks.find(one.c) != std::u32string_view::npos;
    });
  }

  void close(std::size_t i, std::size_t open) {
    add(open_[open], i, true);
    open_.resize(open);  // what was opened inside and not closed was none
  }

  void add(Open open, std::size_t end, bool closed) {
    auto first = open.at + 1;
    auto last = end;
    while (first < last && is_space(text_[first].c)) ++first;
    while (last > first && is_space(text_[last - 1].c)) --last;
    if (first >= last) return;
    out_.push_back({{text_[first].at.begin, text_[last - 1].at.end},
                    {text_[open.at].at.begin, closed ? text_[end].at.end : text_[last - 1].at.end},
                    open.c,
                    closed,
                    is_single(open.c),
                    0});
  }

  std::vector<Character> text_;
  std::vector<Open> open_;
  std::vector<Marked> out_;
};

}  // namespace

std::vector<Marked> find_marked(std::string_view text, std::vector<Span> const& code) {
  return Pairing(characters(text, code)).run();
}

char32_t opening_mark(std::string_view text) {
  auto const all = characters(text.substr(0, 16), {});
  if (all.size() < 2 || !is_mark(all.front().c) || is_space(all[1].c)) return 0;
  return all.front().c;
}

}  // namespace smallprint::parser
