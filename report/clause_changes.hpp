#pragma once
#include "query/changes/document_diff.hpp"
#include "report/json.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// One changed clause, as every list of changes shows it.
namespace smallprint::report {

/// "3.2(b)" of the clauses that a side of a change has, or nothing.
[[nodiscard]] std::string labels(query::DiffVersion const& version, std::vector<std::uint32_t> const& at);
/// The same of both sides: "3.2(b) -> 3.3(b)" where they differ.
[[nodiscard]] std::string place_of(query::DiffVersion const& before, query::DiffVersion const& after,
                                   query::ClauseChange const& change);

/// The redline as one text: "[-removed-] {+added+}" without control characters, or ~~removed~~ **added**.
[[nodiscard]] std::string redline_plain(query::ClauseChange const& change);
[[nodiscard]] std::string redline_markdown(query::ClauseChange const& change);
/// redline_plain(), folded or not, in the colours of a terminal.
[[nodiscard]] std::string coloured_redline(std::string_view plain);

/// The shape of docs/cli.md, diff.
[[nodiscard]] Json clause_change_json(query::DiffVersion const& before, query::DiffVersion const& after,
                                      query::ClauseChange const& change);

}  // namespace smallprint::report
