#include "report/redline/rows.hpp"

#include <algorithm>
#include <unordered_map>

namespace smallprint::report {
namespace {

using query::Relation;
using Kind = RedlineRow::Kind;

std::string_view heading_of(Comparison const& c, query::DiffVersion const& version, std::uint32_t at) {
  auto const it = c.texts.find(version.clauses[at].text_id);
  return it == c.texts.end() ? std::string_view{} : std::string_view(it->second.heading);
}

/// Clauses of a version that no change names, in order: those of both versions correspond one by one.
std::vector<std::uint32_t> unchanged(std::size_t clauses, query::DocumentDiff const& diff,
                                     std::vector<std::uint32_t> query::ClauseChange::*side) {
  std::vector<bool> named(clauses, false);
  for (auto const& change : diff.changes)
    if (!change.of_heading)
      for (auto const at : change.*side) named[at] = true;
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < clauses; ++i)
    if (!named[i]) out.push_back(i);
  return out;
}

/// Where the text of a row stands in the old version; `none` for what came or moved in.
constexpr auto none = UINT32_MAX;
std::uint32_t old_place(Comparison const& c, RedlineRow const& row) {
  bool const moved = row.kind == Kind::change && c.diff.changes[row.change].relation == Relation::moved;
  return row.before.empty() || moved ? none : row.before.front();
}

/// Before the first clause under them.
void put_headings(Comparison const& c, std::vector<RedlineRow>& rows) {
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> over;
  for (std::size_t i = 0; i < c.diff.changes.size(); ++i)
    if (auto const& change = c.diff.changes[i]; change.of_heading) over[change.after.front()].push_back(i);
  std::vector<RedlineRow> out;
  out.reserve(rows.size() + over.size());
  for (auto& row : rows) {
    if (auto const it = row.after.empty() ? over.end() : over.find(row.after.front()); it != over.end())
      for (auto const i : it->second) out.push_back({Kind::heading, i, {}, row.after, row.path, false});
    out.push_back(std::move(row));
  }
  rows = std::move(out);
}

/// Before the first clause that stood behind it.
void put_places_left(Comparison const& c, std::vector<RedlineRow>& rows) {
  std::vector<RedlineRow> left;
  for (std::size_t i = 0; i < c.diff.changes.size(); ++i)
    if (auto const& change = c.diff.changes[i]; change.relation == Relation::moved && !change.of_heading)
      left.push_back({Kind::was_here, i, change.before, {}, heading_of(c, c.before, change.before.front()), false});
  std::stable_sort(left.begin(), left.end(), [](auto const& x, auto const& y) { return x.before < y.before; });
  std::vector<RedlineRow> out;
  out.reserve(rows.size() + left.size());
  auto next = left.begin();
  for (auto& row : rows) {
    for (auto const place = old_place(c, row); place != none && next != left.end() && next->before.front() < place;)
      out.push_back(std::move(*next++));
    out.push_back(std::move(row));
  }
  std::move(next, left.end(), std::back_inserter(out));
  rows = std::move(out);
}

/// What the new version does not have stands under the headings around it, where these are its own.
void find_headings(std::vector<RedlineRow>& rows) {
  auto const gone = [](RedlineRow const& row) { return row.after.empty(); };
  std::string_view above;
  for (std::size_t i = 0; i < rows.size();) {
    if (!gone(rows[i])) {
      above = rows[i++].path;
      continue;
    }
    auto end = i;
    while (end < rows.size() && gone(rows[end])) ++end;
    auto const below = end < rows.size() ? rows[end].path : above;
    auto last = above;
    for (; i < end; ++i) {
      bool const fits = rows[i].path == last || rows[i].path == below;
      rows[i].elsewhere = !fits;
      if (fits) last = rows[i].path;
    }
  }
}

}  // namespace

std::string RedlineRow::anchor() const {
  if (kind == Kind::was_here) return "was-" + std::to_string(change + 1);
  if (kind != Kind::same) return "change-" + std::to_string(change + 1);
  return "clause-" + std::to_string(after.front() + 1);
}

std::vector<RedlineRow> redline_rows(Comparison const& c) {
  std::vector<RedlineRow> out;
  auto const old_same = unchanged(c.before.clauses.size(), c.diff, &query::ClauseChange::before);
  auto const new_same = unchanged(c.after.clauses.size(), c.diff, &query::ClauseChange::after);
  bool const aligned = old_same.size() == new_same.size();  // not where one capture holds no document
  std::size_t next = 0;
  auto const put_same = [&] {
    RedlineRow row{Kind::same, 0, {}, {new_same[next]}, heading_of(c, c.after, new_same[next]), false};
    if (aligned) row.before = {old_same[next]};
    out.push_back(std::move(row));
    ++next;
  };
  for (std::size_t i = 0; i < c.diff.changes.size(); ++i) {
    auto const& change = c.diff.changes[i];
    if (change.of_heading) continue;
    auto const stands_before = [&] {
      if (!change.after.empty()) return new_same[next] < change.after.front();
      return aligned && old_same[next] < change.before.front();
    };
    while (next < new_same.size() && stands_before()) put_same();
    auto const path = change.after.empty() ? heading_of(c, c.before, change.before.front())
                                           : heading_of(c, c.after, change.after.front());
    out.push_back({Kind::change, i, change.before, change.after, path, false});
  }
  while (next < new_same.size()) put_same();
  put_places_left(c, out);
  put_headings(c, out);
  find_headings(out);
  return out;
}

}  // namespace smallprint::report
