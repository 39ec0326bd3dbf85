#pragma once
#include "app/context.hpp"
#include "app/index_pipeline.hpp"
#include "ingest/importer.hpp"

#include <string>
#include <vector>

namespace smallprint::app {

/// What was read into the archive and the index.
struct Imported {
  ingest::ImportReport read;
  IndexReport indexed;
  index::Counts counts;
  std::vector<corpus::Error> failed;  ///< paths that could not be read
};

/// Imports paths one after the other and brings the index up to the archive; a path that cannot be read does not stop
/// the others. Ctrl-C stops at a whole step; killed at any instant, the same call goes on from there.
/// \retval Errc::io, Errc::schema  archive, index or lexicons; what was read before is kept
[[nodiscard]] corpus::Result<Imported> import_paths(Common const& common, std::vector<std::string> const& paths,
                                                    ingest::ImportOptions options);

/// Reads what the archive has and the index does not. \retval as import_paths()
[[nodiscard]] corpus::Result<IndexReport> bring_index_up(Common const& common);

}  // namespace smallprint::app
