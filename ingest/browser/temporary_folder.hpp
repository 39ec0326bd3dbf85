#pragma once
#include "corpus/error.hpp"

#include <string>

namespace smallprint::ingest {

/// A folder that only this user can read, removed with the object.
///
/// It is locked as long as its process lives. Making one first removes those with the same prefix that
/// nobody locks any more: a process that was killed leaves its folder behind, and the next one clears it.
class TemporaryFolder {
 public:
  /// \param prefix  of the folder's name, without slash.
  [[nodiscard]] static corpus::Result<TemporaryFolder> make(std::string const& prefix);
  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&& other) noexcept;
  ~TemporaryFolder();

  /// Absolute and short: a socket's name fits behind it.
  [[nodiscard]] std::string const& path() const { return path_; }

 private:
  TemporaryFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}
  std::string path_;
  int lock_ = -1;  ///< the folder itself, opened
};

}  // namespace smallprint::ingest
