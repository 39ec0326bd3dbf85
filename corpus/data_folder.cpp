#include "corpus/data_folder.hpp"

#include <array>
#include <cstdlib>

#ifndef SMALLPRINT_SOURCE_DATA
#define SMALLPRINT_SOURCE_DATA ""
#endif

namespace smallprint::corpus {
namespace fs = std::filesystem;

Result<fs::path> data_folder() {
  std::error_code ec;
  auto const usable = [&](fs::path const& folder) {
    return !folder.empty() && fs::is_directory(folder / "topics", ec) && fs::is_directory(folder / "lexicons", ec);
  };
  if (auto const* set = std::getenv("SMALLPRINT_DATA"); set != nullptr && *set != '\0') {
    if (usable(set)) return fs::path(set);
    return Error{Errc::not_found, set, 0, "SMALLPRINT_DATA names a folder without topics/ and lexicons/"};
  }
  auto const program = fs::read_symlink("/proc/self/exe", ec);
  auto const installed = program.empty() ? fs::path() : program.parent_path().parent_path() / "share" / "smallprint";
  for (auto const& folder : std::array{installed, fs::path(SMALLPRINT_SOURCE_DATA)})
    if (usable(folder)) return folder;
  return Error{
      Errc::not_found, "data folder", 0,
      "no topics/ and lexicons/ in " + installed.string() + " or " SMALLPRINT_SOURCE_DATA "; set SMALLPRINT_DATA"};
}

}  // namespace smallprint::corpus
