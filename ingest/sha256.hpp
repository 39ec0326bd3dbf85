#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

/// SHA-256 (FIPS 180-4): what names a text and seals a row.
namespace smallprint::ingest {

/// 32 bytes.
using Digest = std::array<char, 32>;
[[nodiscard]] Digest sha256(std::string_view bytes);
[[nodiscard]] inline std::string_view view(Digest const& digest) {
  return {digest.data(), digest.size()};
}

/// The same over bytes that come piece by piece.
class Sha256 {
 public:
  Sha256();
  Sha256& add(std::string_view bytes);
  /// Of all that was added. \post  no more is added
  [[nodiscard]] Digest digest();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

/// Two lower-case hex digits a byte.
[[nodiscard]] std::string to_hex(std::string_view bytes);
/// \returns nothing unless `hex` is an even number of hex digits
[[nodiscard]] std::optional<std::string> from_hex(std::string_view hex);

}  // namespace smallprint::ingest
