#pragma once
#include "corpus/error.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace smallprint::ingest::wacz {

/// A file that appears whole under its name or not at all: it is written beside it, as FILE.PROCESS.part, and
/// takes its place in keep(). Errors name the file that was asked for and the cause.
class OutputFile {
 public:
  /// \retval Errc::io
  [[nodiscard]] static corpus::Result<std::unique_ptr<OutputFile>> create(std::filesystem::path const& file);
  /// Removes what was written, unless it was kept.
  ~OutputFile();
  OutputFile(OutputFile const&) = delete;
  OutputFile& operator=(OutputFile const&) = delete;

  [[nodiscard]] corpus::Result<void> write(std::string_view bytes);
  /// Writes over what is there. \pre at + bytes.size() <= size()
  [[nodiscard]] corpus::Result<void> patch(std::uint64_t at, std::string_view bytes);
  [[nodiscard]] std::uint64_t size() const { return written_ + buffer_.size(); }
  /// Once it returned, not even a power cut loses the file.
  [[nodiscard]] corpus::Result<void> keep();

 private:
  explicit OutputFile(std::filesystem::path const& file);
  [[nodiscard]] corpus::Result<void> flush();
  [[nodiscard]] corpus::Error error(char const* what) const;

  std::filesystem::path file_;
  std::string beside_;
  int descriptor_ = -1;
  std::uint64_t written_ = 0;
  std::string buffer_;
};

}  // namespace smallprint::ingest::wacz
