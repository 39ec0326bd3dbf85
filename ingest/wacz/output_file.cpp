#include "ingest/wacz/output_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace smallprint::ingest::wacz {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

namespace {

constexpr std::size_t most_buffered = 256u << 10;

/// \returns false with errno set
bool write_all(int descriptor, std::string_view bytes, std::uint64_t at) {
  while (!bytes.empty()) {
    auto const n = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
    at += static_cast<std::uint64_t>(n);
  }
  return true;
}

}  // namespace

OutputFile::OutputFile(std::filesystem::path const& file)
    : file_(file), beside_(file.string() + "." + std::to_string(::getpid()) + ".part") {}

Error OutputFile::error(char const* what) const {
  return {Errc::io, file_.string(), 0, std::string(what) + ": " + std::strerror(errno)};
}

Result<std::unique_ptr<OutputFile>> OutputFile::create(std::filesystem::path const& file) {
  std::unique_ptr<OutputFile> out(new OutputFile(file));
  // Found out now, and not after the work.
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    errno = EISDIR;
    return out->error("cannot be written");
  }
  out->descriptor_ =
      ::open(out->beside_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);  // less the umask
  if (out->descriptor_ < 0) return out->error("cannot be written");
  return out;
}

OutputFile::~OutputFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(beside_.c_str());
}

Result<void> OutputFile::flush() {
  if (!write_all(descriptor_, buffer_, written_)) return error("cannot be written");
  written_ += buffer_.size();
  buffer_.clear();
  return {};
}

Result<void> OutputFile::write(std::string_view bytes) {
  if (buffer_.size() + bytes.size() < most_buffered) {
    buffer_ += bytes;
    return {};
  }
  if (auto const done = flush(); !done) return done.error();
  if (!write_all(descriptor_, bytes, written_)) return error("cannot be written");
  written_ += bytes.size();
  return {};
}

Result<void> OutputFile::patch(std::uint64_t at, std::string_view bytes) {
  if (auto const done = flush(); !done) return done.error();
  if (!write_all(descriptor_, bytes, at)) return error("cannot be written");
  return {};
}

Result<void> OutputFile::keep() {
  if (auto const done = flush(); !done) return done.error();
  if (::fsync(descriptor_) != 0) return error("cannot be kept");
  if (::rename(beside_.c_str(), file_.c_str()) != 0) return error("cannot be put in its place");
  ::close(descriptor_);
  descriptor_ = -1;
  // Its name is kept too only when the folder is.
  auto const folder = file_.has_parent_path() ? file_.parent_path() : std::filesystem::path(".");
  int const opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return {};  // it may be written to and not read
  (void)::fsync(opened);
  ::close(opened);
  return {};
}

}  // namespace smallprint::ingest::wacz
