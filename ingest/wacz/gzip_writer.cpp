#include "ingest/wacz/gzip_writer.hpp"

#include <zlib.h>

#include <algorithm>
#include <new>

namespace smallprint::ingest::wacz {

using corpus::Result;

namespace {

constexpr std::size_t piece = 64u << 10;
constexpr int gzip_window = 15 + 16;  // zlib's word for a gzip header around the widest window
constexpr int memory_level = 8;

}  // namespace

void GzipWriter::Free::operator()(z_stream_s* stream) const {
  deflateEnd(stream);
  delete stream;
}

GzipWriter::GzipWriter(Sink sink) : sink_(std::move(sink)), stream_(new z_stream{}), out_(piece, '\0') {
  if (deflateInit2(stream_.get(), Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window, memory_level, Z_DEFAULT_STRATEGY) !=
      Z_OK)
    throw std::bad_alloc();  // nothing else can fail
}

Result<void> GzipWriter::run(std::string_view bytes, int flush) {
  stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream_->avail_in = static_cast<uInt>(bytes.size());
  for (;;) {
    stream_->next_out = reinterpret_cast<Bytef*>(out_.data());
    stream_->avail_out = static_cast<uInt>(out_.size());
    auto const code = deflate(stream_.get(), flush);
    auto const made = out_.size() - stream_->avail_out;
    if (made > 0) {
      if (auto const taken = sink_(std::string_view(out_).substr(0, made)); !taken) return taken.error();
      size_ += made;
    }
    if (flush == Z_FINISH ? code == Z_STREAM_END : stream_->avail_out > 0) return {};
  }
}

Result<void> GzipWriter::add(std::string_view bytes) {
  constexpr std::size_t most = 1u << 30;  // zlib counts with 32 bits
  for (; !bytes.empty(); bytes.remove_prefix(std::min(most, bytes.size())))
    if (auto const done = run(bytes.substr(0, most), Z_NO_FLUSH); !done) return done.error();
  return {};
}

Result<std::uint64_t> GzipWriter::end() {
  if (auto const done = run({}, Z_FINISH); !done) return done.error();
  deflateReset(stream_.get());
  auto const member = size_ - begun_;
  begun_ = size_;
  return member;
}

}  // namespace smallprint::ingest::wacz
