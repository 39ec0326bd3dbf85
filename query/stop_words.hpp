#pragma once
#include "corpus/error.hpp"
#include "query/query_plan.hpp"

#include <filesystem>

namespace smallprint::query {

/// Reads `stop_words.txt` of a data folder: a word a line, `#` starts a comment.
/// \param data  corpus::data_folder()
/// \retval Errc::io, Errc::bad_encoding
[[nodiscard]] corpus::Result<language::StopWords> load_stop_words(std::filesystem::path const& data);

}  // namespace smallprint::query
