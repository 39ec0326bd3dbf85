#include "report/desk_report.hpp"

#include "report/clause_changes.hpp"

#include <algorithm>

namespace smallprint::report {

using query::ChangeClass;

bool DeskReport::any() const {
  auto const tells = [](DeskChange const& one) {
    return one.change.failed || one.change.diff.change_class >= ChangeClass::editorial;
  };
  return !answers.empty() || !silent.empty() || (alerts && !alerts->empty()) ||
         std::any_of(changes.begin(), changes.end(), tells);
}

std::map<ChangeClass, std::size_t> DeskReport::counts() const {
  std::map<ChangeClass, std::size_t> out;
  for (auto const& one : changes)
    if (!one.change.failed) ++out[one.change.diff.change_class];
  return out;
}

std::vector<ShownClause> shown_clauses(query::RecordedChange const& change, ChangeClass least) {
  std::vector<ShownClause> out;
  for (auto const& clause : change.diff.changes)
    if (clause.change_class >= least)
      out.push_back(
          {place_of(change.before, change.after, clause), std::string(query::to_string(clause.relation)), &clause});
  return out;
}

}  // namespace smallprint::report
