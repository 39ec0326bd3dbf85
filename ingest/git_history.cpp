#include "ingest/git_history.hpp"

#include <string_view>

namespace smallprint::ingest::git {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

bool is_repository(std::filesystem::path const& folder) {
  start();
  Repository repository;
  return make(repository, git_repository_open_ext, folder.c_str(), static_cast<unsigned>(GIT_REPOSITORY_OPEN_NO_SEARCH),
              static_cast<char const*>(nullptr)) == 0;
}

Result<Repository> open(std::filesystem::path const& folder) {
  start();
  Repository repository;
  if (make(repository, git_repository_open_ext, folder.c_str(), static_cast<unsigned>(GIT_REPOSITORY_OPEN_NO_SEARCH),
           static_cast<char const*>(nullptr)) != 0)
    return failure(folder.string(), "cannot open the git repository");
  if (git_repository_is_shallow(repository.get()) == 1)
    return Error{Errc::unsupported, folder.string(), 0,
                 "a shallow clone, whose history is cut off; `git fetch --unshallow` completes it"};
  return repository;
}

std::string location(git_repository& repository, std::string const& otherwise) {
  Config config;
  git_buf value = GIT_BUF_INIT;
  if (make(config, git_repository_config_snapshot, &repository) != 0) return otherwise;
  if (git_config_get_string_buf(&value, config.get(), "remote.origin.url") != 0) return otherwise;
  std::string url(value.ptr, value.size);
  git_buf_dispose(&value);
  auto const scheme = url.find("://");
  if (scheme == std::string::npos || url.starts_with("file:")) return otherwise;
  auto const host = scheme + 3;
  auto const at = url.find('@', host);
  if (at != std::string::npos && at < url.find('/', host)) url.erase(host, at + 1 - host);
  return url;
}

Result<History> history(git_repository& repository, std::string const& place) {
  if (git_repository_head_unborn(&repository) == 1)
    return Error{Errc::unsupported, place, 0, "the git repository has no commit on its main branch"};
  Revwalk walk;
  if (make(walk, git_revwalk_new, &repository) != 0) return failure(place, "cannot read the history");
  git_revwalk_sorting(walk.get(), GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME | GIT_SORT_REVERSE);
  if (git_revwalk_push_head(walk.get()) != 0) return failure(place, "cannot find the main branch");
  History out;
  git_oid id;
  int code = 0;
  while ((code = git_revwalk_next(&id, walk.get())) == 0) out.commits.push_back(id);
  if (code != GIT_ITEROVER) return failure(place, "cannot read the whole history");

  git_oid at = out.commits.back();  // HEAD: nothing that it reaches comes after it
  for (;;) {
    Commit commit;
    if (make(commit, git_commit_lookup, &repository, &at) != 0) return failure(place, "cannot read commit " + hex(at));
    if (git_commit_parentcount(commit.get()) == 0) break;
    at = *git_commit_parent_id(commit.get(), 0);
  }
  out.root = hex(at);
  return out;
}

}  // namespace smallprint::ingest::git
