#pragma once
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

/// Cases as folders: tests/golden/<suite>/<case>/ holds the input and expected.txt. A new case is a
/// new folder. With SMALLPRINT_UPDATE_GOLDEN=1 in the environment, expected.txt is written instead of
/// compared: read the difference before it is committed.
namespace smallprint::tests {

inline std::vector<std::string> golden_cases(std::string const& suite) {
  std::vector<std::string> out;
  for (auto const& entry :
       std::filesystem::directory_iterator(std::filesystem::path(SMALLPRINT_SOURCE_DIR) / "tests/golden" / suite))
    if (entry.is_directory()) out.push_back(entry.path().string());
  std::sort(out.begin(), out.end());
  return out;
}

inline std::string read_file(std::filesystem::path const& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

inline bool updating_golden() {
  auto const* value = std::getenv("SMALLPRINT_UPDATE_GOLDEN");
  return value != nullptr && *value == '1';
}

/// The expected text, after writing `actual` in its place where that was asked for.
inline std::string golden_expected(std::filesystem::path const& folder, std::string const& actual) {
  auto const path = folder / "expected.txt";
  if (updating_golden()) std::ofstream(path, std::ios::binary) << actual;
  return read_file(path);
}

}  // namespace smallprint::tests
