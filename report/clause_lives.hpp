#pragma once
#include "query/changes/clause_history.hpp"
#include "report/json.hpp"
#include "report/style.hpp"

#include <span>
#include <string>

/// Clauses through their whole histories.
namespace smallprint::report {

[[nodiscard]] std::string clause_lives_text(std::span<query::ClauseLife const> lives, Style const& style);
[[nodiscard]] std::string clause_lives_markdown(std::span<query::ClauseLife const> lives);
[[nodiscard]] Json to_json(query::ClauseLife const& life);

}  // namespace smallprint::report
