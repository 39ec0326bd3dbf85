#pragma once
#include "ingest/archive.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

/// Door of the stage: what `smallprint import` calls.
namespace smallprint::ingest {

struct Progress {
  std::int64_t done = 0;
  std::int64_t total = 0;  ///< 0 while unknown
  std::int64_t bytes = 0;
  std::string_view stage;  ///< "Reading commits"
};

struct ImportOptions {
  std::string as;             ///< "auto", "git", "bundle", "folder", "markdown", "html", "text"
  std::string authority;      ///< for single files: whose; empty: the folder's name
  std::string document_type;  ///< for single files: empty: the file's name without extension
  std::string date;           ///< for plain files; empty: the file's time of change
  /// Makes the text (Markdown) of a file that is no text, such as PDF and DOCX; without it they are not read.
  std::function<corpus::Result<std::string>(std::string_view bytes, std::string const& file)> to_text;
  std::function<void(Progress const&)> progress;  ///< called often; must be cheap
  std::function<bool()> interrupted;              ///< asked often; true stops after what is whole
};

struct ImportReport {
  std::int64_t commits = 0;            ///< commits looked at that were not known before
  std::int64_t versions = 0;           ///< versions added
  std::int64_t known = 0;              ///< versions that were there already
  std::int64_t bytes = 0;              ///< of text read
  std::vector<corpus::Error> skipped;  ///< what could not be read, each with its place; the rest went on
};

/// Imports one path into the archive. Interrupted at any moment, the next call completes it.
/// \retval Errc::not_found, Errc::unsupported  the path as a whole cannot be imported
/// \retval Errc::interrupted  `interrupted` said so; what was read is stored
/// \retval Errc::io  storing failed: the archive is as it was at its last commit
[[nodiscard]] corpus::Result<ImportReport> import_path(Archive& archive, std::filesystem::path const& path,
                                                       ImportOptions const& options);

}  // namespace smallprint::ingest
