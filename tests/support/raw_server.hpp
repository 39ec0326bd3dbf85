#pragma once
#include <sys/socket.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace smallprint::test {

/// One connection of a RawServer: what is sent is sent as it stands.
class RawConnection {
 public:
  RawConnection(int socket, std::atomic<bool> const& stopping) : socket_(socket), stopping_(stopping) {}
  RawConnection(RawConnection const&) = delete;
  RawConnection& operator=(RawConnection const&) = delete;
  ~RawConnection() { ::close(socket_); }

  /// False when the client is gone or the server stops.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      if (stopping_) return false;
      pollfd wanted{socket_, POLLOUT, 0};
      if (::poll(&wanted, 1, 20) < 0) return false;
      if ((wanted.revents & (POLLERR | POLLHUP)) != 0) return false;
      if ((wanted.revents & POLLOUT) == 0) continue;
      auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  /// Sends nothing until time is up (true), the client hangs up or the server stops (false).
  bool wait(std::chrono::milliseconds time) {
    auto const end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
      pollfd wanted{socket_, POLLRDHUP, 0};
      if (stopping_ || (::poll(&wanted, 1, 10) > 0 && wanted.revents != 0)) return false;
    }
    return true;
  }
  /// Sends nothing until the client hangs up or the server stops.
  void wait() {
    while (wait(std::chrono::seconds(1))) {
    }
  }
  /// The client sees "connection reset" instead of an end.
  void reset() {
    linger const hard{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  }
  /// The head of the request, its empty line included; empty when the client hung up before.
  std::string read_head() {
    std::string head;
    char c = 0;
    while (!head.ends_with("\r\n\r\n") && head.size() < 65536) {
      pollfd wanted{socket_, POLLIN, 0};
      if (stopping_) return {};
      if (::poll(&wanted, 1, 20) <= 0) continue;
      if (::recv(socket_, &c, 1, 0) != 1) return {};
      head += c;
    }
    return head;
  }

 private:
  int socket_;
  std::atomic<bool> const& stopping_;
};

/// Listens on all addresses of loopback and hands each connection to a function, in a thread of its own.
class RawServer {
 public:
  using Serve = std::function<void(RawConnection&)>;
  explicit RawServer(Serve serve)
      : serve_(std::move(serve)), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = INADDR_ANY;
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket_, any, size) != 0 || ::listen(socket_, 64) != 0 || ::getsockname(socket_, any, &size) != 0)
      throw std::runtime_error("no port to listen on");
    port_ = ntohs(address.sin_port);
    accepting_ = std::thread([this] { accept_all(); });
  }
  RawServer(RawServer const&) = delete;
  RawServer& operator=(RawServer const&) = delete;
  ~RawServer() {
    stopping_ = true;
    accepting_.join();
    for (auto& one : threads_) one.join();
    ::close(socket_);
  }
  [[nodiscard]] int port() const { return port_; }

 private:
  void accept_all() {
    while (!stopping_) {
      pollfd wanted{socket_, POLLIN, 0};
      if (::poll(&wanted, 1, 10) <= 0) continue;
      auto const client = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) continue;
      threads_.emplace_back([this, client] {
        RawConnection connection(client, stopping_);
        serve_(connection);
      });
    }
  }

  Serve serve_;
  int socket_, port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread accepting_;
  std::list<std::thread> threads_;
};

}  // namespace smallprint::test
