#include "ingest/browser/temporary_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace smallprint::ingest {
namespace {

namespace fs = std::filesystem;

// The names of Unix sockets end at 107 bytes, and programs put theirs two folders deeper.
constexpr std::size_t longest_base = 40;

std::string base_folder() {
  std::error_code failed;
  auto base = fs::temp_directory_path(failed).string();
  if (failed || base.size() > longest_base) base = "/tmp";
  while (base.size() > 1 && base.back() == '/') base.pop_back();
  return base;
}

int open_folder(std::string const& path) {
  return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

bool is_same(int folder, std::string const& path) {
  struct stat a {};
  struct stat b {};
  return ::fstat(folder, &a) == 0 && ::lstat(path.c_str(), &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

void remove_folder(std::string const& path) {
  // A process that is just ending may still write into it.
  for (int tries = 0; tries < 5; ++tries) {
    std::error_code failed;
    fs::remove_all(path, failed);
    if (!failed) return;
    ::usleep(50'000);
  }
}

void remove_abandoned(std::string const& base, std::string const& prefix) {
  std::error_code failed;
  fs::directory_iterator entry(base, failed);
  for (; !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
    if (!entry->path().filename().string().starts_with(prefix)) continue;
    auto const path = entry->path().string();
    auto const folder = open_folder(path);
    if (folder < 0) continue;
    struct stat state {};
    if (::fstat(folder, &state) == 0 && state.st_uid == ::geteuid() && ::flock(folder, LOCK_EX | LOCK_NB) == 0)
      remove_folder(path);
    ::close(folder);
  }
}

}  // namespace

corpus::Result<TemporaryFolder> TemporaryFolder::make(std::string const& prefix) {
  auto const base = base_folder();
  remove_abandoned(base, prefix);
  // Another process may take a new folder for an abandoned one before it is locked: then a second is made.
  for (int tries = 0; tries < 10; ++tries) {
    auto path = base + "/" + prefix + "XXXXXX";
    if (!::mkdtemp(path.data()))
      return corpus::Error{corpus::Errc::io, base, 0,
                           "a temporary folder cannot be made: " + std::string(std::strerror(errno))};
    auto const folder = open_folder(path);
    if (folder >= 0 && ::flock(folder, LOCK_EX) == 0 && is_same(folder, path))
      return TemporaryFolder(std::move(path), folder);
    if (folder >= 0) ::close(folder);
  }
  return corpus::Error{corpus::Errc::io, base, 0, "a temporary folder cannot be locked"};
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})), lock_(std::exchange(other.lock_, -1)) {}

TemporaryFolder& TemporaryFolder::operator=(TemporaryFolder&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(lock_, other.lock_);
  return *this;
}

TemporaryFolder::~TemporaryFolder() {
  if (lock_ < 0) return;
  remove_folder(path_);
  ::close(lock_);
}

}  // namespace smallprint::ingest
