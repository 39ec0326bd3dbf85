#include "ingest/wacz/line_sorter.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <queue>

namespace smallprint::ingest::wacz {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

namespace {

/// The lines of a file, one at a time.
class Reader {
 public:
  explicit Reader(std::FILE* file) : file_(file) {}
  Reader(Reader&& other) noexcept : file_(other.file_), line_(other.line_), room_(other.room_), size_(other.size_) {
    other.line_ = nullptr;
  }
  Reader(Reader const&) = delete;
  Reader& operator=(Reader const&) = delete;
  Reader& operator=(Reader&&) = delete;
  ~Reader() { std::free(line_); }

  /// \returns false at the end, and where reading failed
  bool next() {
    size_ = ::getline(&line_, &room_, file_);
    return size_ > 0;
  }
  [[nodiscard]] bool failed() const { return std::ferror(file_) != 0; }
  [[nodiscard]] std::string_view line() const { return {line_, static_cast<std::size_t>(size_) - 1}; }

 private:
  std::FILE* file_;
  char* line_ = nullptr;
  std::size_t room_ = 0;
  ssize_t size_ = 0;
};

}  // namespace

LineSorter::LineSorter(std::filesystem::path folder, std::size_t memory)
    : folder_(folder.empty() ? std::filesystem::path(".") : std::move(folder)), memory_(memory) {}

Error LineSorter::error() const {
  return {Errc::io, folder_.string(), 0, std::string("the index cannot be sorted there: ") + std::strerror(errno)};
}

Result<LineSorter::File> LineSorter::make_file() const {
  auto name = (folder_ / ".smallprint-XXXXXX").string();
  int const descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return error();
  ::unlink(name.c_str());  // gone with the program, however it ends
  File out(::fdopen(descriptor, "w+b"));
  if (out) return out;
  auto const failure = error();
  ::close(descriptor);
  return failure;
}

Result<void> LineSorter::spill() {
  std::sort(lines_.begin(), lines_.end());
  auto file = make_file();
  if (!file) return file.error();
  for (auto const& line : lines_)
    if (std::fwrite(line.data(), 1, line.size(), file->get()) != line.size() || std::fputc('\n', file->get()) == EOF)
      return error();
  if (std::fflush(file->get()) != 0) return error();
  std::rewind(file->get());
  runs_.push_back(std::move(*file));
  lines_.clear();
  held_ = 0;
  return {};
}

Result<void> LineSorter::add(std::string line) {
  held_ += line.size() + sizeof line;
  lines_.push_back(std::move(line));
  return held_ < memory_ ? Result<void>() : spill();
}

Result<void> LineSorter::each(std::function<Result<void>(std::string_view)> const& line) {
  if (runs_.empty()) {
    std::sort(lines_.begin(), lines_.end());
    for (auto const& one : lines_)
      if (auto const done = line(one); !done) return done.error();
    return {};
  }
  if (!lines_.empty())
    if (auto const done = spill(); !done) return done.error();
  std::vector<Reader> readers;
  for (auto const& run : runs_) readers.emplace_back(run.get());
  auto const after = [&](std::size_t a, std::size_t b) { return readers[a].line() > readers[b].line(); };
  std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(after)> first(after);
  auto const advance = [&](std::size_t i) {
    if (readers[i].next()) first.push(i);
    return !readers[i].failed();
  };
  for (std::size_t i = 0; i < readers.size(); ++i)
    if (!advance(i)) return error();
  while (!first.empty()) {
    auto const i = first.top();
    first.pop();
    if (auto const done = line(readers[i].line()); !done) return done.error();
    if (!advance(i)) return error();
  }
  return {};
}

}  // namespace smallprint::ingest::wacz
