#include "ingest/browser/socks.hpp"

#include "ingest/fetch/address_rules.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <span>

namespace smallprint::ingest::socks {
namespace {

using Clock = std::chrono::steady_clock;

bool read_all(int client, std::span<std::uint8_t> out, Clock::time_point until) {
  while (!out.empty()) {
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return false;
    pollfd one{client, POLLIN, 0};
    if (::poll(&one, 1, static_cast<int>(std::min<std::int64_t>(left, 1000))) <= 0) continue;
    auto const got = ::recv(client, out.data(), out.size(), 0);
    if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN)) return false;
    if (got > 0) out = out.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

void write_all(int client, std::span<std::uint8_t const> bytes) {
  // A few bytes to a client that waits for them: they fit the socket's buffer, or it is no such client.
  [[maybe_unused]] auto const sent = ::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

sockaddr_storage to_storage(auto const& address) {
  sockaddr_storage out{};
  std::memcpy(&out, &address, sizeof address);
  return out;
}

/// Browsers send an address as a name.
std::optional<sockaddr_storage> written_address(std::string const& host) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  if (::inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1) return to_storage(v4);
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  if (::inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr) == 1) return to_storage(v6);
  return {};
}

bool is_name(std::string const& host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) { return c > ' ' && c != 0x7f; });
}

}  // namespace

std::optional<Target> read_request(int client, Clock::time_point until) {
  std::array<std::uint8_t, 256> bytes{};
  auto const take = [&](std::size_t count) { return read_all(client, std::span(bytes).first(count), until); };
  if (!take(2) || bytes[0] != 5) return {};
  auto const methods = bytes[1];
  if (!take(methods)) return {};
  if (std::find(bytes.begin(), bytes.begin() + methods, 0) == bytes.begin() + methods) {
    write_all(client, std::array<std::uint8_t, 2>{5, 0xff});
    return {};
  }
  write_all(client, std::array<std::uint8_t, 2>{5, 0});

  if (!take(4) || bytes[0] != 5) return {};
  auto const command = bytes[1];
  Target out;
  switch (bytes[3]) {
    case 1: {
      sockaddr_in address{};
      if (!take(4)) return {};
      address.sin_family = AF_INET;
      std::memcpy(&address.sin_addr, bytes.data(), 4);
      out.address = to_storage(address);
      break;
    }
    case 4: {
      sockaddr_in6 address{};
      if (!take(16)) return {};
      address.sin6_family = AF_INET6;
      std::memcpy(&address.sin6_addr, bytes.data(), 16);
      out.address = to_storage(address);
      break;
    }
    case 3: {
      if (!take(1)) return {};
      std::size_t const length = bytes[0];
      if (!take(length)) return {};
      out.host.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
      break;
    }
    default:
      reply(client, Reply::no_such_address);
      return {};
  }
  if (!take(2)) return {};
  out.port = static_cast<std::uint16_t>(bytes[0] << 8 | bytes[1]);
  if (command != 1) {
    reply(client, Reply::no_such_command);
    return {};
  }
  if (!out.address && !is_name(out.host)) {
    reply(client, Reply::failed);
    return {};
  }
  if (out.address)
    out.host = to_string(reinterpret_cast<sockaddr const&>(*out.address));
  else
    out.address = written_address(out.host);
  // sin_port and sin6_port stand at the same place.
  if (out.address) reinterpret_cast<sockaddr_in&>(*out.address).sin_port = htons(out.port);
  return out;
}

void reply(int client, Reply code) {
  write_all(client, std::array<std::uint8_t, 10>{5, static_cast<std::uint8_t>(code), 0, 1, 0, 0, 0, 0, 0, 0});
}

}  // namespace smallprint::ingest::socks
