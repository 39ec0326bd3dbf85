#include "app/desk/last_report.hpp"

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace smallprint::app {
namespace {

namespace fs = std::filesystem;
using corpus::Errc;
using corpus::Error;
using corpus::Result;
using Json = nlohmann::ordered_json;

/// \param state  gets what the file holds, or an object without anything
Result<void> read_state(fs::path const& file, Json& state) {
  state = Json::object();
  std::error_code ec;
  if (!fs::exists(file, ec)) return {};
  std::ifstream in(file, std::ios::binary);
  std::string const text{std::istreambuf_iterator<char>(in), {}};
  if (!in) return Error{Errc::io, file.string(), 0, "cannot be read"};
  auto json = Json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object())
    return Error{Errc::schema, file.string(), 0, "is no JSON object; remove it to begin anew"};
  state = std::move(json);
  return {};
}

}  // namespace

Result<std::optional<LastReport>> read_last_report(fs::path const& home, std::string const& reader) {
  auto const file = home / "reports.json";
  Json state;
  if (auto const read = read_state(file, state); !read) return read.error();
  auto const it = state.find(reader);
  if (it == state.end()) return std::optional<LastReport>{};
  if (!it->is_object() || !it->contains("version") || !(*it)["version"].is_number_integer())
    return Error{Errc::schema, file.string(), 0,
                 "has no number \"version\" of '" + reader + "'; remove it to begin anew"};
  LastReport out;
  out.version = (*it)["version"].get<std::int64_t>();
  if (it->contains("through") && (*it)["through"].is_string()) out.through = (*it)["through"].get<std::string>();
  if (it->contains("check") && (*it)["check"].is_number_integer()) out.check = (*it)["check"].get<std::int64_t>();
  return std::optional(out);
}

Result<void> write_last_report(fs::path const& home, std::string const& reader, LastReport const& last) {
  auto const file = home / "reports.json";
  Json state;
  if (auto const read = read_state(file, state); !read) return read.error();
  state[reader] = {{"version", last.version}, {"through", last.through}, {"check", last.check}};
  return replace_file(file, state.dump(2) + "\n");
}

Result<void> replace_file(fs::path const& file, std::string const& bytes) {
  auto const beside = file.string() + ".new";
  auto const fail = [&](char const* what) {
    auto const cause = std::string(std::strerror(errno));
    ::unlink(beside.c_str());
    return Error{Errc::io, file.string(), 0, std::string(what) + ": " + cause};
  };
  int const fd = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0) return fail("cannot be written");
  for (std::size_t done = 0; done < bytes.size();) {
    auto const n = ::write(fd, bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      auto const error = fail("cannot be written");
      ::close(fd);
      return error;
    }
    done += static_cast<std::size_t>(n);
  }
  bool const kept = ::fsync(fd) == 0;
  if (::close(fd) != 0 || !kept) return fail("cannot be kept");
  if (::rename(beside.c_str(), file.c_str()) != 0) return fail("cannot be replaced");
  return {};
}

}  // namespace smallprint::app
