#pragma once
#include "corpus/error.hpp"

#include <filesystem>

namespace smallprint::corpus {

/// Where lexicons, topics and samples lie: $SMALLPRINT_DATA, else beside the installed program
/// (share/smallprint), else the source tree it was built from. Holds `lexicons/` and `topics/`.
/// \retval Errc::not_found  names every place that was looked at
[[nodiscard]] Result<std::filesystem::path> data_folder();

}  // namespace smallprint::corpus
