#pragma once
#include "corpus/error.hpp"

#include <git2.h>

#include <memory>
#include <string>

/// libgit2's objects as owners that free themselves, and its errors in our words.
namespace smallprint::ingest::git {

template <class T, void (*free)(T*)>
struct Free {
  void operator()(T* object) const { free(object); }
};
template <class T, void (*free)(T*)>
using Handle = std::unique_ptr<T, Free<T, free>>;

using Repository = Handle<git_repository, git_repository_free>;
using Revwalk = Handle<git_revwalk, git_revwalk_free>;
using Commit = Handle<git_commit, git_commit_free>;
using Tree = Handle<git_tree, git_tree_free>;
using Blob = Handle<git_blob, git_blob_free>;
using Odb = Handle<git_odb, git_odb_free>;
using Reference = Handle<git_reference, git_reference_free>;
using Config = Handle<git_config, git_config_free>;
using Indexer = Handle<git_indexer, git_indexer_free>;

/// Calls a libgit2 function whose first parameter gives back the object. \returns its code
template <class T, void (*free)(T*), class F, class... Args>
[[nodiscard]] int make(Handle<T, free>& out, F function, Args... args) {
  T* raw = nullptr;
  auto const code = function(&raw, args...);
  out.reset(raw);
  return code;
}

/// libgit2's last error of this thread.
[[nodiscard]] inline corpus::Error failure(std::string source, std::string const& what) {
  auto const* const last = git_error_last();
  auto message = what + (last && last->message ? ": " + std::string(last->message) : "");
  for (auto& c : message)
    if (c == '\n') c = ' ';
  return {corpus::Errc::io, std::move(source), 0, std::move(message)};
}

[[nodiscard]] inline std::string hex(git_oid const& id) {
  std::string out(GIT_OID_HEXSZ, '\0');
  git_oid_fmt(out.data(), &id);
  return out;
}

/// Starts libgit2, once, with what reading foreign repositories needs.
inline void start() {
  static int const once = [] {
    auto const started = git_libgit2_init();
    // A blob's own hash is our SHA-256; checking SHA-1 on every read would cost half of the time.
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    // Nothing of a repository is ever run here, so it may belong to anyone.
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    return started;
  }();
  (void)once;
}

}  // namespace smallprint::ingest::git
