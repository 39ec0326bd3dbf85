#pragma once
#include "ingest/importer.hpp"

namespace smallprint::ingest {

/// Imports every document under a folder, by path: `authority/document type.md` at any depth, or
/// `authority/2025-06-13/document type.md`. Links are not followed; what cannot be read is skipped
/// and named.
/// \retval Errc::unsupported  nothing in it is a document
[[nodiscard]] corpus::Result<ImportReport> import_folder(Archive& archive, std::filesystem::path const& folder,
                                                         ImportOptions const& options);

/// Imports one file. Its folder and name say what the options leave open.
/// \retval Errc::unsupported  neither Markdown, HTML nor text
/// \retval Errc::io, Errc::too_large  it cannot be read
[[nodiscard]] corpus::Result<ImportReport> import_file(Archive& archive, std::filesystem::path const& file,
                                                       ImportOptions const& options);

}  // namespace smallprint::ingest
