#pragma once
#include "query/changes/document_diff.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace smallprint::query {

/// A version of a document beside the one that it is compared with.
struct RecordedChange {
  index::Version version;
  /// The last version before it that held the document, or, where variants of a page alternate, the last of the same
  /// variant; none at the document's first day.
  std::optional<index::Version> base;
  DiffVersion before, after;
  DocumentDiff diff;
  bool failed = false;  ///< the version holds no document, or not all of it, and what it lacks came back
};

/// A version's clauses, to be compared. \retval any error of Store::occurrences
[[nodiscard]] corpus::Result<DiffVersion> diff_version(index::Store& store, index::Version const& version);

/// A part of a document's versions.
struct WalkRange {
  std::uint32_t first = 0;  ///< ordinal of the first version to be given; what is before it only serves to compare
  std::string until;        ///< versions after this date or time (inclusive) are as if they were not there; empty: none
};

/// Gives every version of a document in the order of time, each compared with the one before.
///
/// What a bad capture lacks is not taken for a change: after an error page or a page that was cut off the next version
/// is compared with the last whole one, so that nothing hides behind it. A capture counts as cut off only where what
/// it lacks came back within `recovers_within` days; else the end is gone, and that is substantive. Variants that
/// alternate (A, B, A, B, as of regions) are told from each other: one that comes again is compared with its own last
/// version. One that came once and was taken back (A, B, A) is shown as it is.
///
/// \param each  returns false to stop
/// \retval any error of the store
[[nodiscard]] corpus::Result<void> walk_changes(index::Store& store, Differ& differ, std::int64_t document_id,
                                                std::function<bool(RecordedChange&&)> const& each,
                                                WalkRange const& range = {});

}  // namespace smallprint::query
