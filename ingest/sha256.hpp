#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// SHA-256 (FIPS 180-4): what names a text and seals a row.
namespace smallprint::ingest {

/// 32 bytes.
using Digest = std::array<char, 32>;
[[nodiscard]] Digest sha256(std::string_view bytes);
[[nodiscard]] inline std::string_view view(Digest const& digest) {
  return {digest.data(), digest.size()};
}

/// Two lower-case hex digits a byte.
[[nodiscard]] std::string to_hex(std::string_view bytes);
/// \returns nothing unless `hex` is an even number of hex digits
[[nodiscard]] std::optional<std::string> from_hex(std::string_view hex);

}  // namespace smallprint::ingest
