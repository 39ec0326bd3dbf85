#pragma once
#include "bench/process.hpp"

#include <cstdint>
#include <filesystem>

/// What no import can avoid, done by programs that do nothing else.
namespace smallprint::bench {

struct ReadFloor {
  Usage usage;
  std::size_t blobs = 0;
};
/// Every blob of the history through `git cat-file --batch`; making the list is not timed.
ReadFloor read_blobs(std::filesystem::path const& repository, std::filesystem::path const& scratch);

struct IndexFloor {
  double seconds = 0;
  std::size_t texts = 0;
  std::size_t bytes = 0;  ///< of text, lead-in and heading
};
/// The distinct clause texts of `index_file` into a bare FTS5 table; reading them is not timed.
IndexFloor fill_fts(std::filesystem::path const& index_file, std::filesystem::path const& scratch);

}  // namespace smallprint::bench
