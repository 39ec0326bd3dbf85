#include "query/changes/document_diff.hpp"

#include "query/changes/changed_words.hpp"
#include "query/changes/clause_words.hpp"
#include "query/changes/differ.hpp"
#include "query/changes/direction.hpp"
#include "query/changes/renames.hpp"
#include "query/changes/substance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace smallprint::query {
namespace {

constexpr std::size_t truncated_from = 10;  // clauses that are missing at the end
constexpr std::ptrdiff_t rewritten = 10;    // clauses that came or went: from so many on a document is rewritten
constexpr std::size_t head_clauses = 3;     // at the beginning and at the end, where pages have their own lines
constexpr std::array<std::string_view, 3> direction_names{"neutral", "more-restrictive", "less-restrictive"};

}  // namespace

bool Differ::Impl::only_dates(std::string const& was, std::string const& is,
                              std::vector<RedlinePart> const& redline) const {
  auto const changed = changed_words(was, is, redline, rules);
  auto const of_date = [&](std::string const& word) { return is_of_date(word, rules); };
  return !changed.removed.empty() && !changed.added.empty() &&
         std::all_of(changed.removed.begin(), changed.removed.end(), of_date) &&
         std::all_of(changed.added.begin(), changed.added.end(), of_date) && names_year_or_version(is);
}

void Differ::Impl::headings(ClauseAlignment const& alignment, Side const& before, Side const& after,
                            DocumentDiff& out) {
  std::set<std::pair<std::string, std::string>> seen;
  for (auto const& pair : alignment.pairs) {
    if (pair.before.size() != 1 || pair.after.size() != 1) continue;
    auto const& was = heading(before.version.clauses[pair.before.front()].text_id);
    auto const& is = heading(after.version.clauses[pair.after.front()].text_id);
    if (was == is || words_hash(was) == words_hash(is) || pair.relation == Relation::moved) continue;
    if (!seen.emplace(was, is).second) continue;
    ClauseChange change;
    change.of_heading = true;
    change.relation = Relation::reworded;
    change.before = pair.before;
    change.after = pair.after;
    change.old_text = was;
    change.new_text = is;
    change.redline = redline(was, is);
    change.change_class = ChangeClass::editorial;
    change.reason = "another heading";
    // A heading whose words stand in a clause of the other side is layout; one that carries a rule is none.
    auto const stands_in = [](std::string const& path, std::string const& other, Side const& side) {
      for (auto const part : heading_parts(path))
        if (other.find(part) == std::string::npos && !side.wordings.contains(words_hash(part))) return false;
      return true;
    };
    SubstanceChange found;
    if (pair.same_words())  // else the clause's own change tells it
      found = substance_change({&substance(before.version.clauses[pair.before.front()].text_id)},
                               {&substance(after.version.clauses[pair.after.front()].text_id)}, {}, {});
    if (only_dates(was, is, change.redline)) {
      change.change_class = ChangeClass::date_or_version_only;
      change.reason = "another date in a heading";
    } else if (!found.states.empty()) {
      change.change_class = ChangeClass::substantive;
      change.reason = "another heading, under which the clause states something else";
      change.substance = found.states;
      change.topics = found.topics;
      change.direction = direction_of(found.for_user);
    } else if (stands_in(was, is, after) && stands_in(is, was, before)) {
      change.change_class = ChangeClass::identical_text;
    }
    out.changes.push_back(std::move(change));
  }
}

bool Differ::Impl::tells_date(ClauseChange const& change, Side const& before, Side const& after) {
  if (change.relation == Relation::moved || change.relation == Relation::renumbered) return false;
  auto const is_date_of = [&](Side const& side, std::vector<std::uint32_t> const& at) {
    return std::any_of(at.begin(), at.end(), [&](std::uint32_t i) { return is_date(side.version.clauses[i].text_id); });
  };
  if (!is_date_of(before, change.before) && !is_date_of(after, change.after)) return false;
  return std::any_of(change.redline.begin(), change.redline.end(), [&](RedlinePart const& part) {
    auto const words = part.kind == RedlinePart::Kind::removed ? corpus::slice(change.old_text, part.before)
                                                               : corpus::slice(change.new_text, part.after);
    return part.kind != RedlinePart::Kind::same && words.find_first_of("0123456789") != std::string_view::npos;
  });
}

bool Differ::Impl::same_words(Side const& before, Side const& after) {
  auto const count = [&](Side const& side) {
    std::size_t sum = 0;
    for (auto const& clause : side.version.clauses) sum += of(clause.text_id).words.words;
    return sum;
  };
  // As many words under the same headings, or words that became headings: all else is soon told.
  if (before.headings == after.headings && count(before) != count(after)) return false;
  auto const sequence = [&](Side const& side) {
    std::vector<std::uint64_t> out;
    std::string const* path = nullptr;
    for (auto const& clause : side.version.clauses) {
      auto const& here = heading(clause.text_id);
      if (path == nullptr || *path != here) {
        auto const was = path == nullptr ? std::vector<std::string_view>{} : heading_parts(*path);
        auto const is = heading_parts(here);
        std::size_t same = 0;
        while (same < was.size() && same < is.size() && was[same] == is[same]) ++same;
        for (; same < is.size(); ++same)
          for (auto const& token : redline_tokens(is[same]))
            if (token.word) out.push_back(token.folded);
      }
      path = &here;
      for (auto const& token : of(clause.text_id).words.tokens)
        if (token.word) out.push_back(token.folded);
    }
    return out;
  };
  return sequence(before) == sequence(after);
}

/// A term under another name states the same.
void Differ::Impl::rename(DocumentDiff& diff, Side const& before, Side const& after) {
  auto const words = [&](Side const& side) {
    std::vector<std::vector<RedlineToken> const*> out;
    for (auto const& clause : side.version.clauses) out.push_back(&of(clause.text_id).words.tokens);
    return out;
  };
  auto const renames = find_renames(diff.changes, words(before), words(after));
  if (renames.empty()) return;
  for (auto& change : diff.changes) {
    if (change.change_class != ChangeClass::substantive) continue;
    auto const* rename = only_renamed(change, renames, rules);
    if (rename == nullptr) continue;
    change.change_class = ChangeClass::editorial;
    change.reason = fmt::format("“{}” is called “{}” throughout", rename->from, rename->to);
    change.topics.clear();
    change.substance.clear();
    change.direction = Direction::neutral;
  }
}

Lacking Differ::Impl::truncated(DocumentDiff const& diff, Side const& before, Side const& after) const {
  auto const tail = [&](Relation relation, std::size_t count) {
    std::size_t lone = 0;
    std::uint32_t first = UINT32_MAX;
    for (auto const& change : diff.changes) {
      if (change.change_class < ChangeClass::boilerplate || change.reason == "another heading") continue;
      if (change.relation != relation) return false;
      auto const at = relation == Relation::removed ? change.before.front() : change.after.front();
      first = std::min(first, at);
      ++lone;
    }
    return lone >= truncated_from && first + lone >= count - 1 && first + lone <= count && lone * 4 >= count;
  };
  return tail(Relation::removed, before.version.clauses.size()) ? Lacking::after
         : tail(Relation::added, after.version.clauses.size())  ? Lacking::before
                                                                : Lacking::neither;
}

Differ::Differ(corpus::Lexicons const& lexicons, corpus::Topics const& topics, corpus::ChangeRules const& rules,
               ClauseReader& texts, Depth depth)
    : impl_(std::make_unique<Impl>(
          Impl{lexicons, topics, rules, texts, {lexicons, topics, rules, depth == Depth::whole}, depth, {}, {}})) {}
Differ::~Differ() = default;

DocumentDiff Differ::compare(DiffVersion const& before, DiffVersion const& after) {
  auto& impl = *impl_;
  if (impl.known.size() > Impl::most_known) impl.known.clear(), impl.known_headings.clear();
  DocumentDiff out;
  if (before.capture != corpus::Capture::document || after.capture != corpus::Capture::document) {
    auto const bad = before.capture != corpus::Capture::document ? before.capture : after.capture;
    out.change_class = ChangeClass::boilerplate;
    out.lacking = after.capture != corpus::Capture::document ? Lacking::after : Lacking::before;
    out.reason = fmt::format(
        "{}: {}",
        after.capture != corpus::Capture::document ? "the new capture holds no document" : "the document is back",
        to_string(bad));
    return out;
  }
  auto const same = [](DiffClause const& a, DiffClause const& b) {
    return a.text_id == b.text_id && a.label == b.label;
  };
  if (std::equal(before.clauses.begin(), before.clauses.end(), after.clauses.begin(), after.clauses.end(), same)) {
    out.reason = "no word differs";
    return out;
  }
  auto old_side = impl.side(before);
  auto new_side = impl.side(after);
  auto const alignment = align_clauses(old_side.pieces, new_side.pieces);
  out.gave_up = alignment.gave_up;
  auto const changes = std::any_of(alignment.pairs.begin(), alignment.pairs.end(),
                                   [](Correspondence const& pair) { return pair.relation != Relation::unchanged; });
  bool const has_headings = [&] {
    if (changes) return true;
    for (std::size_t i = 0; i < before.clauses.size(); ++i)
      if (before.clauses[i].text_id != after.clauses[i].text_id) return true;
    return false;
  }();
  if (has_headings) {
    for (auto* side : {&old_side, &new_side})
      for (auto const& clause : side->version.clauses)
        for (auto const part : impl.heading_words(impl.heading(clause.text_id))) side->headings.insert(part);
    impl.headings(alignment, old_side, new_side, out);
  }
  // A page of several parts of which the first could not be shown on one side only.
  auto const is_error = [&](DiffVersion const& version, std::uint32_t at) {
    if (at >= head_clauses) return false;
    auto const id = version.clauses[at].text_id;
    return impl.facts_of(id).is_error || impl.is_error(plain_words(impl.heading(id)));
  };
  auto partly_failed = Lacking::neither;
  for (auto const& pair : alignment.pairs) {
    if (pair.relation == Relation::added && is_error(after, pair.after.front())) partly_failed = Lacking::after;
    if (pair.relation == Relation::removed && is_error(before, pair.before.front())) partly_failed = Lacking::before;
  }
  // What the other side says anywhere tells whether a clause that came or went says anything new.
  auto const lone = std::count_if(alignment.pairs.begin(), alignment.pairs.end(), [](Correspondence const& pair) {
    return pair.relation == Relation::added || pair.relation == Relation::removed;
  });
  if (lone >= rewritten && impl.depth == Depth::whole)
    for (auto* side : {&old_side, &new_side})
      for (auto const& clause : side->version.clauses)
        for (auto const& reading : impl.substance(clause.text_id).topics)
          side->topics.emplace(reading.topic, reading.verdict);
  for (auto const& pair : alignment.pairs) {
    if (pair.relation == Relation::unchanged) continue;
    ClauseChange change;
    change.relation = pair.relation;
    change.before = pair.before;
    change.after = pair.after;
    impl.classify(change, old_side, new_side);
    if (change.change_class == ChangeClass::date_or_version_only || impl.tells_date(change, old_side, new_side))
      out.date_changed = true;
    out.changes.push_back(std::move(change));
  }
  impl.rename(out, old_side, new_side);
  bool const weighs = std::any_of(out.changes.begin(), out.changes.end(), [](ClauseChange const& change) {
    return change.change_class == ChangeClass::substantive;
  });
  if (weighs && impl.same_words(old_side, new_side))
    for (auto& change : out.changes) {
      change.change_class = std::min(change.change_class, ChangeClass::editorial);
      change.reason = "the same words in the same order, laid out otherwise";
      change.direction = Direction::neutral;
      change.topics.clear();
      change.substance.clear();
    }
  double for_user = 0;
  for (auto const& change : out.changes) {
    if (change.direction != Direction::neutral) for_user += change.direction == Direction::less_restrictive ? 1 : -1;
    ++out.counts[change.change_class];
    if (change.change_class > out.change_class || out.reason.empty()) {
      out.change_class = std::max(out.change_class, change.change_class);
      out.reason = change.reason;
    }
  }
  if (out.changes.empty()) out.reason = "no word differs";
  if (out.change_class == ChangeClass::substantive && !out.date_changed)
    out.lacking = impl.truncated(out, old_side, new_side);
  if (out.lacking != Lacking::neither) {
    out.change_class = ChangeClass::boilerplate;
    out.reason = "only the end is missing on one side: a capture that was cut off";
  }
  if (out.change_class > ChangeClass::boilerplate && partly_failed != Lacking::neither) {
    out.lacking = partly_failed;
    out.shows_error = true;
    out.change_class = ChangeClass::boilerplate;
    out.reason = "a part of the page could not be captured on one side";
  }
  out.direction = direction_of(for_user);
  if (out.change_class == ChangeClass::substantive && !out.date_changed)
    out.silent_change = std::any_of(after.clauses.begin(), after.clauses.end(),
                                    [&](DiffClause const& clause) { return impl.is_date(clause.text_id); });
  return out;
}

DiffClause diff_clause(index::Occurrence const& occurrence) {
  DiffClause out{occurrence.label, occurrence.text_id, occurrence.raw, false};
  // One copied run after "[" and before "](address)".
  if (auto const& runs = occurrence.offsets.runs(); runs.size() == 1 && runs[0].copied() && runs[0].raw > 0)
    out.link = occurrence.raw.size() > runs[0].raw + runs[0].raw_size + 3;
  return out;
}

std::string_view to_string(Direction d) {
  return direction_names[static_cast<std::size_t>(d)];
}

}  // namespace smallprint::query
