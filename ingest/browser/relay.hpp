#pragma once
#include <sys/socket.h>

#include <chrono>
#include <cstddef>
#include <functional>

namespace smallprint::ingest {

/// Connects a non-blocking socket, as long as `client` stays. \returns 0 or errno
[[nodiscard]] int connect_within(int socket, sockaddr const& address, socklen_t size, int client,
                                 std::chrono::seconds limit);

/// Copies bytes both ways between two non-blocking sockets until both sides have ended, one is broken,
/// nothing came for `idle`, or `may_pass`, asked with each number of bytes read, says no.
void relay(int one, int other, std::chrono::seconds idle, std::function<bool(std::size_t)> const& may_pass);

}  // namespace smallprint::ingest
