#include "report/quotes.hpp"

#include "report/escape.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace smallprint::report {
namespace {

using query::QuoteState;
using Kind = query::QuotePiece::Kind;
using Weight = query::QuotePiece::Weight;

// Stand for colours while text is folded; they take no column.
constexpr char red = '\x02', green = '\x03', plain = '\x04', dim = '\x05';
constexpr std::size_t longest_shown = 400;  // bytes of a quotation that differs in nothing

std::string day(std::string const& date) {
  return date.substr(0, 10);
}

std::string coloured(std::string_view folded, bool colour) {
  std::string out;
  for (char const c : folded) {
    if (c < red || c > dim) {
      out += c;
      continue;
    }
    if (!colour) continue;
    out += c == red ? "\x1b[1;31m" : c == green ? "\x1b[1;32m" : c == dim ? "\x1b[2m" : "\x1b[0m";
  }
  return out;
}

std::string shortened(std::string_view text, std::size_t most) {
  auto const shown = printable(text);
  if (shown.size() <= most) return shown;
  auto const keep = [&](std::size_t at) {
    while (at > 0 && (static_cast<unsigned char>(shown[at]) & 0xC0) == 0x80) --at;
    return at;
  };
  return shown.substr(0, keep(most / 2)) + " \u2026 " + shown.substr(keep(shown.size() - most / 3));
}

/// Whether a space stands between two pieces: not before marks that touch the word before them.
bool spaced(std::string_view before, std::string_view next) {
  if (before.empty() || next.empty()) return false;
  return std::string_view(",.;:!?)]%").find(next.front()) == std::string_view::npos &&
         std::string_view("([").find(before.back()) == std::string_view::npos;
}

/// The quotation with what differs marked: in colours, and by brackets where there are none.
std::string marked(std::vector<query::QuotePiece> const& pieces) {
  std::string out;
  auto const only_source = [](std::string const& words) { return std::string{red} + "[-" + words + "-]" + plain; };
  auto const only_draft = [](std::string const& words) { return std::string{green} + "{+" + words + "+}" + plain; };
  std::string last;
  for (auto const& piece : pieces) {
    auto const draft = printable(piece.draft);
    auto const source = printable(piece.source);
    std::string next;
    switch (piece.kind) {
      case Kind::same:
        next = draft;
        break;
      case Kind::changed:
        next = only_source(source) + " " + only_draft(draft);
        break;
      case Kind::added:
        next = only_draft(draft);
        break;
      case Kind::left_out:
        next = only_source(source);
        break;
      case Kind::elided:
        next = piece.changes_meaning ? "\u2026" + only_source(source) : "\u2026";
        break;
      case Kind::inserted:
        next = draft;
        break;
    }
    auto const& shown = draft.empty() ? source : draft;
    if (spaced(last, shown)) out += ' ';
    out += next;
    last = shown;
  }
  return out;
}

std::string in_quotes(std::string const& words) {
  return "\u201C" + words + "\u201D";
}

/// A difference as a sentence.
std::string sentence(query::QuotePiece const& piece) {
  auto const draft = in_quotes(shortened(piece.draft, 200));
  auto const source = in_quotes(shortened(piece.source, 200));
  switch (piece.kind) {
    case Kind::changed:
      if (piece.weight == Weight::letters) return fmt::format("letters: {} for {}", draft, source);
      return fmt::format("{}{} for {}", piece.weight == Weight::punctuation ? "punctuation: " : "", draft, source);
    case Kind::added:
      return draft + " is not in the source";
    case Kind::left_out:
      return source + " is left out";
    case Kind::elided:
      return fmt::format("\u2026 leaves out {}", source);
    case Kind::inserted:
      return piece.source.empty() ? draft + " is put in" : fmt::format("{} stands for {}", draft, source);
    case Kind::same:
      break;
  }
  return {};
}

/// A few words on each side: of more, one does not stand for the other.
bool is_short(query::QuotePiece const& piece) {
  auto const spaces = [](std::string const& s) { return std::count(s.begin(), s.end(), ' '); };
  return spaces(piece.draft) < 3 && spaces(piece.source) < 3;
}

/// The same of what stands there now, as seen from the words that stood there.
std::string since_then(query::QuotePiece const& piece) {
  auto const was = in_quotes(shortened(piece.draft, 200));
  auto const is = in_quotes(shortened(piece.source, 200));
  if (piece.kind == Kind::added) return was + " is gone";
  return piece.kind == Kind::left_out ? is + " is new" : fmt::format("{} became {}", was, is);
}

std::string state_of(query::CheckedQuote const& one) {
  std::string out(query::to_string(one.state));
  if (one.state == QuoteState::altered) out = "ALTERED";
  if (one.state == QuoteState::superseded) out = "SUPERSEDED";
  if (one.state == QuoteState::not_found) out = "NOT FOUND";
  if (one.changes_meaning) out += ", CHANGES THE MEANING";
  if (one.elsewhere) out += ", ANOTHER'S WORDS";
  return out;
}

std::string later_of(query::QuoteLater const& later) {
  return fmt::format("later: since {}, {}, {} ({})", day(later.since), printable(later.authority),
                     printable(later.document), later.key.substr(0, 12));
}

Ink ink_of(query::CheckedQuote const& one) {
  if (one.good()) return Ink::green;
  return one.state == QuoteState::superseded && !one.elsewhere && !one.changes_meaning ? Ink::yellow : Ink::red;
}

std::string when(query::QuotePlace const& place) {
  if (!place.until.empty()) return fmt::format("(from {} until {})", day(place.since), day(place.until));
  return fmt::format("(version of {}, since {})", day(place.version_date), day(place.since));
}

/// Lines of text that is indented and folded.
class Lines {
 public:
  explicit Lines(Style const& style) : style_(style) {}
  void add(std::string_view text, std::string_view indent) {
    out_ += coloured(fold_lines(text, style_.width, indent), style_.colour);
  }
  void faint(std::string_view text, std::string_view indent) {
    add(std::string{dim} + std::string(text) + plain, indent);
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  Style const& style_;
  std::string out_;
};

void add_place(query::QuotePlace const& place, bool first, bool near, Lines& out) {
  auto citation = printable(place.citation);
  std::vector<std::string> more;  // clauses, each once
  for (auto const& part : place.parts)
    if (part.clause != place.parts.front().clause && (more.empty() || more.back() != part.clause))
      more.push_back(part.clause);
  for (std::size_t i = 0; i < more.size(); ++i)
    citation += (i + 1 == more.size() ? " and " : ", ") + printable(more[i]);
  out.add(
      fmt::format("{}{} {}{}", near ? "nearest, by " + fmt::format("{:.0f}", 100 * place.similarity) + "%: " : "",
                  citation, when(place),
                  !first && place.state != QuoteState::exact ? fmt::format(", {}", query::to_string(place.state)) : ""),
      "    ");
  if (place.state == QuoteState::altered || place.changes_meaning) out.add(marked(place.pieces), "      ");
  for (auto const& piece : place.pieces) {
    if (piece.kind == Kind::same) continue;
    bool const editor = piece.kind == Kind::elided || piece.kind == Kind::inserted;
    if (piece.changes_meaning)
      out.add(std::string{red} + "! changes the meaning: " + sentence(piece) + plain, "      ");
    else if (!near && first)
      out.faint((editor ? "" : "- ") + sentence(piece), "      ");
  }
  if (!place.goes_on.empty() && first && !near)
    out.add((place.goes_on_qualifies ? "! the source's sentence goes on: " : "the source's sentence goes on: ") +
                in_quotes(shortened(place.goes_on, 300)),
            "      ");
  if (!place.caveat.empty()) out.faint(printable(place.caveat), "      ");
  if (place.now) {
    auto const& now = *place.now;
    out.add(
        fmt::format("now ({}version of {}): {}", now.clause.clause.empty() ? "" : printable(now.clause.clause) + ", ",
                    day(now.version_date), in_quotes(shortened(now.text, longest_shown))),
        "      ");
    for (auto const& piece : now.pieces)
      if (piece.changes_meaning && piece.kind != Kind::same && is_short(piece))
        out.add(std::string{red} + "! it changed in meaning: " + since_then(piece) + plain, "        ");
  } else if (place.state == QuoteState::superseded && !place.is_heading) {
    out.faint("nothing similar stands there now", "      ");
  }
  std::string places;
  for (auto const& part : place.parts)
    places +=
        fmt::format("{}bytes {} to {}, {}", places.empty() ? "" : "; ", part.start, part.end, part.key.substr(0, 12));
  out.faint(fmt::format("{} of {}", places, place.snapshot.substr(0, 16)), "      ");
}

std::string summary(std::span<CheckedDraft const> drafts) {
  auto const n = count(drafts);
  auto out = fmt::format("{} quotation{}: {} exact, {} altered, {} superseded, {} not found", n.quotations,
                         n.quotations == 1 ? "" : "s", n.exact, n.altered, n.superseded, n.not_found);
  if (n.changes_meaning > 0)
    out += fmt::format("; {} change{} the meaning", n.changes_meaning, n.changes_meaning == 1 ? "s" : "");
  if (n.elsewhere > 0) out += fmt::format("; {} of another than is named", n.elsewhere);
  if (n.not_read > 0) out += fmt::format("; {} file{} not read", n.not_read, n.not_read == 1 ? "" : "s");
  return out;
}

}  // namespace

std::string quotes_text(std::span<CheckedDraft const> drafts, Style const& style) {
  std::string out;
  for (auto const& draft : drafts)
    for (std::size_t i = 0; i < draft.checked.size(); ++i) {
      auto const& quotation = draft.draft.quotations[i];
      auto const& one = draft.checked[i];
      out += paint(style, Ink::bold, fmt::format("{}:{}:{}", printable(draft.name), quotation.line, quotation.column)) +
             "  " + paint(style, ink_of(one), state_of(one)) + "\n";
      Lines lines(style);
      lines.add(in_quotes(shortened(quotation.text, longest_shown)), "  ");
      if (one.elsewhere) {
        std::string names;
        for (auto const& name : one.named) names += (names.empty() ? "" : ", ") + printable(name);
        lines.add(
            std::string{red} + "! the draft names " + names + " here, whose documents do not have these words" + plain,
            "    ");
      }
      for (std::size_t k = 0; k < one.places.size(); ++k)
        add_place(one.places[k], k == 0, one.state == QuoteState::not_found, lines);
      if (one.more > 0) lines.faint(fmt::format("and in {} more place{}", one.more, one.more == 1 ? "" : "s"), "    ");
      if (one.later) lines.add(later_of(*one.later), "    ");
      for (auto const& note : one.notes) lines.faint(printable(note), "    ");
      out += lines.take() + "\n";
    }
  for (auto const& draft : drafts)
    if (draft.error)
      out += paint(style, Ink::red, printable(draft.name) + "  not read: " + printable(draft.error->message)) + "\n";
  return out + summary(drafts) + "\n";
}

std::string quotes_markdown(std::span<CheckedDraft const> drafts) {
  std::string out;
  for (auto const& draft : drafts) {
    out += fmt::format("{}# {}\n", out.empty() ? "" : "\n", markdown(draft.name));
    if (draft.error) out += "\nNot read: " + markdown(draft.error->message) + "\n";
    for (std::size_t i = 0; i < draft.checked.size(); ++i) {
      auto const& quotation = draft.draft.quotations[i];
      auto const& one = draft.checked[i];
      out += fmt::format("\n## {}:{} {}\n\n> {}\n", quotation.line, quotation.column, state_of(one),
                         markdown(quotation.text));
      if (one.elsewhere) out += "\nWhom the draft names here has not these words.\n";
      for (auto const& place : one.places) {
        out += fmt::format("\n- {}{} {}, `{}`, bytes {} to {} of `{}`\n",
                           one.state == QuoteState::not_found ? "nearest: " : "", markdown(place.citation), when(place),
                           place.parts.front().key.substr(0, 12), place.parts.front().start, place.parts.back().end,
                           place.snapshot.substr(0, 16));
        for (auto const& piece : place.pieces)
          if (piece.kind != Kind::same)
            out += fmt::format("  - {}{}\n", piece.changes_meaning ? "**changes the meaning:** " : "",
                               markdown(sentence(piece)));
        if (!place.goes_on.empty())
          out += fmt::format("  - the source's sentence goes on: {}\n", markdown(in_quotes(place.goes_on)));
        if (!place.caveat.empty()) out += fmt::format("  - {}\n", markdown(place.caveat));
        if (place.now)
          out += fmt::format("  - now, version of {}: {}\n", day(place.now->version_date),
                             markdown(in_quotes(shortened(place.now->text, longest_shown))));
      }
      if (one.more > 0) out += fmt::format("\nAnd in {} more places.\n", one.more);
      if (one.later) out += "\n" + markdown(later_of(*one.later)) + "\n";
      for (auto const& note : one.notes) out += "\n" + markdown(note) + "\n";
    }
  }
  return out + "\n" + summary(drafts) + "\n";
}

}  // namespace smallprint::report
