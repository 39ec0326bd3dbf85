#pragma once
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace smallprint::test {

/// A clone of `source` at `target`, made by whoever asks first. The test programs run side by side and ask
/// at once, so the target appears in one step, complete: each clones into a folder of its own beside it,
/// and who comes second throws that away.
///
/// \returns the target; empty when it cannot be cloned
inline std::filesystem::path clone_once(std::filesystem::path const& source, std::filesystem::path const& target) {
  namespace fs = std::filesystem;
  if (fs::exists(target / ".git")) return target;
  if (!fs::exists(source)) return {};
  fs::create_directories(target.parent_path());
  auto own = target.string() + ".XXXXXX";
  if (::mkdtemp(own.data()) == nullptr) return {};
  auto const command = fmt::format("git clone -q '{}' '{}' 2>/dev/null", source.string(), own);
  std::error_code taken = std::make_error_code(std::errc::io_error);
  if (std::system(command.c_str()) == 0) fs::rename(own, target, taken);
  if (!taken) return target;
  std::error_code ignored;
  fs::remove_all(own, ignored);
  return fs::exists(target / ".git") ? target : fs::path{};
}

}  // namespace smallprint::test
