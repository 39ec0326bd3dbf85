#pragma once
#include "ingest/sqlite.hpp"

#include <filesystem>

/// Opening the archive's file: what may stand there, and what is made when nothing does.
namespace smallprint::ingest {

struct ArchiveFile {
  sqlite::Database database;
  bool has_exchanges = true;  ///< false: of the format before, opened for reading only
  bool read_only = false;     ///< the file or its folder cannot be written to
};

/// As Archive::open().
[[nodiscard]] corpus::Result<ArchiveFile> open_archive_file(std::filesystem::path const& file, bool create);

}  // namespace smallprint::ingest
