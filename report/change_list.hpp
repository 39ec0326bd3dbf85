#pragma once
#include "corpus/source.hpp"
#include "query/changes/recorded_changes.hpp"
#include "report/json.hpp"
#include "report/style.hpp"

#include <map>
#include <span>
#include <string>

/// Recorded changes, a line each.
namespace smallprint::report {

/// A recorded change without its clauses.
struct ChangeLine {
  corpus::Source source;
  std::string date;       ///< of the version
  std::string base_date;  ///< of the one it is compared with; empty on a document's first day
  query::ChangeClass change_class{};
  std::string reason;
  query::Direction direction{};
  bool silent_change = false;
  bool failed = false;
  std::map<query::ChangeClass, std::size_t> counts;  ///< of clause changes
};
[[nodiscard]] ChangeLine change_line(corpus::Source const& source, query::RecordedChange const& change);

[[nodiscard]] std::string change_list_text(std::span<ChangeLine const> lines, Style const& style);
[[nodiscard]] std::string change_list_markdown(std::span<ChangeLine const> lines);
[[nodiscard]] std::string change_list_csv(std::span<ChangeLine const> lines);
[[nodiscard]] Json to_json(ChangeLine const& line);

}  // namespace smallprint::report
