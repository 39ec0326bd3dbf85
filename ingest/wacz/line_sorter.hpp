#pragma once
#include "corpus/error.hpp"

#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::ingest::wacz {

/// Sorts lines by their bytes, however many: what does not fit into memory waits in files without a name.
class LineSorter {
 public:
  /// \param folder  where those files are \param memory  bytes of lines that are held at once
  explicit LineSorter(std::filesystem::path folder, std::size_t memory = 16u << 20);

  /// \pre `line` has no line end \retval Errc::io
  [[nodiscard]] corpus::Result<void> add(std::string line);
  /// Calls `line` for each, in order, until one fails. \pre called once, after all were added
  [[nodiscard]] corpus::Result<void> each(std::function<corpus::Result<void>(std::string_view)> const& line);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, Close>;
  [[nodiscard]] corpus::Error error() const;
  [[nodiscard]] corpus::Result<void> spill();
  [[nodiscard]] corpus::Result<File> make_file() const;

  std::filesystem::path folder_;
  std::size_t memory_, held_ = 0;
  std::vector<std::string> lines_;
  std::vector<File> runs_;  ///< each sorted
};

}  // namespace smallprint::ingest::wacz
