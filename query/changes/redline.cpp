#include "query/changes/redline.hpp"

#include "corpus/text.hpp"

#include <dtl/dtl.hpp>

#include <algorithm>
#include <optional>

namespace smallprint::query {
namespace {

constexpr std::size_t most_words = 20'000;  // that are compared, both sides together, after common ends
constexpr std::size_t island = 3;           // common words in a row that changes on both sides take in
constexpr double island_share = 0.5;        // when they are fewer than this of the words changed around them

using Kind = RedlinePart::Kind;

/// Steps over tokens: what they are, and how many.
struct Run {
  Kind kind{};
  std::size_t before = 0, after = 0;  // tokens
};

void add(std::vector<Run>& runs, Kind kind, std::size_t before, std::size_t after) {
  if (before + after == 0) return;
  if (!runs.empty() && runs.back().kind == kind) {
    runs.back().before += before;
    runs.back().after += after;
  } else {
    runs.push_back({kind, before, after});
  }
}

/// Removals before additions between two common runs.
std::vector<Run> in_order(std::vector<Run> const& runs) {
  std::vector<Run> out;
  std::size_t removed = 0, added = 0;
  auto const flush = [&] {
    add(out, Kind::removed, removed, 0);
    add(out, Kind::added, 0, added);
    removed = added = 0;
  };
  for (auto const& run : runs) {
    if (run.kind == Kind::same) {
      flush();
      add(out, Kind::same, run.before, run.after);
    } else {
      removed += run.before;
      added += run.after;
    }
  }
  flush();
  return out;
}

/// Takes short common runs between changes into them.
std::vector<Run> without_islands(std::vector<Run> runs) {
  for (bool again = true; again;) {
    again = false;
    auto const changed = [&](std::size_t from, int step) {
      std::size_t n = 0;
      for (auto i = static_cast<std::ptrdiff_t>(from); i >= 0 && i < static_cast<std::ptrdiff_t>(runs.size());
           i += step) {
        auto const& run = runs[static_cast<std::size_t>(i)];
        if (run.kind == Kind::same) break;
        n = std::max(n, run.before + run.after);
      }
      return n;
    };
    for (std::size_t i = 1; i + 1 < runs.size(); ++i) {
      if (runs[i].kind != Kind::same || runs[i].before > island) continue;
      auto const around = std::min(changed(i - 1, -1), changed(i + 1, 1));
      bool const lone = runs[i].before == 1 && around > 1;
      if (!lone && static_cast<double>(runs[i].before) > island_share * static_cast<double>(around)) continue;
      runs[i].kind = Kind::removed;
      auto const after = std::exchange(runs[i].after, 0);
      runs.insert(runs.begin() + static_cast<std::ptrdiff_t>(i) + 1, Run{Kind::added, 0, after});
      runs = in_order(runs);
      again = true;
      break;
    }
  }
  return runs;
}

/// What two tokens that are alike have in common: words as they are written, marks in any of their forms.
std::uint64_t likeness(RedlineToken const& token) {
  return token.word ? token.exact : token.folded;
}

std::vector<Run> edit_script(std::vector<RedlineToken> const& before, std::vector<RedlineToken> const& after) {
  std::size_t head = 0;
  auto const shorter = std::min(before.size(), after.size());
  while (head < shorter && likeness(before[head]) == likeness(after[head])) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head &&
         likeness(before[before.size() - 1 - tail]) == likeness(after[after.size() - 1 - tail]))
    ++tail;
  std::vector<Run> out;
  add(out, Kind::same, head, head);
  auto const old_count = before.size() - head - tail, new_count = after.size() - head - tail;
  if (old_count == 0 || new_count == 0 || old_count + new_count > most_words) {
    add(out, Kind::removed, old_count, 0);
    add(out, Kind::added, 0, new_count);
  } else {
    std::vector<std::uint64_t> a, b;
    for (auto i = head; i < head + old_count; ++i) a.push_back(likeness(before[i]));
    for (auto i = head; i < head + new_count; ++i) b.push_back(likeness(after[i]));
    dtl::Diff<std::uint64_t, std::vector<std::uint64_t>> diff(a, b);
    diff.compose();
    for (auto const& [element, step] : diff.getSes().getSequence()) {
      if (step.type == dtl::SES_COMMON)
        add(out, Kind::same, 1, 1);
      else if (step.type == dtl::SES_DELETE)
        add(out, Kind::removed, 1, 0);
      else
        add(out, Kind::added, 0, 1);
    }
  }
  add(out, Kind::same, tail, tail);
  return without_islands(in_order(out));
}

bool unseen(std::string_view gap) {
  return corpus::fold_spaces(gap).empty();
}

std::uint64_t mark_hash(std::string_view mark) {
  if (mark == "“" || mark == "”" || mark == "„" || mark == "«" || mark == "»") return corpus::hash64("\"");
  if (mark == "‘" || mark == "’" || mark == "`") return corpus::hash64("'");
  if (mark == "–" || mark == "—" || mark == "‑" || mark == "‐") return corpus::hash64("-");
  return corpus::hash64(mark);
}

/// Of a word as written; an apostrophe is one, whatever its form.
std::uint64_t word_hash(std::string_view word) {
  constexpr std::string_view typographic = "\u2019";
  auto const at = word.find(typographic);
  if (at == std::string_view::npos) return corpus::hash64(word);
  std::string plain(word);
  for (auto i = at; i != std::string::npos; i = plain.find(typographic, i)) plain.replace(i, typographic.size(), "'");
  return corpus::hash64(plain);
}

}  // namespace

std::vector<RedlineToken> redline_tokens(std::string_view text) {
  std::vector<RedlineToken> out;
  std::uint32_t at = 0;
  auto const marks_until = [&](std::uint32_t end) {
    while (at < end) {
      auto next = at + 1;
      while (next < end && (static_cast<unsigned char>(text[next]) & 0xC0u) == 0x80u) ++next;
      auto const mark = text.substr(at, next - at);
      if (!unseen(mark)) out.push_back({{at, next}, corpus::hash64(mark), mark_hash(mark), false, false});
      at = next;
    }
  };
  for (auto span : corpus::words(text)) {
    // "_word_" is emphasis that nothing rendered (UAX #29 joins underscores to words).
    while (span.size() > 0 && text[span.begin] == '_') ++span.begin;
    while (span.size() > 0 && text[span.end - 1] == '_') --span.end;
    if (span.size() == 0) continue;
    marks_until(span.begin);
    auto const word = corpus::slice(text, span);
    bool const number = word.front() >= '0' && word.front() <= '9';
    out.push_back({span, word_hash(word), corpus::hash64(corpus::fold(word)), true, number});
    at = span.end;
  }
  marks_until(static_cast<std::uint32_t>(text.size()));
  return out;
}

std::vector<RedlinePart> redline(std::string_view before, std::vector<RedlineToken> const& old_tokens,
                                 std::string_view after, std::vector<RedlineToken> const& new_tokens) {
  std::vector<RedlinePart> out;
  std::size_t o = 0, n = 0;
  auto const bytes = [](std::string_view text, std::vector<RedlineToken> const& tokens, std::size_t begin,
                        std::size_t end) {
    auto const from = [&](std::size_t i) {
      return i == 0 ? 0 : i < tokens.size() ? tokens[i].span.begin : static_cast<std::uint32_t>(text.size());
    };
    return begin == end ? corpus::Span{from(begin), from(begin)} : corpus::Span{from(begin), from(end)};
  };
  for (auto const& run : edit_script(old_tokens, new_tokens)) {
    out.push_back({run.kind, bytes(before, old_tokens, o, o + run.before), bytes(after, new_tokens, n, n + run.after)});
    o += run.before;
    n += run.after;
  }
  return out;
}

std::vector<RedlinePart> redline(std::string_view before, std::string_view after) {
  return redline(before, redline_tokens(before), after, redline_tokens(after));
}

}  // namespace smallprint::query
