#include "ingest/tree_changes.hpp"

#include <cstring>

namespace smallprint::ingest::git {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

constexpr int deepest = 32;
constexpr std::size_t longest_path = 4096;

bool is_file(git_tree_entry const* entry) {
  return entry && git_tree_entry_type(entry) == GIT_OBJECT_BLOB && git_tree_entry_filemode(entry) != GIT_FILEMODE_LINK;
}
bool is_tree(git_tree_entry const* entry) {
  return entry && git_tree_entry_type(entry) == GIT_OBJECT_TREE;
}

class Comparison {
 public:
  explicit Comparison(git_repository& repository) : repository_(repository) {}

  // Entries are matched by name: git's order of entries puts "a" the folder after "a.md" but "a"
  // the file before, so a merge of two sorted lists would miss a file that becomes a folder.
  Result<void> compare(git_tree const* before, git_tree const* after, std::string const& folder, int depth) {
    auto const place = folder.empty() ? std::string("tree") : folder;
    if (depth > deepest)
      return Error{Errc::too_large, place, 0, "folders are nested deeper than " + std::to_string(deepest)};
    auto const count = after ? git_tree_entrycount(after) : 0;
    for (std::size_t i = 0; i < count; ++i) {
      auto const* const now = git_tree_entry_byindex(after, i);
      auto const* const was = before ? git_tree_entry_byname(before, git_tree_entry_name(now)) : nullptr;
      if (auto ok = entry(was, now, folder, depth); !ok) return ok;
    }
    auto const old_count = before ? git_tree_entrycount(before) : 0;
    for (std::size_t i = 0; i < old_count; ++i) {
      auto const* const was = git_tree_entry_byindex(before, i);
      if (after && git_tree_entry_byname(after, git_tree_entry_name(was))) continue;
      if (auto ok = entry(was, nullptr, folder, depth); !ok) return ok;
    }
    return {};
  }

  std::vector<TreeChange> changes;

 private:
  Result<void> entry(git_tree_entry const* was, git_tree_entry const* now, std::string const& folder, int depth) {
    if (was && now && git_oid_equal(git_tree_entry_id(was), git_tree_entry_id(now)) &&
        git_tree_entry_filemode(was) == git_tree_entry_filemode(now))
      return {};
    auto path = folder + (folder.empty() ? "" : "/") + git_tree_entry_name(now ? now : was);
    if (path.size() > longest_path)
      return Error{Errc::too_large, path.substr(0, 80), 0,
                   "a path is longer than " + std::to_string(longest_path) + " bytes"};
    if (is_tree(was) || is_tree(now)) {
      Tree old_tree;
      Tree new_tree;
      if (is_tree(was) && make(old_tree, git_tree_lookup, &repository_, git_tree_entry_id(was)) != 0)
        return failure(path, "cannot read the folder");
      if (is_tree(now) && make(new_tree, git_tree_lookup, &repository_, git_tree_entry_id(now)) != 0)
        return failure(path, "cannot read the folder");
      if (auto ok = compare(old_tree.get(), new_tree.get(), path, depth + 1); !ok) return ok;
    }
    auto const same_bytes =
        is_file(was) && is_file(now) && git_oid_equal(git_tree_entry_id(was), git_tree_entry_id(now));
    if (same_bytes || (!is_file(was) && !is_file(now))) return {};
    TreeChange change{std::move(path), {}, {}};
    if (is_file(was)) change.before = *git_tree_entry_id(was);
    if (is_file(now)) change.after = *git_tree_entry_id(now);
    changes.push_back(std::move(change));
    return {};
  }

  git_repository& repository_;
};

}  // namespace

Result<std::vector<TreeChange>> tree_changes(git_repository& repository, git_tree const* before,
                                             git_tree const* after) {
  Comparison comparison(repository);
  if (auto ok = comparison.compare(before, after, "", 0); !ok) return ok.error();
  return std::move(comparison.changes);
}

}  // namespace smallprint::ingest::git
