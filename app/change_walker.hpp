#pragma once
#include "app/context.hpp"
#include "app/progress.hpp"
#include "corpus/change_rule_file.hpp"
#include "query/changes/document_diff.hpp"

#include <functional>
#include <vector>

namespace smallprint::app {

/// The rules of changes of the data folder.
[[nodiscard]] corpus::Result<corpus::ChangeRules> open_change_rules(corpus::Lexicons const& lexicons);

/// What a thread compares versions by.
struct ChangeWorker {
  index::Store& store;
  query::Asker& asker;
  query::Differ& differ;
};

/// Calls `work` once for each of `count` things, several at a time, by as many threads as `reading` has sharers. Which
/// thread works on which is not determined; what `work` writes goes to the slot of its thing.
/// \param stage  what the progress bar calls it
/// \param work  gets the worker of its thread and the index of the thing; an error stops the rest
/// \returns the first error by index. \throws what the store throws
[[nodiscard]] corpus::Result<void> in_parallel(
    Reading& reading, corpus::ChangeRules const& rules, std::size_t count, std::string_view stage,
    ProgressBar& progress, std::function<corpus::Result<void>(ChangeWorker&, std::size_t)> const& work,
    query::Depth depth = query::Depth::whole);

}  // namespace smallprint::app
