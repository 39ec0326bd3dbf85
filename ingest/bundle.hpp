#pragma once
#include "corpus/error.hpp"

#include <filesystem>
#include <functional>

namespace smallprint::ingest {

/// A folder of its own for something that is not kept. Gone with the object; what a killed program
/// left behind goes when the next one is made in the same place.
class ScratchFolder {
 public:
  [[nodiscard]] static corpus::Result<ScratchFolder> make(std::filesystem::path const& in);
  ScratchFolder(ScratchFolder&& other) noexcept;
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  ~ScratchFolder();
  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

 private:
  ScratchFolder(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}
  std::filesystem::path path_;
  int lock_;  // open folder, locked while the object lives
};

/// True when the file starts as a git bundle does (gitformat-bundle(5)).
[[nodiscard]] bool is_bundle(std::filesystem::path const& file);

/// Makes a bare repository in the empty `folder` out of a bundle, in this process: no program is
/// run, no hook and no configuration of the bundle's maker counts.
///
/// \retval Errc::unsupported  needs commits that are not in it, uses SHA-256 names or leaves objects out
/// \retval Errc::syntax       its first lines are not those of a bundle
/// \retval Errc::io           damaged, cut off, or `folder` cannot be written
/// \retval Errc::interrupted  `interrupted` said so
[[nodiscard]] corpus::Result<void> unpack_bundle(std::filesystem::path const& file, std::filesystem::path const& folder,
                                                 std::function<bool()> const& interrupted);

}  // namespace smallprint::ingest
