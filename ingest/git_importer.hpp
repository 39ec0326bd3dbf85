#pragma once
#include "ingest/importer.hpp"

namespace smallprint::ingest {

/// Imports the whole history behind HEAD, parents first: each commit's documents become versions
/// with the author's date. A merge records only what differs from the newest version of a document.
///
/// \param folder    a work tree or a bare repository
/// \param location  what to name in the evidence when the repository has no address on the network
[[nodiscard]] corpus::Result<ImportReport> import_git(Archive& archive, std::filesystem::path const& folder,
                                                      std::string const& location, ImportOptions const& options);

}  // namespace smallprint::ingest
