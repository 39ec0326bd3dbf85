#include "parser/readers/inline_aligner.hpp"

#include "parser/readers/entity.hpp"

#include <cmark-gfm-core-extensions.h>

#include <algorithm>
#include <cctype>
#include <cstring>

namespace smallprint::parser {
namespace {

using Kind = corpus::Mark::Kind;

bool is_punctuation(char c) {
  auto const u = static_cast<unsigned char>(c);
  return (u >= 0x21 && u <= 0x2F) || (u >= 0x3A && u <= 0x40) || (u >= 0x5B && u <= 0x60) || (u >= 0x7B && u <= 0x7E);
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

std::string_view view(char const* s) {
  return s == nullptr ? std::string_view{} : std::string_view(s);
}

// The extension's node types have no public names.
bool is_strikethrough(cmark_node* node) {
  return view(cmark_node_get_type_string(node)) == "strikethrough";
}

bool is_break_tag(std::string_view html) {
  return html.size() >= 4 && html[0] == '<' && (html[1] | 0x20) == 'b' && (html[2] | 0x20) == 'r' &&
         !std::isalnum(html[3]);
}

}  // namespace

InlineAligner::InlineAligner(std::string_view leaf, std::uint32_t begin, unsigned quote_depth, bool cell, LeafText& out)
    : raw_(leaf), base_(begin), quote_depth_(quote_depth), cell_(cell), out_(out) {}

bool InlineAligner::run(cmark_node* leaf) {
  // An explicit walk: emphasis can nest as deep as a paragraph is long.
  cmark_node* node = cmark_node_first_child(leaf);
  while (node != nullptr) {
    if (!enter(node)) return false;
    if (auto* const child = cmark_node_first_child(node)) {
      node = child;
      continue;
    }
    for (;;) {
      if (!exit(node)) return false;
      if (auto* const next = cmark_node_next(node)) {
        node = next;
        break;
      }
      node = cmark_node_parent(node);
      if (node == leaf) return true;
    }
  }
  return true;
}

std::size_t InlineAligner::skip_run(char c, std::size_t most) {
  std::size_t n = 0;
  while (n < most && at_ < raw_.size() && raw_[at_] == c) {
    ++at_;
    ++n;
  }
  return n;
}

bool InlineAligner::enter(cmark_node* node) {
  auto const type = cmark_node_get_type(node);
  if (type == CMARK_NODE_TEXT) return text(view(cmark_node_get_literal(node)));
  if (type == CMARK_NODE_SOFTBREAK) return line_end(false);
  if (type == CMARK_NODE_LINEBREAK) return line_end(true);
  if (type == CMARK_NODE_CODE) {
    out_.open_mark(Kind::code);
    bool const read = code(view(cmark_node_get_literal(node)));
    out_.close_mark(Kind::code);
    return read;
  }
  if (type == CMARK_NODE_HTML_INLINE) return html(view(cmark_node_get_literal(node)));
  if (type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG) {
    std::size_t const size = type == CMARK_NODE_STRONG ? 2 : 1;
    if (at_ < raw_.size() && (raw_[at_] == '*' || raw_[at_] == '_')) skip_run(raw_[at_], size);
    out_.open_mark(type == CMARK_NODE_STRONG ? Kind::strong : Kind::emphasis);
    return true;
  }
  if (type == CMARK_NODE_LINK) {
    char how = 0;
    if (at_ < raw_.size() && (raw_[at_] == '[' || raw_[at_] == '<')) how = raw_[at_++];
    links_.push_back(how);
    out_.open_mark(Kind::link, view(cmark_node_get_url(node)));
    return true;
  }
  if (type == CMARK_NODE_IMAGE) {
    if (raw_.substr(std::min(at_, raw_.size()), 2) == "![") at_ += 2;
    links_.push_back('[');
    return true;
  }
  if (is_strikethrough(node)) skip_run('~', 2);
  return true;
}

bool InlineAligner::exit(cmark_node* node) {
  auto const type = cmark_node_get_type(node);
  if (type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG) {
    std::size_t const size = type == CMARK_NODE_STRONG ? 2 : 1;
    if (at_ < raw_.size() && (raw_[at_] == '*' || raw_[at_] == '_')) skip_run(raw_[at_], size);
    out_.close_mark(type == CMARK_NODE_STRONG ? Kind::strong : Kind::emphasis);
  } else if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) {
    char const how = links_.empty() ? 0 : links_.back();
    if (!links_.empty()) links_.pop_back();
    if (type == CMARK_NODE_LINK) out_.close_mark(Kind::link);
    if (how == '<') skip_run('>', 1);
    if (how == '[') {
      while (at_ < raw_.size() && (is_blank(raw_[at_]) || is_line_end(raw_[at_]))) ++at_;
      if (skip_run(']', 1) == 1) skip_destination();
    }
  } else if (is_strikethrough(node)) {
    skip_run('~', 2);
  }
  return true;
}

// After the "]" of a link: "(destination "title")", "[reference]" or nothing.
void InlineAligner::skip_destination() {
  auto i = at_;
  auto const white = [&] {
    while (i < raw_.size() && (is_blank(raw_[i]) || is_line_end(raw_[i]))) ++i;
  };
  auto const skip_to = [&](char close) {
    for (++i; i < raw_.size() && raw_[i] != close; ++i)
      if (raw_[i] == '\\') ++i;
    if (i < raw_.size()) ++i;
  };
  if (i >= raw_.size()) return;
  if (raw_[i] == '[') {
    skip_to(']');
    at_ = std::min(i, raw_.size());
    return;
  }
  if (raw_[i] != '(') return;
  ++i;
  white();
  if (i < raw_.size() && raw_[i] == '<') {
    skip_to('>');
  } else {
    for (int depth = 0; i < raw_.size(); ++i) {
      char const c = raw_[i];
      if (c == '\\' && i + 1 < raw_.size() && is_punctuation(raw_[i + 1])) {
        ++i;
      } else if (c == '(') {
        ++depth;
      } else if (c == ')') {
        if (depth-- == 0) break;
      } else if (static_cast<unsigned char>(c) <= 0x20) {
        break;
      }
    }
  }
  white();
  if (i < raw_.size() && (raw_[i] == '"' || raw_[i] == '\''))
    skip_to(raw_[i]);
  else if (i < raw_.size() && raw_[i] == '(')
    skip_to(')');
  white();
  if (i < raw_.size() && raw_[i] == ')') at_ = i + 1;
}

// Containers' markers at the start of a further line.
void InlineAligner::skip_prefix() {
  auto quotes = quote_depth_;
  while (at_ < raw_.size() && (is_blank(raw_[at_]) || (raw_[at_] == '>' && quotes > 0))) {
    if (raw_[at_] == '>') --quotes;
    ++at_;
  }
}

bool InlineAligner::line_end(bool hard) {
  auto const begin = at_;
  while (at_ < raw_.size() && (is_blank(raw_[at_]) || (raw_[at_] == '\\' && hard))) ++at_;
  if (at_ >= raw_.size() || !is_line_end(raw_[at_])) {
    at_ = raw_.find_first_of("\r\n", begin);
    if (at_ == std::string_view::npos) return false;
  }
  auto const end = at_;
  if (raw_[at_] == '\r' && at_ + 1 < raw_.size() && raw_[at_ + 1] == '\n') ++at_;
  ++at_;
  skip_prefix();
  if (hard)
    out_.line_break(raw_span(begin, at_));
  else
    out_.space(raw_span(end, at_));
  return true;
}

bool InlineAligner::resync(std::string_view literal) {
  auto const found = raw_.find(literal.substr(0, std::min<std::size_t>(literal.size(), 16)), at_);
  if (found == std::string_view::npos) return false;
  at_ = found;
  return true;
}

bool InlineAligner::text(std::string_view literal) {
  std::size_t i = 0;
  bool moved = false;  // one jump per place, so that no two nodes can disagree for ever
  while (i < literal.size()) {
    auto const from = at_;
    while (i < literal.size() && at_ < raw_.size() && raw_[at_] == literal[i] && raw_[at_] != '\\' &&
           raw_[at_] != '&') {
      if (raw_[at_] == '*' && raw_.substr(at_, 2) == "**" && literal.substr(i, 2) == "**") break;
      ++at_;
      ++i;
    }
    if (at_ > from) {
      out_.copy(raw_.substr(from, at_ - from), base_ + static_cast<std::uint32_t>(from));
      moved = false;
    }
    if (i >= literal.size()) break;
    if (at_ >= raw_.size()) return false;
    char const c = raw_[at_];
    if (c == '\\' && at_ + 1 < raw_.size() && is_punctuation(raw_[at_ + 1]) && literal[i] == raw_[at_ + 1]) {
      out_.copy(raw_.substr(at_ + 1, 1), base_ + static_cast<std::uint32_t>(at_ + 1));
      at_ += 2;
      ++i;
      continue;
    }
    if (c == '*' && literal.substr(i, 2) == "**" && raw_.substr(at_, 2) == "**") {
      stray_strong();
      i += 2;
      continue;
    }
    if (c == '&') {
      auto const entity = match_entity(raw_.substr(at_), literal.substr(i), true);
      if (entity.raw_size != 0) {
        out_.replace(literal.substr(i, entity.decoded_size), raw_span(at_, at_ + entity.raw_size));
        at_ += entity.raw_size;
        i += entity.decoded_size;
        continue;
      }
    }
    if (c == literal[i]) {  // a backslash or "&" that stands for itself
      out_.copy(raw_.substr(at_, 1), base_ + static_cast<std::uint32_t>(at_));
      ++at_;
      ++i;
      continue;
    }
    if (moved || !resync(literal.substr(i))) return false;
    moved = true;
  }
  return true;
}

// "**Title. **Text" is no strong text to CommonMark, as a space stands before the end, but it is what
// converters make of a bold "Title. ". They escape the asterisks of the text itself.
void InlineAligner::stray_strong() {
  at_ += 2;
  if (!stray_open_)
    out_.open_mark(Kind::strong);
  else
    out_.close_mark(Kind::strong);
  stray_open_ = !stray_open_;
}

bool InlineAligner::code(std::string_view literal) {
  if (at_ >= raw_.size() || raw_[at_] != '`') return false;
  auto const ticks = skip_run('`', raw_.size());
  while (at_ < raw_.size() && !literal.empty() && is_blank(raw_[at_]) && raw_[at_] != literal[0]) ++at_;
  if (at_ < raw_.size() && !literal.empty() && raw_[at_] == ' ' && literal[0] != ' ') ++at_;
  std::size_t i = 0;
  while (i < literal.size() && at_ < raw_.size()) {
    if (raw_[at_] == literal[i] && !is_line_end(raw_[at_])) {
      out_.copy(raw_.substr(at_, 1), base_ + static_cast<std::uint32_t>(at_));
      ++at_;
      ++i;
    } else if (is_line_end(raw_[at_])) {
      auto const begin = at_;
      if (raw_[at_] == '\r' && at_ + 1 < raw_.size() && raw_[at_ + 1] == '\n') ++at_;
      ++at_;
      skip_prefix();
      out_.space(raw_span(begin, at_));
      if (literal[i] == ' ') ++i;
    } else if (raw_[at_] == ' ' || (cell_ && raw_[at_] == '\\')) {
      ++at_;
    } else {
      return false;
    }
  }
  if (i < literal.size()) return false;
  while (at_ < raw_.size() && raw_[at_] != '`') ++at_;
  skip_run('`', ticks);
  return true;
}

bool InlineAligner::html(std::string_view literal) {
  if (literal.empty()) return true;
  if (at_ >= raw_.size() || raw_[at_] != '<') {
    if (!resync(literal.substr(0, 1))) return false;
  }
  auto const begin = at_;
  for (std::size_t i = 0; i < literal.size() && at_ < raw_.size(); ++i) {
    if (raw_[at_] == literal[i] || is_line_end(literal[i])) {
      bool const line = is_line_end(raw_[at_]);
      if (raw_[at_] == '\r' && at_ + 1 < raw_.size() && raw_[at_ + 1] == '\n') ++at_;
      ++at_;
      if (line && i + 1 < literal.size() && !is_blank(literal[i + 1])) skip_prefix();
    } else {
      return false;
    }
  }
  if (is_break_tag(literal)) out_.line_break(raw_span(begin, at_));
  return true;
}

}  // namespace smallprint::parser
