#include "parser/extract/inline_markdown.hpp"

#include "parser/extract/inline_escape.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <utility>

namespace smallprint::parser {
namespace {

enum class Role : std::uint8_t { visible, space, dropped, joiner };

Role role_of(UChar32 c) {
  switch (c) {
    case 0x200B:
    case 0x2060:
    case 0xFEFF:
    case 0xAD:
      return Role::dropped;
    case 0x200C:
    case 0x200D:
      return Role::joiner;
    default:
      break;
  }
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return Role::space;
  return u_isUWhiteSpace(c) != 0 ? Role::space : Role::visible;
}

bool is_word(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}
bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\0';
}

/// A link's address inside parentheses.
void append_target(std::string& out, std::string_view target) {
  bool const angle = target.find_first_of(" <>") != std::string_view::npos;
  if (angle) out.push_back('<');
  for (char const c : target) {
    if (c == '\n' || c == '\r') continue;
    if (c == '\\' || c == '(' || c == ')' || c == '<' || c == '>') out.push_back('\\');
    out.push_back(c);
  }
  if (angle) out.push_back('>');
}

void append_code(std::string& out, std::string_view text) {
  std::size_t longest = 0;
  std::size_t ticks = 0;
  for (char const c : text) longest = std::max(longest, ticks = c == '`' ? ticks + 1 : 0);
  std::string const fence(longest == 0 ? 1 : longest + 1, '`');
  bool const padded = text.front() == '`' || text.back() == '`';
  out.append(fence).append(padded ? " " : "").append(text).append(padded ? " " : "").append(fence);
}

}  // namespace

InlineText::Run& InlineText::run(std::uint8_t marks) {
  put_breaks();
  if (runs_.empty() || runs_.back().marks != marks || runs_.back().link != link_ || runs_.back().line_break ||
      runs_.back().raw)
    runs_.push_back({{}, marks, link_, false, false});
  return runs_.back();
}

void InlineText::add(std::string_view text, std::uint8_t marks) {
  Run* into = nullptr;
  auto const put = [&](std::string_view bytes) {
    if (into == nullptr) into = &run(marks);
    if (std::exchange(pending_, false)) into->text.push_back(' ');
    into->text.append(bytes);
  };
  std::size_t from = 0;
  auto const flush = [&](std::size_t to) {
    if (to > from) put(text.substr(from, to - from));
  };
  for (std::size_t at = 0; at < text.size();) {
    auto const byte = static_cast<unsigned char>(text[at]);
    if (byte > 0x20 && byte < 0x7F) {
      ++at;
      continue;
    }
    auto const begin = at;
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(text.data(), at, text.size(), c);
    auto const role = role_of(c);
    if (role == Role::visible) continue;
    if (role == Role::joiner && begin > from && static_cast<unsigned char>(text[begin - 1]) >= 0x80) continue;
    flush(begin);
    from = at;
    if (role == Role::space) space();
  }
  flush(text.size());
  if (!runs_.empty() && runs_.back().line_break) pending_ = false;
}

void InlineText::part(unsigned line_breaks) {
  if (runs_.empty()) return;
  pending_ = false;
  pending_breaks_ = std::max(pending_breaks_, line_breaks);
}

void InlineText::put_breaks() {
  if (pending_breaks_ == 0) return;
  auto there = 0U;
  for (auto at = runs_.rbegin(); at != runs_.rend() && at->line_break; ++at) ++there;
  for (; there < pending_breaks_; ++there) runs_.push_back({{}, 0, 0, true, false});
  pending_breaks_ = 0;
  pending_ = false;
}

bool InlineText::line_break() {
  pending_ = false;
  if (runs_.empty()) return true;
  if (runs_.back().line_break) return false;
  runs_.push_back({{}, 0, link_, true, false});
  return true;
}

void InlineText::begin_link(std::string target, std::string title) {
  links_.push_back({std::move(target), std::move(title), false});
  link_ = static_cast<std::uint32_t>(links_.size());
}

void InlineText::end_link() {
  if (link_ == 0) return;
  bool const wordless = std::none_of(runs_.begin(), runs_.end(), [&](Run const& r) { return r.link == link_; });
  if (wordless) {
    auto& empty = run(0);
    if (std::exchange(pending_, false)) empty.text = " ";
  }
  link_ = 0;
}

void InlineText::image(std::string_view alt, std::string_view target) {
  std::string text = "![";
  append_escaped(text, alt);
  text.append("](");
  append_target(text, target);
  text.push_back(')');
  put_breaks();
  bool const spaced = std::exchange(pending_, false);
  runs_.push_back({(spaced ? " " : "") + text, 0, link_, false, true});
}

bool InlineText::holds_anything() const {
  return std::any_of(runs_.begin(), runs_.end(), [](Run const& r) { return !r.line_break; });
}

char InlineText::next_char(std::size_t at) const {
  for (; at < runs_.size(); ++at) {
    if (runs_[at].line_break) return '\n';
    if (!runs_[at].text.empty()) return runs_[at].link != 0 && runs_[at].text[0] != ' ' ? '[' : runs_[at].text[0];
  }
  return '\0';
}

std::size_t InlineText::extent(std::size_t begin, std::size_t end, Part part) const {
  auto const value = part_of(runs_[begin], part);
  auto stop = begin + 1;
  // A line break goes with what is around it.
  while (stop < end && (part_of(runs_[stop], part) == value ||
                        (runs_[stop].line_break && stop + 1 < end && part_of(runs_[stop + 1], part) == value)))
    ++stop;
  return stop;
}

std::uint32_t InlineText::part_of(Run const& run, Part part) {
  switch (part) {
    case Part::link:
      return run.link;
    case Part::strong:
      return run.marks & strong;
    case Part::emphasis:
      return run.marks & emphasis;
    case Part::strike:
      return run.marks & strike;
  }
  return 0;
}

// Of the marks that begin at a place the one that reaches furthest goes around the others.
void InlineText::render(std::size_t begin, std::size_t end, unsigned done, std::string_view line_break,
                        std::string& out) const {
  for (auto at = begin; at < end;) {
    auto outermost = Part::link;
    std::size_t stop = at;
    if (!runs_[at].line_break)
      for (auto const part : {Part::link, Part::strong, Part::emphasis, Part::strike}) {
        if ((done & bit(part)) != 0 || part_of(runs_[at], part) == 0) continue;
        if (auto const reach = extent(at, end, part); reach > stop) {
          stop = reach;
          outermost = part;
        }
      }
    if (stop == at) {
      words(runs_[at++], line_break, out);
      continue;
    }
    // A mark that ends inside a link ends before it.
    if (outermost != Part::link && stop < end && runs_[stop].link != 0 && runs_[stop].link == runs_[stop - 1].link &&
        runs_[stop].link != runs_[at].link)
      while (runs_[stop - 1].link == runs_[stop].link) --stop;
    render_marked(at, stop, outermost, done | bit(outermost), line_break, out);
    at = stop;
  }
}

void InlineText::words(Run const& run, std::string_view line_break, std::string& out) {
  std::string_view text = run.text;
  if (run.line_break) {
    out.append(line_break);
  } else if (run.raw) {
    out.append(text);
  } else if ((run.marks & code) != 0) {
    if (text.starts_with(' ')) {
      out.push_back(' ');
      text.remove_prefix(1);
    }
    if (!text.empty()) append_code(out, text);
  } else {
    append_escaped(out, text);
  }
}

void InlineText::render_marked(std::size_t begin, std::size_t end, Part part, unsigned done,
                               std::string_view line_break, std::string& out) const {
  std::string inner;
  render(begin, end, done, line_break, inner);
  // Spaces and line breaks at the ends stand outside.
  auto first = inner.find_first_not_of(' ');
  if (first == std::string::npos) first = inner.size();
  out.append(inner, 0, first);
  inner.erase(0, first);
  std::string after;
  while (!inner.empty() && is_blank(inner.back())) {
    after.insert(after.begin(), inner.back());
    inner.pop_back();
  }
  if (part == Part::link) {
    auto const& link = links_[runs_[begin].link - 1];
    out.push_back('[');
    out.append(inner).append("](");
    append_target(out, link.target);
    if (!link.title.empty()) {
      out.append(" \"");
      for (char const c : link.title) {
        if (c == '"' || c == '\\') out.push_back('\\');
        out.push_back(c == '\n' ? ' ' : c);
      }
      out.push_back('"');
    }
    out.push_back(')');
    out.append(after);
    return;
  }
  if (inner.empty()) {
    out.append(after);
    return;
  }
  // CommonMark reads a delimiter run only at a word's side (section 6.2, left- and right-flanking). Punctuation
  // that would keep it from being read goes outside.
  char const next = after.empty() ? next_char(end) : after.front();
  while (!inner.empty() && !is_blank(next) && is_word(next) && !is_word(inner.back()) && inner.back() != ')' &&
         inner.back() != '*' && inner.back() != '_' && inner.back() != '`' && inner.back() != '~') {
    bool const escaped = inner.size() > 1 && inner[inner.size() - 2] == '\\';
    after.insert(0, inner.substr(inner.size() - (escaped ? 2 : 1)));
    inner.erase(inner.size() - (escaped ? 2 : 1));
  }
  char const before = out.empty() ? '\0' : out.back();
  bool const opens = is_blank(before) || !is_word(before) || (!inner.empty() && is_word(inner.front()));
  bool const closes = !inner.empty() && (is_word(inner.back()) || !is_word(next));
  if (inner.empty() || !opens || !closes) {
    out.append(inner).append(after);
    return;
  }
  // '_' does not mark a part of a word.
  bool const inside_word = is_word(before) || is_word(next);
  std::string_view const sign = part == Part::strong ? "**" : part == Part::strike ? "~~" : inside_word ? "*" : "_";
  out.append(sign).append(inner).append(sign).append(after);
}

std::string InlineText::markdown(std::string_view line_break) const {
  std::string out;
  auto end = runs_.size();
  while (end > 0 && runs_[end - 1].line_break) --end;
  render(0, end, 0, line_break, out);
  return out;
}

void InlineText::clear() {
  // A link that goes on in the next block is not repeated there, but one that has had no words yet waits for them.
  bool const waits =
      link_ != 0 && std::none_of(runs_.begin(), runs_.end(), [&](Run const& r) { return r.link == link_; });
  if (waits)
    links_ = {links_[link_ - 1]};
  else
    links_.clear();
  link_ = waits ? 1 : 0;
  runs_.clear();
  pending_ = false;
  pending_breaks_ = 0;
}

}  // namespace smallprint::parser
