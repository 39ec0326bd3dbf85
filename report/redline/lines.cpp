#include "query/changes/clause_words.hpp"
#include "report/redline/rows.hpp"

#include <algorithm>

namespace smallprint::report {
namespace {

constexpr std::size_t fewest_folded = 2;  // rows; a single one is read sooner than its fold

bool is_loud(Comparison const& c, RedlineRow const& row, query::ChangeClass least) {
  if (row.kind == RedlineRow::Kind::same) return false;
  auto const& change = c.diff.changes[row.change];
  return change.change_class >= least && change.relation != query::Relation::renumbered;
}

/// Of lines [begin, end) that hold no change to show, those that give way: all but the headings over what follows and
/// the rows next to changes.
void fold(std::vector<RedlineLine>& lines, std::size_t begin, std::size_t end) {
  auto const is_row = [&](std::size_t i) { return lines[i].depth == 0; };
  for (auto i = begin; i < end; ++i) lines[i].folded = true;
  if (end < lines.size()) {
    auto open = SIZE_MAX;
    for (auto i = end; i-- > begin;)
      if (!is_row(i) && lines[i].depth < open) {
        open = lines[i].depth;
        lines[i].folded = false;
      }
    if (begin < end && is_row(end - 1)) lines[end - 1].folded = false;
  }
  if (begin > 0 && begin < end && is_row(begin)) lines[begin].folded = false;
  if (begin == 0)
    for (auto i = begin; i < end && !is_row(i); ++i) lines[i].folded = false;
  for (auto i = begin; i < end;) {
    auto stop = i;
    std::size_t rows = 0;
    for (; stop < end && lines[stop].folded; ++stop) rows += is_row(stop) ? 1 : 0;
    if (rows < fewest_folded)
      for (auto k = i; k < stop; ++k) lines[k].folded = false;
    i = std::max(stop, i + 1);
  }
}

}  // namespace

std::vector<RedlineLine> redline_lines(Comparison const& c, std::vector<RedlineRow> const& rows,
                                       query::ChangeClass least) {
  std::vector<RedlineLine> out;
  std::vector<std::string_view> open;
  std::size_t quiet_from = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].elsewhere) {
      auto const path = query::heading_parts(rows[i].path);
      auto const common = static_cast<std::size_t>(
          std::mismatch(open.begin(), open.end(), path.begin(), path.end()).first - open.begin());
      for (auto k = common; k < path.size(); ++k) out.push_back({i, path[k], k + 1, false});
      open = path;
    }
    if (is_loud(c, rows[i], least)) {
      out.push_back({i, {}, 0, false});
      auto const at = out.size() - 1;
      fold(out, quiet_from, at);
      quiet_from = out.size();
    } else {
      out.push_back({i, {}, 0, false});
    }
  }
  fold(out, quiet_from, out.size());
  return out;
}

}  // namespace smallprint::report
