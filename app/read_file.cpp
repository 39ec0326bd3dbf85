#include "app/read_file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>

namespace smallprint::app {

namespace fs = std::filesystem;
using corpus::Errc;
using corpus::Error;
using corpus::Result;

Result<std::string> read_file(std::string const& file, std::size_t most, std::string const& kind) {
  std::ifstream opened;
  if (file != "-") {
    std::error_code ec;
    auto const status = fs::status(file, ec);
    if (!fs::exists(status)) return Error{Errc::not_found, file, 0, "no such file"};
    if (fs::is_directory(status)) return Error{Errc::io, file, 0, "expected a file, got a folder"};
    opened.open(file, std::ios::binary);
    if (!opened) return Error{Errc::io, file, 0, "cannot read the file"};
  }
  auto& in = file == "-" ? std::cin : static_cast<std::istream&>(opened);
  std::string out;
  std::string buffer(1 << 16, '\0');
  while (out.size() <= most && in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())).gcount() > 0)
    out.append(buffer, 0, static_cast<std::size_t>(in.gcount()));
  if (in.bad()) return Error{Errc::io, file, out.size(), "reading failed"};
  if (out.size() > most)
    return Error{Errc::too_large, file, most,
                 fmt::format("is larger than {} bytes, the most that a {} may have", most, kind)};
  return out;
}

}  // namespace smallprint::app
