#pragma once
#include "ingest/git_handles.hpp"

#include <filesystem>
#include <string>
#include <vector>

/// A repository as the importer sees it: who it is, and its commits in order.
namespace smallprint::ingest::git {

/// True for a work tree or a bare repository; parents are not searched.
[[nodiscard]] bool is_repository(std::filesystem::path const& folder);

/// Opens it for reading. \retval Errc::unsupported  a shallow clone, whose history is cut off
[[nodiscard]] corpus::Result<Repository> open(std::filesystem::path const& folder);

/// Where it comes from: the address of its remote "origin", without user and password, when that is
/// one on the network; else `otherwise`.
[[nodiscard]] std::string location(git_repository& repository, std::string const& otherwise);

struct History {
  std::string root;              ///< the repository's identity: what HEAD's first parents begin with
  std::vector<git_oid> commits;  ///< all that HEAD reaches, parents before children, by time
};
/// \param place  for errors. \retval Errc::unsupported  no commit, so nothing to read
[[nodiscard]] corpus::Result<History> history(git_repository& repository, std::string const& place);

}  // namespace smallprint::ingest::git
