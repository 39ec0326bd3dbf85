#pragma once
#include "app/context.hpp"
#include "query/changes/document_diff.hpp"

#include <string>

namespace smallprint::app {

struct ChangeListOptions {
  std::string provider;  ///< the index's name; empty: all
  std::string document;  ///< as typed; empty: all of them
  std::string from, to;  ///< dates, inclusive; empty: from the first day, to now
  query::ChangeClass least{};
  query::Depth depth{};
};

/// Prints the recorded changes of documents, by date, with their classes. \returns the exit code
[[nodiscard]] int list_changes(Common const& common, Reading& reading, ChangeListOptions const& options);

}  // namespace smallprint::app
