#pragma once
#include <cstdlib>
#include <filesystem>

namespace smallprint::test {

/// Where real terms and laws lie: $SMALLPRINT_REAL_DATA, else ../shared/data beside the source tree.
/// Empty when there are none: the caller SKIPs.
inline std::filesystem::path real_data() {
  auto const* set = std::getenv("SMALLPRINT_REAL_DATA");
  std::filesystem::path const folder =
      set != nullptr && *set != '\0' ? std::filesystem::path(set)
                                     : std::filesystem::path(SMALLPRINT_SOURCE_DIR).parent_path() / "shared" / "data";
  std::error_code ec;
  return std::filesystem::is_directory(folder, ec) ? folder : std::filesystem::path();
}

/// The project's own lexicons and topics.
inline std::filesystem::path data_folder() {
  return std::filesystem::path(SMALLPRINT_SOURCE_DIR) / "corpus";
}

}  // namespace smallprint::test
