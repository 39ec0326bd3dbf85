#pragma once
#include "ingest/sha256.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// What makes a changed row show: each carries the SHA-256 of all it says and of the seal before it.
namespace smallprint::ingest {

/// Collects a row's fields in order, each with its length, so that none can pass for another.
class Seal {
 public:
  explicit Seal(std::string_view previous) { add(previous); }
  Seal& add(std::string_view field) {
    add(static_cast<std::int64_t>(field.size()));
    bytes_ += field;
    return *this;
  }
  Seal& add(std::int64_t number) {
    for (int shift = 0; shift < 64; shift += 8)
      bytes_ += static_cast<char>(static_cast<std::uint64_t>(number) >> shift);
    return *this;
  }
  [[nodiscard]] Digest digest() const { return sha256(bytes_); }

 private:
  std::string bytes_;
};

}  // namespace smallprint::ingest
