#pragma once
#include "report/redline/words.hpp"

#include <string>
#include <vector>

namespace smallprint::report {

/// The redline of a clause, in which only long unchanged runs of words are shortened.
struct BriefRun {
  WordRun run;
  std::size_t omitted = 0;  ///< words that are left out here; then `run` is empty
};
[[nodiscard]] std::vector<BriefRun> brief_runs(query::ClauseChange const& change);

/// As the redline page marks it, for pages that have its style.
[[nodiscard]] std::string brief_html(query::ClauseChange const& change);
/// HTML that reads well without any style, as readers of feeds show it.
[[nodiscard]] std::string brief_plain_html(query::ClauseChange const& change);

}  // namespace smallprint::report
