#pragma once
#include "ingest/git_handles.hpp"

#include <optional>
#include <string>
#include <vector>

namespace smallprint::ingest::git {

/// A file that two trees disagree about.
struct TreeChange {
  std::string path;               ///< raw bytes, parts joined by '/'
  std::optional<git_oid> before;  ///< none: it was not there
  std::optional<git_oid> after;   ///< none: it is gone
};

/// What differs between two trees, by path. Equal subtrees are not read. Only regular files count:
/// symbolic links and submodules are never followed, and a file that becomes one is gone.
///
/// \param before  may be null: the empty tree
/// \retval Errc::too_large  folders nested deeper than 32, or a path over 4096 bytes
/// \retval Errc::io         a tree is missing or damaged
[[nodiscard]] corpus::Result<std::vector<TreeChange>> tree_changes(git_repository& repository, git_tree const* before,
                                                                   git_tree const* after);

}  // namespace smallprint::ingest::git
