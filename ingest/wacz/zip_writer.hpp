#pragma once
#include "corpus/error.hpp"
#include "ingest/sha256.hpp"
#include "ingest/wacz/output_file.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::ingest::wacz {

/// A file inside the ZIP, as it was written.
struct ZipEntry {
  std::string name;         ///< '/' between parts, ASCII
  std::uint64_t bytes = 0;  ///< of its content
  std::string sha256;       ///< of its content, hexadecimal
};

/// Writes a ZIP file (APPNOTE 6.3) whose entries are stored, not compressed, so that any part of any of them can be
/// read by its offset. Content is taken piece by piece; its size need not be known before.
///
/// libarchive's writer stores too, but leaves the sizes of such entries to a record behind them, which no reader
/// that goes through the file from its beginning can use.
class ZipWriter {
 public:
  /// \param time        UTC, "2025-06-13T04:12:07Z": when the entries were changed
  /// \param zip64_from  numbers from here on take 64 bits; other values than the format's own are for tests
  ZipWriter(OutputFile& file, std::string_view time, std::uint64_t zip64_from = 0xFFFFFFFF);

  /// \pre no entry is open
  [[nodiscard]] corpus::Result<void> begin(std::string name);
  [[nodiscard]] corpus::Result<void> write(std::string_view bytes);
  [[nodiscard]] corpus::Result<ZipEntry> end();
  /// A whole entry.
  [[nodiscard]] corpus::Result<ZipEntry> add(std::string name, std::string_view bytes);
  /// Writes the directory; nothing is added after it.
  [[nodiscard]] corpus::Result<void> finish();

 private:
  struct Entry {
    std::string name;
    std::uint64_t offset = 0, bytes = 0;
    std::uint32_t crc = 0;
    bool wide = false;  ///< its sizes take 64 bits
  };
  [[nodiscard]] std::string local_header(Entry const& entry) const;
  [[nodiscard]] std::string directory_header(Entry const& entry) const;

  OutputFile& file_;
  std::uint64_t zip64_from_;
  std::uint32_t time_ = 0;  ///< as the format has it: date and time in 16 bits each
  std::vector<Entry> entries_;
  Sha256 sha256_;
};

}  // namespace smallprint::ingest::wacz
