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

/// Calls `work` once for each document, several at a time, by as many threads as `reading` has sharers. Which thread
/// works on which document is not determined; what `work` writes goes to the slot of its document.
/// \param work  gets the worker of its thread and the index of the document; an error stops the rest
/// \returns the first error by index. \throws what the store throws
[[nodiscard]] corpus::Result<void> for_each_document(
    Reading& reading, corpus::ChangeRules const& rules, std::vector<index::Document> const& documents,
    ProgressBar& progress, std::function<corpus::Result<void>(ChangeWorker&, std::size_t)> const& work);

}  // namespace smallprint::app
