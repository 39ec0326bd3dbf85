#pragma once
#include "corpus/error.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct z_stream_s;

namespace smallprint::ingest::wacz {

/// Takes bytes in order.
using Sink = std::function<corpus::Result<void>(std::string_view)>;

/// Writes gzip members (RFC 1952) one after the other; each can be read by itself, from its first byte. Their
/// headers have no time and no name, so that the same bytes give the same member.
class GzipWriter {
 public:
  explicit GzipWriter(Sink sink);

  [[nodiscard]] corpus::Result<void> add(std::string_view bytes);
  /// Ends the member; what is added next begins another.
  /// \returns its size in bytes, compressed
  [[nodiscard]] corpus::Result<std::uint64_t> end();
  /// Bytes given to the sink, by all members.
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  struct Free {
    void operator()(z_stream_s* stream) const;
  };
  [[nodiscard]] corpus::Result<void> run(std::string_view bytes, int flush);

  Sink sink_;
  std::unique_ptr<z_stream_s, Free> stream_;
  std::string out_;
  std::uint64_t size_ = 0, begun_ = 0;
};

}  // namespace smallprint::ingest::wacz
