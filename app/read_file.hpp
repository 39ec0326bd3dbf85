#pragma once
#include "corpus/error.hpp"

#include <cstddef>
#include <string>

namespace smallprint::app {

/// The whole of a file, or of standard input ("-").
/// \param most  bytes that it may have \param kind  what it is, for the error: "draft"
/// \retval Errc::not_found, Errc::io, Errc::too_large  names the file
[[nodiscard]] corpus::Result<std::string> read_file(std::string const& file, std::size_t most, std::string const& kind);

}  // namespace smallprint::app
