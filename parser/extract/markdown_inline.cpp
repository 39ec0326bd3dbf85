#include "parser/extract/markdown_inline.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace smallprint::parser {
namespace {

/// Letters of a line and what each looks like, by byte.
struct Look {
  bool bold = false;
  bool italic = false;
  std::uint32_t link = 0;  ///< number of the link, from 1
  bool operator==(Look const&) const = default;
};

struct Piece {
  std::string text;
  Look look;
};

enum class Side : std::uint8_t { blank, mark, letter };

Side side_of(UChar32 c) {
  if (c < 0 || u_isUWhiteSpace(c) != 0) return Side::blank;
  if (c < 0x80) return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ? Side::letter : Side::mark;
  return u_ispunct(c) != 0 ? Side::mark : Side::letter;
}

Side first_side(std::string_view text) {
  if (text.empty()) return Side::blank;
  UChar32 c = 0;
  std::int32_t i = 0;
  U8_NEXT_OR_FFFD(reinterpret_cast<std::uint8_t const*>(text.data()), i,
                  static_cast<std::int32_t>(std::min<std::size_t>(text.size(), 4)), c);
  return side_of(c);
}

Side last_side(std::string_view text) {
  if (text.empty()) return Side::blank;
  text = text.substr(text.size() - std::min<std::size_t>(text.size(), 4));
  UChar32 c = 0;
  auto i = static_cast<std::int32_t>(text.size());
  U8_PREV_OR_FFFD(reinterpret_cast<std::uint8_t const*>(text.data()), 0, i, c);
  return side_of(c);
}

/// Whether CommonMark reads a mark as opening or closing between what is outside and inside of it.
bool works(Side outside, Side inside, bool underscore) {
  if (inside == Side::blank) return false;
  if (underscore && outside == Side::letter) return false;
  return inside == Side::letter || outside != Side::letter;
}

std::string destination(std::string_view link) {
  std::string out;
  for (char const c : link) {
    auto const code = static_cast<unsigned char>(c);
    constexpr std::string_view hex = "0123456789ABCDEF";
    if (code <= 0x20 || c == '<' || c == '>' || code == 0x7F) {
      out += '%';
      out += hex[code >> 4U];
      out += hex[code & 15U];
    } else {
      if (c == '(' || c == ')' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out;
}

class Line {
 public:
  Line(std::vector<Piece> pieces, std::vector<std::string> const& links) : pieces_(std::move(pieces)), links_(links) {
    tidy();
    drop_what_does_not_work();
  }

  [[nodiscard]] std::string markdown() const {
    std::string out;
    Look now;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      auto const& look = pieces_[i].look;
      bool const other_link = look.link != now.link;
      bool const other_bold = other_link || look.bold != now.bold;
      if (now.italic && (other_bold || !look.italic)) out += '_';
      if (now.bold && other_bold) out += "**";
      if (now.link != 0 && other_link) out += "](" + destination(links_[now.link - 1]) + ')';
      if (look.link != 0 && other_link) out += '[';
      if (look.bold && (other_bold || !now.bold)) out += "**";
      if (look.italic && (other_bold || !now.italic)) out += '_';
      out += escaped(i);
      now = look;
    }
    if (now.italic) out += '_';
    if (now.bold) out += "**";
    if (now.link != 0) out += "](" + destination(links_[now.link - 1]) + ')';
    return out;
  }

 private:
  /// A line's ends are as good as blanks to what stands beside them.
  [[nodiscard]] std::string escaped(std::size_t piece) const {
    auto text = pieces_[piece].text;
    auto const place = place_of(piece);
    bool const first = piece == 0 && place == MarkdownPlace::words;
    bool const last = piece + 1 == pieces_.size() && place == MarkdownPlace::words;
    if (first) text.insert(0, 1, ' ');
    if (last) text += ' ';
    auto out = escape_markdown(text, place);
    if (first) out.erase(0, 1);
    if (last) out.pop_back();
    return out;
  }

  [[nodiscard]] MarkdownPlace place_of(std::size_t piece) const {
    auto const& look = pieces_[piece].look;
    if (look.link != 0) return MarkdownPlace::link;
    bool const ends =
        piece + 1 == pieces_.size() || pieces_[piece].text.back() == ' ' || pieces_[piece + 1].text[0] == ' ';
    return look.bold || look.italic || !ends ? MarkdownPlace::marked : MarkdownPlace::words;
  }

  static void fold(std::string& text) {
    std::string out;
    for (char const c : text) {
      bool const blank = c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
      if (!blank)
        out += c;
      else if (out.empty() || out.back() != ' ')
        out += ' ';
    }
    text = std::move(out);
  }

  // Blanks go to pieces of their own. One between two pieces looks as both do.
  void tidy() {
    std::vector<Piece> parts;
    for (auto& piece : pieces_) {
      fold(piece.text);
      auto const text = std::string_view(piece.text);
      auto const begin = text.find_first_not_of(' ');
      if (begin == std::string_view::npos) {
        if (!text.empty()) parts.push_back({" ", piece.look});
        continue;
      }
      auto const end = text.find_last_not_of(' ') + 1;
      if (begin > 0) parts.push_back({" ", piece.look});
      parts.push_back({std::string(text.substr(begin, end - begin)), piece.look});
      if (end < text.size()) parts.push_back({" ", piece.look});
    }
    std::vector<Piece> out;
    for (auto& part : parts) {
      if (part.text == " " && (out.empty() || out.back().text == " ")) continue;
      out.push_back(std::move(part));
    }
    while (!out.empty() && out.back().text == " ") out.pop_back();
    for (std::size_t i = 1; i + 1 < out.size(); ++i) {
      if (out[i].text != " ") continue;
      auto const& before = out[i - 1].look;
      auto const& after = out[i + 1].look;
      out[i].look = {before.bold && after.bold && before.link == after.link,
                     before.italic && after.italic && before.bold == after.bold && before.link == after.link,
                     before.link == after.link ? before.link : 0};
    }
    pieces_.clear();
    for (auto& one : out) join(std::move(one));
  }

  void join(Piece piece) {
    if (!pieces_.empty() && pieces_.back().look == piece.look)
      pieces_.back().text += piece.text;
    else
      pieces_.push_back(std::move(piece));
  }

  /// What stands beside the pieces [begin, end), on the outside.
  [[nodiscard]] Side outside(std::size_t begin, std::size_t end, bool before) const {
    if (before)
      return begin == 0 ? Side::blank : is_marked(begin - 1, begin) ? Side::mark : last_side(pieces_[begin - 1].text);
    return end == pieces_.size() ? Side::blank : is_marked(end, end - 1) ? Side::mark : first_side(pieces_[end].text);
  }
  /// Whether a mark of `piece` stands between it and `other`.
  [[nodiscard]] bool is_marked(std::size_t piece, std::size_t other) const {
    auto const& a = pieces_[piece].look;
    auto const& b = pieces_[other].look;
    return a.link != b.link || (a.bold && !b.bold) || (a.italic && !b.italic);
  }

  /// The pieces from `begin` on that one mark goes around.
  [[nodiscard]] std::size_t marked_end(std::size_t begin, bool italic) const {
    auto const& first = pieces_[begin].look;
    auto end = begin;
    while (end < pieces_.size() && has(pieces_[end].look, italic) && pieces_[end].look.link == first.link &&
           (!italic || pieces_[end].look.bold == first.bold))
      ++end;
    return end;
  }
  static bool has(Look const& look, bool italic) { return italic ? look.italic : look.bold; }

  [[nodiscard]] bool mark_works(std::size_t begin, std::size_t end, bool italic) const {
    auto const inside = [&](Piece const& piece, bool front) {
      if (!italic && piece.look.italic) return Side::mark;
      return front ? first_side(piece.text) : last_side(piece.text);
    };
    return works(outside(begin, end, true), inside(pieces_[begin], true), italic) &&
           works(outside(begin, end, false), inside(pieces_[end - 1], false), italic);
  }

  /// \returns whether there was any
  bool drop_marks(bool italic, bool all) {
    bool dropped = false;
    for (std::size_t begin = 0; begin < pieces_.size();) {
      auto const end = std::max(marked_end(begin, italic), begin + 1);
      if (has(pieces_[begin].look, italic) && (all || !mark_works(begin, end, italic))) {
        for (auto i = begin; i < end; ++i) (italic ? pieces_[i].look.italic : pieces_[i].look.bold) = false;
        dropped = true;
      }
      begin = end;
    }
    return dropped;
  }

  // A mark that goes may be what another one stood beside.
  void drop_what_does_not_work() {
    int rounds = 8;
    for (bool again = true; again; --rounds) {
      again = drop_marks(true, rounds <= 0);
      again = drop_marks(false, rounds <= 0) || again;
    }
    auto pieces = std::move(pieces_);
    pieces_.clear();
    for (auto& one : pieces) join(std::move(one));
  }

  std::vector<Piece> pieces_;
  std::vector<std::string> const& links_;
};

}  // namespace

std::string inline_markdown(std::vector<InlineRun> const& runs, MarkdownPlace place) {
  std::vector<std::string> links;
  std::vector<std::vector<Piece>> lines(1);
  for (auto const& run : runs) {
    Look look{run.bold, run.italic, 0};
    if (!run.link.empty()) {
      if (links.empty() || links.back() != run.link) links.push_back(run.link);
      look.link = static_cast<std::uint32_t>(links.size());
    }
    for (std::size_t at = 0; at <= run.text.size();) {
      auto const end = std::min(run.text.find('\n', at), run.text.size());
      if (at > 0 && place != MarkdownPlace::heading) lines.emplace_back();
      if (at > 0 && place == MarkdownPlace::heading) lines.back().push_back({" ", look});
      lines.back().push_back({run.text.substr(at, end - at), look});
      at = end + 1;
    }
  }
  std::string out;
  for (auto& pieces : lines) {
    auto line = guard_markdown(Line(std::move(pieces), links).markdown(), place);
    if (line.empty()) continue;
    if (!out.empty()) out += place == MarkdownPlace::cell ? "<br>" : "\\\n";
    out += line;
  }
  return out;
}

}  // namespace smallprint::parser
