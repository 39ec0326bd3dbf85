#pragma once
#include "corpus/error.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

/// How far each reader's last report went: reports.json in the home folder, beside the archive and the index.
namespace smallprint::app {

struct LastReport {
  std::int64_t version = 0;  ///< VersionInfo::id of the newest version that it knew
  std::string through;       ///< DeskReport::through
  std::int64_t check = 0;    ///< the newest check that it knew
};

/// \param reader  who reads the reports: each name has a `last` of its own
/// \returns nothing where there was none yet \retval Errc::io, Errc::schema  names the file
[[nodiscard]] corpus::Result<std::optional<LastReport>> read_last_report(std::filesystem::path const& home,
                                                                         std::string const& reader);
/// Replaces the file as a whole: it is the old one or the new one, however the program ends. \retval Errc::io
[[nodiscard]] corpus::Result<void> write_last_report(std::filesystem::path const& home, std::string const& reader,
                                                     LastReport const& last);

/// Writes a file beside `file` and puts it in its place. \retval Errc::io  names the file; `file` is as it was
[[nodiscard]] corpus::Result<void> replace_file(std::filesystem::path const& file, std::string const& bytes);

}  // namespace smallprint::app
