#include "ingest/sha256.hpp"

#include <openssl/evp.h>

#include <new>

namespace smallprint::ingest {

Digest sha256(std::string_view bytes) {
  Digest out{};
  // Fetched once: EVP_sha256() looks the algorithm up anew on every use.
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (!algorithm || EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()), nullptr,
                               algorithm, nullptr) != 1)
    throw std::bad_alloc();  // nothing else can fail
  return out;
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (auto const c : bytes) {
    auto const byte = static_cast<std::uint8_t>(c);
    out += digits[byte >> 4];
    out += digits[byte & 0xF];
  }
  return out;
}

std::optional<std::string> from_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string out(hex.size() / 2, '\0');
  for (std::size_t i = 0; i < hex.size(); ++i) {
    auto const c = hex[i];
    int value = 0;
    if (c >= '0' && c <= '9')
      value = c - '0';
    else if (c >= 'a' && c <= 'f')
      value = c - 'a' + 10;
    else if (c >= 'A' && c <= 'F')
      value = c - 'A' + 10;
    else
      return std::nullopt;
    auto& byte = out[i / 2];
    byte = static_cast<char>((static_cast<std::uint8_t>(byte) << 4) | value);
  }
  return out;
}

}  // namespace smallprint::ingest
