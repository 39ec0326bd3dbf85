#pragma once
#include "ingest/browser/descriptor.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <string>
#include <string_view>

/// Plain sockets for tests of what stands between two of them.
namespace sockets {

using smallprint::ingest::Descriptor;

inline sockaddr_storage at(char const* address, std::uint16_t port) {
  sockaddr_storage out{};
  auto& in = reinterpret_cast<sockaddr_in&>(out);
  in.sin_family = AF_INET;
  in.sin_port = htons(port);
  ::inet_pton(AF_INET, address, &in.sin_addr);
  return out;
}

inline sockaddr const& plain(sockaddr_storage const& address) {
  return reinterpret_cast<sockaddr const&>(address);
}

/// Two connected ends, each with a limit on how long it waits for bytes.
struct Pair {
  Descriptor one, other;
  Pair() {
    std::array<int, 2> pair{};
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()) == 0) {
      one = Descriptor(pair[0]);
      other = Descriptor(pair[1]);
    }
  }
};

inline void wait_at_most(int socket, int seconds) {
  timeval const time{seconds, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
}

inline Descriptor connect(char const* address, std::uint16_t port) {
  Descriptor out(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  auto const place = at(address, port);
  if (::connect(out.get(), &plain(place), sizeof(sockaddr_in)) != 0) return {};
  wait_at_most(out.get(), 5);
  return out;
}

inline bool send(int socket, std::string_view bytes) {
  return ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

/// So many bytes, or fewer where the other side ended or is silent.
inline std::string receive(int socket, std::size_t count) {
  std::string out(count, '\0');
  std::size_t got = 0;
  while (got < count) {
    auto const more = ::recv(socket, out.data() + got, count - got, 0);
    if (more <= 0) break;
    got += static_cast<std::size_t>(more);
  }
  out.resize(got);
  return out;
}

}  // namespace sockets
