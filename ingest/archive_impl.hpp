#pragma once
#include "ingest/archive.hpp"
#include "ingest/archive_writer.hpp"
#include "ingest/sqlite.hpp"
#include "ingest/text_store.hpp"

#include <filesystem>
#include <optional>

namespace smallprint::ingest {

/// What an archive holds open. Only the archive's own files include this. The last member goes first:
/// statements before their connection.
struct Archive::Impl {
  std::filesystem::path file;
  bool read_only = false;
  bool has_exchanges = true;
  sqlite::Database database;
  std::optional<TextStore> texts;
  std::optional<ArchiveWriter> writer;
};

}  // namespace smallprint::ingest
