#include "ingest/fetch/address_rules.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <cstring>

namespace smallprint::ingest {
namespace {

struct Block4 {
  std::uint32_t network;
  unsigned bits;
  char const* kind;
};

// https://www.iana.org/assignments/iana-ipv4-special-registry
constexpr std::array<Block4, 16> blocks4{{
    {0x00000000, 8, "this-network"},
    {0x0a000000, 8, "private"},
    {0x64400000, 10, "shared"},
    {0x7f000000, 8, "loopback"},
    {0xa9fe0000, 16, "link-local"},
    {0xac100000, 12, "private"},
    {0xc0000000, 24, "protocol"},
    {0xc0000200, 24, "documentation"},
    {0xc0586300, 24, "relay"},
    {0xc0a80000, 16, "private"},
    {0xc6120000, 15, "benchmark"},
    {0xc6336400, 24, "documentation"},
    {0xcb007100, 24, "documentation"},
    {0xe0000000, 4, "multicast"},
    {0xf0000000, 4, "reserved"},
    {0xffffffff, 32, "broadcast"},
}};

struct Block6 {
  std::array<std::uint8_t, 16> network;
  unsigned bits;
  char const* kind;
};

// https://www.iana.org/assignments/iana-ipv6-special-registry
constexpr std::array<Block6, 10> blocks6{{
    {{0x01}, 64, "discard"},
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48, "translation"},
    {{0x20, 0x01, 0x00, 0x02}, 48, "benchmark"},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "documentation"},
    {{0x3f, 0xff}, 20, "documentation"},
    {{0x5f, 0x00}, 16, "segment-routing"},
    {{0xfc, 0x00}, 7, "private"},
    {{0xfe, 0x80}, 10, "link-local"},
    {{0xfe, 0xc0}, 10, "site-local"},
    {{0xff, 0x00}, 8, "multicast"},
}};

bool starts_with(std::uint8_t const* address, std::uint8_t const* network, unsigned bits) {
  if (std::memcmp(address, network, bits / 8) != 0) return false;
  auto const rest = bits % 8;
  if (rest == 0) return true;
  auto const mask = static_cast<std::uint8_t>(0xff << (8 - rest));
  return (address[bits / 8] & mask) == (network[bits / 8] & mask);
}

std::string_view special4(std::uint32_t address) {
  for (auto const& block : blocks4)
    if ((address ^ block.network) >> (32 - block.bits) == 0) return block.kind;
  return {};
}

std::uint32_t ipv4_at(std::uint8_t const* bytes) {
  std::uint32_t out = 0;
  std::memcpy(&out, bytes, sizeof out);
  return ntohl(out);
}

std::string_view special6(std::uint8_t const* a) {
  static constexpr std::array<std::uint8_t, 16> zero{};
  if (std::memcmp(a, zero.data(), 15) == 0) {
    if (a[15] == 0) return "unspecified";
    if (a[15] == 1) return "loopback";
  }
  // An IPv4 address inside: the connection ends there.
  if (std::memcmp(a, zero.data(), 12) == 0) return special4(ipv4_at(a + 12));
  if (std::memcmp(a, zero.data(), 10) == 0 && a[10] == 0xff && a[11] == 0xff) return special4(ipv4_at(a + 12));
  static constexpr std::array<std::uint8_t, 12> nat64{0x00, 0x64, 0xff, 0x9b};
  if (std::memcmp(a, nat64.data(), nat64.size()) == 0) return special4(ipv4_at(a + 12));
  if (a[0] == 0x20 && a[1] == 0x02) return special4(ipv4_at(a + 2));
  if (a[0] == 0x20 && a[1] == 0x01 && a[2] == 0 && a[3] == 0) return "tunnel";
  for (auto const& block : blocks6)
    if (starts_with(a, block.network.data(), block.bits)) return block.kind;
  return {};
}

}  // namespace

std::string_view special_purpose(sockaddr const& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return special4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    return special6(in.sin6_addr.s6_addr);
  }
  return "local";
}

std::string_view special_purpose_host(std::string_view host) {
  if (host == "localhost" || host.ends_with(".localhost")) return "loopback";  // RFC 6761
  std::string const text(host.substr(0, host.find('%')));                      // a zone is of this machine alone
  in_addr in4{};
  if (::inet_pton(AF_INET, text.c_str(), &in4) == 1) return special4(ntohl(in4.s_addr));
  in6_addr in6{};
  if (::inet_pton(AF_INET6, text.c_str(), &in6) == 1) return special6(in6.s6_addr);
  return {};
}

std::string to_string(sockaddr const& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    ::inet_ntop(AF_INET, &in.sin_addr, text.data(), text.size());
  } else if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    ::inet_ntop(AF_INET6, &in.sin6_addr, text.data(), text.size());
  }
  return text.data();
}

}  // namespace smallprint::ingest
