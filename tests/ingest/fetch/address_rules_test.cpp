#include "ingest/fetch/address_rules.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <cstring>

namespace {

std::string kind_of(std::string const& text) {
  sockaddr_storage storage{};
  if (text.find(':') != std::string::npos) {
    sockaddr_in6 in{};
    in.sin6_family = AF_INET6;
    REQUIRE(::inet_pton(AF_INET6, text.c_str(), &in.sin6_addr) == 1);
    std::memcpy(&storage, &in, sizeof in);
  } else {
    sockaddr_in in{};
    in.sin_family = AF_INET;
    REQUIRE(::inet_pton(AF_INET, text.c_str(), &in.sin_addr) == 1);
    std::memcpy(&storage, &in, sizeof in);
  }
  auto const& address = reinterpret_cast<sockaddr const&>(storage);
  CHECK_FALSE(smallprint::ingest::to_string(address).empty());
  return std::string(smallprint::ingest::special_purpose(address));
}

}  // namespace

TEST_CASE("an address that is not of the public internet is named", "[ingest][fetch]") {
  auto const [address, kind] = GENERATE(table<char const*, char const*>({
      {"127.0.0.1", "loopback"},
      {"127.255.255.254", "loopback"},
      {"0.0.0.0", "this-network"},
      {"10.1.2.3", "private"},
      {"172.16.0.1", "private"},
      {"172.31.255.255", "private"},
      {"192.168.1.1", "private"},
      {"169.254.169.254", "link-local"},  // where clouds keep their secrets
      {"100.64.0.1", "shared"},
      {"224.0.0.1", "multicast"},
      {"255.255.255.255", "reserved"},
      {"::", "unspecified"},
      {"::1", "loopback"},
      {"::ffff:127.0.0.1", "loopback"},
      {"::ffff:10.0.0.1", "private"},
      {"::169.254.169.254", "link-local"},
      {"64:ff9b::7f00:1", "loopback"},
      {"2002:7f00:1::", "loopback"},
      {"2002:c0a8:101::", "private"},
      {"2001:0:1::", "tunnel"},
      {"fc00::1", "private"},
      {"fdff::1", "private"},
      {"fe80::1", "link-local"},
      {"fec0::1", "site-local"},
      {"ff02::1", "multicast"},
      {"2001:db8::1", "documentation"},
  }));
  CAPTURE(address);
  CHECK(kind_of(address) == kind);
}

TEST_CASE("addresses of the public internet may be connected to", "[ingest][fetch]") {
  auto const address =
      GENERATE("1.1.1.1", "11.0.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "126.255.255.255", "128.0.0.1",
               "223.255.255.255", "2606:4700::1111", "2a00::1", "2002:101:101::", "64:ff9b::101:101", "::ffff:8.8.8.8");
  CAPTURE(address);
  CHECK(kind_of(address).empty());
}

TEST_CASE("a host of a URL is judged by what it says", "[ingest][fetch]") {
  using smallprint::ingest::special_purpose_host;
  for (auto const* host : {"localhost", "a.localhost", "127.0.0.1", "::1", "::ffff:127.0.0.1"})
    CHECK(special_purpose_host(host) == "loopback");
  CHECK(special_purpose_host("10.0.0.1") == "private");
  CHECK(special_purpose_host("fe80::1%25eth0") == "link-local");
  for (auto const* host : {"example.com", "localhost.example.com", "notlocalhost", "93.184.216.34", "2606:2800::1", ""})
    CHECK(special_purpose_host(host).empty());
}
