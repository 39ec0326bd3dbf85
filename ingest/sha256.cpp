#include "ingest/sha256.hpp"

#include <openssl/evp.h>

#include <new>

namespace smallprint::ingest {
namespace {

// Fetched once: EVP_sha256() looks the algorithm up anew on every use.
EVP_MD const* algorithm() {
  static EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return fetched;
}

// Memory is all that can be missing.
void require(bool done) {
  if (!done) throw std::bad_alloc();
}

}  // namespace

Digest sha256(std::string_view bytes) {
  Digest out{};
  require(algorithm() != nullptr && EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()),
                                               nullptr, algorithm(), nullptr) == 1);
  return out;
}

void Sha256::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  require(algorithm() != nullptr && context_ != nullptr &&
          EVP_DigestInit_ex(context_.get(), algorithm(), nullptr) == 1);
}

Sha256& Sha256::add(std::string_view bytes) {
  require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
  return *this;
}

Digest Sha256::digest() {
  Digest out{};
  require(EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(out.data()), nullptr) == 1);
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
