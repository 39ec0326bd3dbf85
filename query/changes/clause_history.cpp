#include "query/changes/clause_history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <unordered_map>

namespace smallprint::query {
namespace {

using corpus::Result;

constexpr std::uint32_t none = UINT32_MAX;
constexpr std::uint32_t remembered = 40;  // versions whose clauses a later one may be compared with

/// A clause as it is followed.
struct Followed {
  std::int64_t first_text = 0;
  std::vector<ClauseStep> steps;
  std::vector<std::int64_t> texts;  ///< of each step; 0 where it is gone
};

/// Follows the clauses of one document.
class Follower {
 public:
  explicit Follower(std::int64_t wanted) : wanted_(wanted) {}

  void add(RecordedChange const& change);
  [[nodiscard]] std::vector<Followed>& clauses() { return clauses_; }
  [[nodiscard]] std::set<std::uint32_t> const& newest() const { return newest_; }
  /// Numbers of the clauses that had the wanted text, ascending.
  [[nodiscard]] std::set<std::uint32_t> const& found() const { return found_; }

 private:
  using Numbers = std::vector<std::uint32_t>;  ///< of the clause that each place of a version has

  Numbers unchanged(RecordedChange const& change, Numbers const& before) const;
  std::uint32_t longest(DiffVersion const& version, std::vector<std::uint32_t> const& at) const;
  void step(std::uint32_t number, ClauseStep::Kind kind, RecordedChange const& change, std::uint32_t place,
            ClauseChange const* what);
  std::uint32_t begin(RecordedChange const& change, std::uint32_t place);

  std::int64_t wanted_;
  std::vector<Followed> clauses_;
  std::map<std::uint32_t, Numbers> of_version_;                         ///< by ordinal
  std::unordered_map<std::int64_t, std::vector<std::uint32_t>> ended_;  ///< by their last text
  std::set<std::uint32_t> newest_, found_;
};

std::uint32_t Follower::longest(DiffVersion const& version, std::vector<std::uint32_t> const& at) const {
  return *std::max_element(at.begin(), at.end(), [&](std::uint32_t a, std::uint32_t b) {
    return version.clauses[a].raw.size() < version.clauses[b].raw.size();
  });
}

void Follower::step(std::uint32_t number, ClauseStep::Kind kind, RecordedChange const& change, std::uint32_t place,
                    ClauseChange const* what) {
  auto& one = clauses_[number];
  auto const& version = kind == ClauseStep::Kind::gone ? change.before : change.after;
  auto const text = version.clauses[place].text_id;
  ClauseStep out;
  out.kind = kind;
  out.date = change.version.date;
  out.label = version.clauses[place].label;
  if (what != nullptr) out.change = *what;
  one.steps.push_back(std::move(out));
  one.texts.push_back(text);
  if (text == wanted_) found_.insert(number);
}

std::uint32_t Follower::begin(RecordedChange const& change, std::uint32_t place) {
  auto const text = change.after.clauses[place].text_id;
  if (auto const it = ended_.find(text); it != ended_.end() && !it->second.empty()) {
    auto const number = it->second.back();
    it->second.pop_back();
    step(number, ClauseStep::Kind::back, change, place, nullptr);
    return number;
  }
  auto const number = static_cast<std::uint32_t>(clauses_.size());
  clauses_.push_back({text, {}, {}});
  step(number, ClauseStep::Kind::first, change, place, nullptr);
  return number;
}

/// Numbers of the places whose clauses no change speaks of: they stand on both sides in the same order.
Follower::Numbers Follower::unchanged(RecordedChange const& change, Numbers const& before) const {
  std::vector<bool> old_seen(change.before.clauses.size()), new_seen(change.after.clauses.size());
  for (auto const& one : change.diff.changes) {
    if (one.of_heading) continue;
    for (auto const i : one.before) old_seen[i] = true;
    for (auto const i : one.after) new_seen[i] = true;
  }
  Numbers out(change.after.clauses.size(), none);
  std::size_t o = 0;
  for (std::size_t n = 0; n < out.size(); ++n) {
    if (new_seen[n]) continue;
    while (o < old_seen.size() && old_seen[o]) ++o;
    if (o == old_seen.size()) break;
    out[n] = before[o++];
  }
  return out;
}

void Follower::add(RecordedChange const& change) {
  if (change.failed || change.version.removed || change.after.clauses.empty()) return;
  auto const base = change.base ? of_version_.find(change.base->ordinal) : of_version_.end();
  Numbers now(change.after.clauses.size(), none);
  if (base != of_version_.end()) {
    now = unchanged(change, base->second);
    for (auto const& one : change.diff.changes) {
      if (one.of_heading || one.before.empty()) continue;
      auto const from = one.before.size() == 1 ? one.before.front() : longest(change.before, one.before);
      auto const number = base->second[from];
      if (one.after.empty()) {
        step(number, ClauseStep::Kind::gone, change, from, &one);
        ended_[change.before.clauses[from].text_id].push_back(number);
        continue;
      }
      auto const to = one.after.size() == 1 ? one.after.front() : longest(change.after, one.after);
      now[to] = number;
      step(number, ClauseStep::Kind::changed, change, to, &one);
      for (auto const i : one.before)
        if (i != from) {
          step(base->second[i], ClauseStep::Kind::gone, change, i, &one);
          ended_[change.before.clauses[i].text_id].push_back(base->second[i]);
        }
    }
  }
  for (std::uint32_t i = 0; i < now.size(); ++i)
    if (now[i] == none) now[i] = begin(change, i);
  newest_ = {now.begin(), now.end()};
  of_version_[change.version.ordinal] = std::move(now);
  if (change.version.ordinal > remembered)
    of_version_.erase(of_version_.begin(), of_version_.lower_bound(change.version.ordinal - remembered));
}

/// "0123abcd.2" in two: the key, and which of the clauses that began with its text; 0: any.
std::pair<std::string_view, unsigned> parts_of(std::string_view id) {
  auto const point = id.find('.');
  unsigned number = 0;
  if (point != std::string_view::npos) std::from_chars(id.data() + point + 1, id.data() + id.size(), number);
  return {id.substr(0, point), number};
}

}  // namespace

Result<std::vector<ClauseLife>> clause_history(index::Store& store, Differ& differ, std::string_view id) {
  constexpr std::size_t id_digits = 12;
  auto const [key, wanted_number] = parts_of(id);
  auto const text = store.text_by_key(key);
  if (!text) return text.error();
  std::set<std::int64_t> documents;
  for (auto const& life : store.lives(text->id)) documents.insert(life.document_id);
  std::vector<ClauseLife> out;
  for (auto const& document : store.documents()) {
    if (!documents.contains(document.id)) continue;
    Follower follower(text->id);
    auto const walked = walk_changes(store, differ, document.id, [&](RecordedChange&& change) {
      follower.add(change);
      return true;
    });
    if (!walked) return walked.error();
    std::map<std::int64_t, unsigned> began;  // how many clauses began with a text
    auto& clauses = follower.clauses();
    for (std::uint32_t i = 0; i < clauses.size(); ++i) {
      auto& one = clauses[i];
      auto const number = ++began[one.first_text];
      if (!follower.found().contains(i)) continue;
      if (wanted_number > 0 && (one.first_text != text->id || number != wanted_number)) continue;
      std::map<std::int64_t, index::StoredText> texts;
      for (auto& stored : store.texts(one.texts)) texts.emplace(stored.id, std::move(stored));
      ClauseLife life;
      life.source = document.source;
      life.id = texts[one.first_text].key.substr(0, id_digits);
      if (number > 1) life.id += fmt::format(".{}", number);
      life.in_force = follower.newest().contains(i);
      for (std::size_t s = 0; s < one.steps.size(); ++s) {
        auto& step = one.steps[s];
        step.key = texts[one.texts[s]].key;
        if (step.kind != ClauseStep::Kind::gone) step.text = texts[one.texts[s]].text.text;
      }
      life.steps = std::move(one.steps);
      out.push_back(std::move(life));
    }
  }
  return out;
}

}  // namespace smallprint::query
