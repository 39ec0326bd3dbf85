#include "ingest/bundle.hpp"

#include "ingest/git_handles.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <vector>

namespace smallprint::ingest {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;
namespace fs = std::filesystem;

constexpr std::string_view scratch_prefix = ".unpacked-";
constexpr std::size_t most_header_lines = 100'000;

struct Header {
  git_oid head{};  ///< what the bundle calls HEAD, else its main branch
};

std::optional<git_oid> read_oid(std::string_view line) {
  git_oid id;
  if (line.size() < GIT_OID_HEXSZ || git_oid_fromstrn(&id, line.data(), GIT_OID_HEXSZ) != 0) return std::nullopt;
  return id;
}

// The lines before the pack: capabilities "@", prerequisites "-", references.
Result<Header> read_header(std::istream& in, std::string const& name) {
  auto const fail = [&](Errc code, std::string message) {
    return Error{code, name, in ? static_cast<std::size_t>(in.tellg()) : 0, std::move(message)};
  };
  std::string line;
  std::getline(in, line);
  std::optional<git_oid> head, main_branch, only_branch;
  std::size_t branches = 0;
  for (std::size_t count = 0; std::getline(in, line); ++count) {
    if (line.empty()) {
      auto const found = head ? head : main_branch ? main_branch : branches == 1 ? only_branch : std::nullopt;
      if (!found) return fail(Errc::unsupported, "the bundle names no HEAD and no main branch");
      return Header{*found};
    }
    if (count > most_header_lines)
      return fail(Errc::syntax, "over " + std::to_string(most_header_lines) + " references in the bundle");
    if (line[0] == '@') {
      if (line == "@object-format=sha1") continue;
      return fail(Errc::unsupported, "the bundle needs \"" + line.substr(1, 60) + "\", which is not supported");
    }
    if (line[0] == '-')
      return fail(Errc::unsupported,
                  "the bundle holds only part of a history: it needs commit " + line.substr(1, GIT_OID_HEXSZ));
    auto const id = read_oid(line);
    if (!id || line.size() < GIT_OID_HEXSZ + 2)
      return fail(Errc::syntax, "expected an object name and a reference, got \"" + line.substr(0, 60) + "\"");
    auto const reference = std::string_view(line).substr(GIT_OID_HEXSZ + 1);
    if (reference == "HEAD") head = id;
    if (reference == "refs/heads/main" || (reference == "refs/heads/master" && !main_branch)) main_branch = id;
    if (reference.starts_with("refs/heads/")) {
      only_branch = id;
      ++branches;
    }
  }
  return fail(Errc::syntax, "the bundle ends within its list of references");
}

void remove_stale(fs::path const& in) {
  std::error_code ignored;
  for (auto const& entry : fs::directory_iterator(in, ignored)) {
    if (!entry.path().filename().string().starts_with(scratch_prefix)) continue;
    auto const folder = ::open(entry.path().c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0) continue;
    if (::flock(folder, LOCK_EX | LOCK_NB) == 0) fs::remove_all(entry.path(), ignored);
    ::close(folder);
  }
}

}  // namespace

Result<ScratchFolder> ScratchFolder::make(fs::path const& in) {
  remove_stale(in);
  auto name = (in / (std::string(scratch_prefix) + "XXXXXX")).string();
  auto const fail = [&] {
    return Error{Errc::io, in.string(), 0, std::string("cannot make a folder to unpack into: ") + std::strerror(errno)};
  };
  if (!::mkdtemp(name.data())) return fail();
  auto const lock = ::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock < 0 || ::flock(lock, LOCK_EX | LOCK_NB) != 0) return fail();
  return ScratchFolder(name, lock);
}

ScratchFolder::ScratchFolder(ScratchFolder&& other) noexcept : path_(std::move(other.path_)), lock_(other.lock_) {
  other.path_.clear();
  other.lock_ = -1;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
  if (lock_ >= 0) ::close(lock_);
}

bool is_bundle(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  std::string line;
  line.resize(16);
  in.read(line.data(), 16);
  return line.starts_with("# v2 git bundle\n") || line.starts_with("# v3 git bundle\n");
}

Result<void> unpack_bundle(fs::path const& file, fs::path const& folder, std::function<bool()> const& interrupted) {
  git::start();
  std::ifstream in(file, std::ios::binary);
  if (!in) return Error{Errc::io, file.string(), 0, std::string("cannot read the file: ") + std::strerror(errno)};
  auto const header = read_header(in, file.string());
  if (!header) return header.error();

  git::Repository repository;
  if (git::make(repository, git_repository_init, folder.c_str(), 1U) != 0)
    return git::failure(folder.string(), "cannot make a repository");
  git::Indexer indexer;
  git_indexer_options options = GIT_INDEXER_OPTIONS_INIT;
  if (git::make(indexer, git_indexer_new, (folder / "objects" / "pack").c_str(), 0U, static_cast<git_odb*>(nullptr),
                &options) != 0)
    return git::failure(folder.string(), "cannot unpack into it");
  git_indexer_progress progress{};
  std::vector<char> buffer(1u << 20);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), in.gcount() > 0) {
    if (interrupted && interrupted())
      return Error{Errc::interrupted, file.string(), 0, "stopped while unpacking; nothing was stored"};
    if (git_indexer_append(indexer.get(), buffer.data(), static_cast<std::size_t>(in.gcount()), &progress) != 0)
      return git::failure(file.string(), "the bundle is damaged");
  }
  if (git_indexer_commit(indexer.get(), &progress) != 0)
    return git::failure(file.string(), "the bundle is damaged or cut off");
  if (git_repository_set_head_detached(repository.get(), &header->head) != 0)
    return git::failure(file.string(), "the bundle lacks the commit that it calls its newest");
  return {};
}

}  // namespace smallprint::ingest
