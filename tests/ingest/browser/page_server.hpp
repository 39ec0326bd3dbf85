#pragma once
#include "ingest/browser/descriptor.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

/// A web server of a few pages on 127.0.0.1, in threads of this process.
class PageServer {
 public:
  /// Writes an answer of its own; returns at its end or when send() fails.
  using Answer = std::function<void(int socket)>;

  PageServer() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_ANY);  // 127.0.0.2 too
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_.get(), plain, size) != 0 || ::listen(listener_.get(), 64) != 0 ||
        ::getsockname(listener_.get(), plain, &size) != 0)
      throw std::runtime_error("no server can be opened");
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  PageServer(PageServer const&) = delete;
  PageServer& operator=(PageServer const&) = delete;
  ~PageServer() {
    stopping_ = true;
    ::shutdown(listener_.get(), SHUT_RDWR);
    acceptor_.join();
    {
      std::lock_guard const lock(mutex_);
      for (auto const socket : open_) ::shutdown(socket, SHUT_RDWR);
    }
    for (auto& thread : threads_) thread.join();
    for (auto const socket : open_) ::close(socket);
  }

  void page(std::string const& path, std::string const& body, std::string const& status = "200 OK",
            std::string const& headers = "Content-Type: text/html; charset=utf-8\r\n") {
    auto text = "HTTP/1.1 " + status + "\r\n" + headers +
                "Connection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    answer(path, [text](int socket) { send_all(socket, text); });
  }
  void answer(std::string const& path, Answer answer) {
    std::lock_guard const lock(mutex_);
    answers_[path] = std::move(answer);
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string url(std::string const& path, std::string const& host = "127.0.0.1") const {
    return "http://" + host + ":" + std::to_string(port_) + path;
  }
  /// How often it was asked for `path`; without one, for anything.
  [[nodiscard]] std::size_t asked(std::string const& path = {}) const {
    std::lock_guard const lock(mutex_);
    std::size_t count = 0;
    for (auto const& [one, times] : asked_)
      if (path.empty() || one == path) count += times;
    return count;
  }
  /// False when the other side is gone.
  static bool send_all(int socket, std::string_view text) {
    while (!text.empty()) {
      auto const sent = ::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  /// Returns when the other side is gone, or the server stops.
  static void wait_for_end(int socket) {
    char byte = 0;
    while (::recv(socket, &byte, 1, 0) > 0) {
    }
  }

 private:
  void accept_all() {
    while (!stopping_) {
      auto const socket = ::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) continue;
      std::lock_guard const lock(mutex_);
      open_.push_back(socket);
      threads_.emplace_back([this, socket] {
        serve(socket);
        ::shutdown(socket, SHUT_RDWR);
      });
    }
  }

  void serve(int socket) {
    std::string request;
    for (char byte = 0; !request.ends_with("\r\n\r\n");)
      if (::recv(socket, &byte, 1, 0) <= 0)
        return;
      else
        request += byte;
    auto const begin = request.find(' ') + 1;
    auto path = request.substr(begin, request.find(' ', begin) - begin);
    path.resize(std::min(path.find('?'), path.size()));
    Answer answer;
    {
      std::lock_guard const lock(mutex_);
      ++asked_[path];
      if (auto const at = answers_.find(path); at != answers_.end()) answer = at->second;
    }
    if (answer)
      answer(socket);
    else
      send_all(socket, "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  }

  smallprint::ingest::Descriptor listener_;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread acceptor_;
  mutable std::mutex mutex_;
  std::map<std::string, Answer> answers_;
  std::map<std::string, std::size_t> asked_;
  std::vector<int> open_;
  std::vector<std::thread> threads_;
};
