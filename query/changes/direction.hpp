#pragma once
#include "corpus/change_rule_file.hpp"
#include "query/changes/document_diff.hpp"
#include "query/changes/substance.hpp"

#include <vector>

namespace smallprint::query {

/// \param for_user  what a change is to the user, see worth.hpp
[[nodiscard]] Direction direction_of(double for_user);

/// What the words of a redline alone are to the user, where no provision or answer tells: a rule that gains words
/// reaches further, one that loses some less far, and the words of an exception reach the other way.
///
/// \param before, after  of the clauses of each side, in order, as old_text and new_text join them
/// \returns above 0: the user may more, or the provider less; 0 where as much is gained as lost, or nothing is known
[[nodiscard]] double reach_change(ClauseChange const& change, std::vector<Substance const*> const& before,
                                  std::vector<Substance const*> const& after, corpus::ChangeRules const& rules);

/// What another age from which the service may be used is to the user: -1 where it rises, 1 where it falls.
[[nodiscard]] double age_change(ClauseChange const& change, std::vector<Substance const*> const& before,
                                std::vector<Substance const*> const& after);

}  // namespace smallprint::query
