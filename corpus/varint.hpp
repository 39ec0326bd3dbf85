#pragma once
#include <cstdint>
#include <string>
#include <string_view>

/// LEB128 unsigned integers: what the compact encodings of this project are made of.
namespace smallprint::corpus {

inline void put_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

/// Reads one integer and advances `in`. \returns false when `in` ends inside it or it needs over 64 bits
[[nodiscard]] inline bool get_varint(std::string_view& in, std::uint64_t& value) {
  value = 0;
  for (unsigned shift = 0; shift < 64 && !in.empty(); shift += 7) {
    auto const byte = static_cast<std::uint8_t>(in.front());
    in.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if ((byte & 0x80) == 0) return true;
  }
  return false;
}

}  // namespace smallprint::corpus
