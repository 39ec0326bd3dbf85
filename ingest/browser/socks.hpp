#pragma once
#include <sys/socket.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

/// The server's side of SOCKS 5 (RFC 1928): no authentication, CONNECT alone.
namespace smallprint::ingest::socks {

/// How a request ended, as the protocol numbers it.
enum class Reply : std::uint8_t {
  done = 0,
  failed = 1,
  not_allowed = 2,
  unreachable = 4,
  refused = 5,
  no_such_command = 7,
  no_such_address = 8
};

struct Target {
  std::string host;  ///< as it was written: a name or an address
  std::uint16_t port = 0;
  std::optional<sockaddr_storage> address;  ///< when it was no name, or the name is an address written out
};

/// Reads the greeting and the request of a client, and answers what is not CONNECT itself.
/// \returns nothing where the client broke the protocol, went away or took longer than `until`
[[nodiscard]] std::optional<Target> read_request(int client, std::chrono::steady_clock::time_point until);
void reply(int client, Reply code);

}  // namespace smallprint::ingest::socks
