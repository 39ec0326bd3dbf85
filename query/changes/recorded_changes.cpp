#include "query/changes/recorded_changes.hpp"

#include "query/changes/days.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>

namespace smallprint::query {
namespace {

using corpus::Result;

constexpr int recovers_within = 14;      // days
constexpr std::size_t window = 8;        // versions to either side in which variants are looked for
constexpr int variants_within = 60;      // days
constexpr double same_variant = 0.98;    // share of clause texts that two captures of one variant have in common
constexpr std::size_t alternations = 3;  // A, B, A, B

/// A version with its clauses.
struct Loaded {
  index::Version const* version = nullptr;
  DiffVersion clauses;
  std::vector<std::int64_t> texts;  ///< sorted, with repeats
  [[nodiscard]] bool is_document() const {
    return !version->removed && clauses.capture == corpus::Capture::document && !clauses.clauses.empty();
  }
};
using LoadedPtr = std::shared_ptr<Loaded const>;

std::size_t common(std::vector<std::int64_t> const& a, std::vector<std::int64_t> const& b) {
  std::size_t out = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j)
      ++out, ++i, ++j;
    else if (*i < *j)
      ++i;
    else
      ++j;
  }
  return out;
}

double likeness(Loaded const& a, Loaded const& b) {
  auto const both = a.texts.size() + b.texts.size();
  return both == 0 ? 1 : 2.0 * static_cast<double>(common(a.texts, b.texts)) / static_cast<double>(both);
}

/// Whether only the last clauses, three or more, are gone.
bool ends_early(DocumentDiff const& diff, std::size_t clauses) {
  constexpr std::size_t least = 3;
  std::size_t gone = 0, first = clauses;
  for (auto const& change : diff.changes) {
    if (change.change_class < ChangeClass::boilerplate) continue;
    if (change.relation != Relation::removed) return false;
    ++gone;
    first = std::min<std::size_t>(first, change.before.front());
  }
  return gone >= least && first + gone == clauses;
}

/// Versions of a document, read when they are needed and forgotten when they are far behind.
class Versions {
 public:
  Versions(index::Store& store, std::int64_t document_id, std::string const& until)
      : store_(store), all_(store.versions(document_id)) {
    if (!until.empty())
      std::erase_if(all_, [&](index::Version const& v) { return v.date.compare(0, until.size(), until) > 0; });
  }
  [[nodiscard]] std::size_t size() const { return all_.size(); }
  [[nodiscard]] index::Version const& info(std::size_t at) const { return all_[at]; }
  [[nodiscard]] Result<LoadedPtr> at(std::size_t i) {
    auto& slot = loaded_[i];
    if (slot) return slot;
    auto out = std::make_shared<Loaded>();
    out->version = &all_[i];
    auto clauses = diff_version(store_, all_[i]);
    if (!clauses) return clauses.error();
    out->clauses = std::move(*clauses);
    for (auto const& clause : out->clauses.clauses) out->texts.push_back(clause.text_id);
    std::sort(out->texts.begin(), out->texts.end());
    slot = std::move(out);
    return slot;
  }
  void forget_before(std::size_t i) { loaded_.erase(loaded_.begin(), loaded_.lower_bound(i)); }

 private:
  index::Store& store_;
  std::vector<index::Version> all_;
  std::map<std::size_t, LoadedPtr> loaded_;
};

class Walk {
 public:
  Walk(index::Store& store, Differ& differ, std::int64_t document_id, std::string const& until)
      : versions_(store, document_id, until), differ_(differ) {}

  Result<void> run(std::size_t first, std::function<bool(RecordedChange&&)> const& each) {
    for (std::size_t i = first > 2 * window ? first - 2 * window : 0; i < versions_.size(); ++i) {
      auto change = step(i);
      if (!change) return change.error();
      if (i >= first && !each(std::move(*change))) return {};
      if (i > 2 * window) versions_.forget_before(i - 2 * window);
    }
    return {};
  }

 private:
  Result<RecordedChange> step(std::size_t i);
  /// Whether what `now` lacks of `whole` comes back soon. \param all  word for word; else half of it tells
  Result<bool> recovers(std::size_t i, Loaded const& whole, Loaded const& now, bool all = false);
  /// Whether versions like `a` and like `b` take turns around `i`. \param last_b  the last one like `b` before `i`
  Result<bool> alternate(std::size_t i, Loaded const& a, Loaded const& b, LoadedPtr& last_b);

  Versions versions_;
  Differ& differ_;
  LoadedPtr good_;                ///< the last version that held the document
  std::deque<LoadedPtr> recent_;  ///< those before it
};

Result<bool> Walk::recovers(std::size_t i, Loaded const& whole, Loaded const& now, bool all) {
  auto const missing = whole.texts.size() - common(whole.texts, now.texts);
  for (auto j = i + 1; j < versions_.size() && j <= i + window; ++j) {
    if (days_between(now.version->date, versions_.info(j).date) > recovers_within) break;
    auto const later = versions_.at(j);
    if (!later) return later.error();
    if (!(*later)->is_document()) continue;
    auto const back = whole.texts.size() - common(whole.texts, (*later)->texts);
    if (all ? back == 0 : back * 2 <= missing) return true;
  }
  return false;
}

Result<bool> Walk::alternate(std::size_t i, Loaded const& a, Loaded const& b, LoadedPtr& last_b) {
  std::string turns;
  auto const look = [&](Loaded const& one) {
    if (!one.is_document()) return ' ';
    auto const to_a = likeness(one, a), to_b = likeness(one, b);
    auto const turn = to_a >= same_variant && to_a > to_b ? 'a' : to_b >= same_variant && to_b > to_a ? 'b' : ' ';
    if (turn != ' ' && (turns.empty() || turns.back() != turn)) turns += turn;
    return turn;
  };
  for (auto const& one : recent_)
    if (days_between(one->version->date, b.version->date) <= variants_within && look(*one) == 'b') last_b = one;
  look(a);
  look(b);
  for (auto j = i + 1; j < versions_.size() && j <= i + window; ++j) {
    if (days_between(b.version->date, versions_.info(j).date) > variants_within) break;
    auto const later = versions_.at(j);
    if (!later) return later.error();
    look(**later);
  }
  return turns.size() > alternations;
}

Result<RecordedChange> Walk::step(std::size_t i) {
  auto const loaded = versions_.at(i);
  if (!loaded) return loaded.error();
  auto const& now = *loaded;
  RecordedChange out;
  out.version = *now->version;
  out.after = now->clauses;
  auto const compare = [&](LoadedPtr const& base) {
    out.base = *base->version;
    out.before = base->clauses;
    out.diff = differ_.compare(base->clauses, now->clauses);
  };
  auto const set = [&](ChangeClass change_class, std::string reason) {
    out.diff.change_class = change_class;
    out.diff.reason = std::move(reason);
  };
  if (now->version->removed) {
    if (good_) out.base = *good_->version, out.before = good_->clauses;
    set(ChangeClass::substantive, "the document was withdrawn");
    return out;
  }
  if (!now->is_document()) {
    if (good_) out.base = *good_->version, out.before = good_->clauses;
    set(ChangeClass::boilerplate, fmt::format("no document was captured: {}", to_string(now->clauses.capture)));
    out.failed = true;
    return out;
  }
  if (!good_) {
    set(ChangeClass::substantive, "the first version");
    good_ = now;
    return out;
  }
  compare(good_);
  if (out.diff.lacking == Lacking::after) {
    auto const back = recovers(i, *good_, *now);
    if (!back) return back.error();
    if (*back || out.diff.shows_error) {
      out.failed = true;
      if (*back) out.diff.reason += "; it came back";
      return out;
    }
    set(ChangeClass::substantive, "a part is gone, and it did not come back");
  } else if (out.diff.lacking == Lacking::before && !out.diff.shows_error) {
    set(ChangeClass::substantive, "a part is new");
  } else if (out.diff.change_class >= ChangeClass::editorial) {
    if (ends_early(out.diff, good_->clauses.clauses.size())) {
      auto const back = recovers(i, *good_, *now, true);
      if (!back) return back.error();
      if (*back) {
        set(ChangeClass::boilerplate, "only the end is missing, and all of it came back");
        out.failed = true;
        return out;
      }
    }
    LoadedPtr last_b;
    auto const turns = alternate(i, *good_, *now, last_b);
    if (!turns) return turns.error();
    if (*turns && last_b) {
      compare(last_b);
      if (out.diff.change_class < ChangeClass::editorial)
        set(ChangeClass::boilerplate, fmt::format("a variant that alternates, as on {}", out.base->date.substr(0, 10)));
    }
  }
  recent_.push_back(good_);
  if (recent_.size() > window) recent_.pop_front();
  good_ = now;
  return out;
}

}  // namespace

Result<DiffVersion> diff_version(index::Store& store, index::Version const& version) {
  DiffVersion out;
  out.capture = version.capture;
  if (version.removed) return out;
  auto const occurrences = store.occurrences(version.id);
  if (!occurrences) return occurrences.error();
  out.clauses.reserve(occurrences->size());
  for (auto const& occurrence : *occurrences) out.clauses.push_back(diff_clause(occurrence));
  return out;
}

Result<void> walk_changes(index::Store& store, Differ& differ, std::int64_t document_id,
                          std::function<bool(RecordedChange&&)> const& each, WalkRange const& range) {
  return Walk(store, differ, document_id, range.until).run(range.first, each);
}

}  // namespace smallprint::query
