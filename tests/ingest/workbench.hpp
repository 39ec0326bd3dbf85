#pragma once
#include "ingest/archive.hpp"
#include "ingest/git_handles.hpp"
#include "ingest/importer.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

/// What the ingest tests are made of: a folder of their own, git repositories built by hand, and an
/// archive's whole content as one comparable value.
namespace fs = std::filesystem;

namespace smallprint::test {

class Folder {
 public:
  Folder() {
    auto name = (fs::temp_directory_path() / "smallprint-test-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  fs::path operator/(std::string const& name) const { return path_ / name; }
  fs::path const& path() const { return path_; }

 private:
  fs::path path_;
};

inline void write(fs::path const& file, std::string const& bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

inline std::string read(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::unique_ptr<ingest::Archive> archive(fs::path const& file) {
  return ingest::Archive::open(file, true).value();
}

/// A version of "Acme AI"'s terms, to be changed as a test needs.
inline ingest::NewVersion terms(std::string text, std::string date = "2025-06-13T04:12:07Z") {
  ingest::NewVersion out;
  out.source = {"Acme AI", "Terms of Service"};
  out.date = std::move(date);
  out.kind = corpus::VersionKind::imported;
  out.evidence = {"/somewhere", "", "Acme AI/Terms of Service.md", ""};
  out.text = std::move(text);
  return out;
}

/// A bare repository whose commits are made in memory.
class Repo {
 public:
  explicit Repo(fs::path const& at) {
    ingest::git::start();
    check(ingest::git::make(repository_, git_repository_init, at.c_str(), 1U));
    check(git_repository_set_head(repository_.get(), "refs/heads/main"));
  }
  struct File {
    std::string path;
    std::string text;
    git_filemode_t mode = GIT_FILEMODE_BLOB;
  };
  /// A commit with exactly these files. \returns its id; "main" points at it
  git_oid commit(std::string const& message, std::vector<File> const& files, std::vector<git_oid> const& parents,
                 git_time_t time) {
    git_index* index = nullptr;
    check(git_index_new(&index));
    for (auto const& file : files) {
      git_index_entry entry{};
      check(git_blob_create_from_buffer(&entry.id, repository_.get(), file.text.data(), file.text.size()));
      entry.mode = file.mode;
      entry.path = file.path.c_str();
      check(git_index_add(index, &entry));
    }
    git_oid tree_id;
    check(git_index_write_tree_to(&tree_id, index, repository_.get()));
    git_index_free(index);
    ingest::git::Tree tree;
    check(ingest::git::make(tree, git_tree_lookup, repository_.get(), const_cast<git_oid const*>(&tree_id)));
    git_signature* who = nullptr;
    check(git_signature_new(&who, "Tester", "tester@example.org", time, 60));
    std::vector<ingest::git::Commit> kept(parents.size());
    std::vector<git_commit const*> raw;
    for (std::size_t i = 0; i < parents.size(); ++i) {
      check(ingest::git::make(kept[i], git_commit_lookup, repository_.get(), &parents[i]));
      raw.push_back(kept[i].get());
    }
    git_oid id;
    check(git_commit_create(&id, repository_.get(), nullptr, who, who, nullptr, message.c_str(), tree.get(), raw.size(),
                            raw.data()));
    git_signature_free(who);
    ingest::git::Reference main;
    check(ingest::git::make(main, git_reference_create, repository_.get(), "refs/heads/main",
                            const_cast<git_oid const*>(&id), 1, static_cast<char const*>(nullptr)));
    return id;
  }
  git_repository* get() { return repository_.get(); }

 private:
  static void check(int code) {
    if (code != 0) throw std::runtime_error(git_error_last() ? git_error_last()->message : "git");
  }
  ingest::git::Repository repository_;
};

/// `count` commits that change two documents in turn, in `repo`, after `parents`.
inline std::vector<git_oid> grow(Repo& repo, int from, int count, std::vector<git_oid> parents) {
  for (int i = from; i < from + count; ++i) {
    auto const last = parents.empty() ? std::vector<git_oid>{} : std::vector{parents.back()};
    parents.push_back(repo.commit("Record new changes of Acme AI Terms of Service\n\nstep " + std::to_string(i),
                                  {{"Acme AI/Terms of Service.md", "# Terms\n\nstate " + std::to_string(i / 2)},
                                   {"Acme AI/Privacy Policy.md", "# Privacy\n\nstate " + std::to_string((i + 1) / 2)}},
                                  last, 1'700'000'000 + i * 60));
  }
  return parents;
}

/// All that an archive says, without the ids: equal for archives with the same content.
inline std::vector<std::string> content(ingest::Archive& archive) {
  std::vector<std::string> out;
  auto const versions = archive.versions().value();
  for (auto const& v : versions) {
    auto const evidence = archive.evidence(v.id).value();
    out.push_back(v.source.authority + "/" + v.source.document_type + "@" + v.date + " " +
                  std::string(to_string(v.kind)) + " " + std::string(to_string(v.media_type)) + " " + v.sha256 + " " +
                  evidence.repository + " " + evidence.commit + " " + evidence.path + " " + evidence.message + "\n" +
                  (v.removed ? "removed" : archive.text(v.sha256).value()));
    for (auto const& c : archive.checks(v.source).value())
      out.push_back(v.source.document_type + " checked " + c.time + " " + std::string(to_string(c.outcome)) + c.detail);
  }
  return out;
}

}  // namespace smallprint::test
