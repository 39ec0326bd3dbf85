#pragma once
#include "tests/support/raw_server.hpp"

#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

/// A web in the test process: 127.0.0.1, 127.0.0.2, ... are its hosts, and what each page answers is a lambda.
namespace smallprint::test {

/// A request as it came in.
struct WebRequest {
  std::string host;    ///< without port
  std::string target;  ///< path and query
  httplib::Headers headers;
  std::chrono::steady_clock::time_point begin, end;  ///< `end`: when the answer was made up; before: not yet
  [[nodiscard]] std::string header(std::string const& name) const {
    auto const at = headers.find(name);
    return at == headers.end() ? "" : at->second;
  }
};

/// What any request may be answered with.
using WebHandler = std::function<void(httplib::Request const&, httplib::Response&)>;

/// 200 with a page.
inline WebHandler page(std::string body, std::string type = "text/html; charset=utf-8") {
  return [=](auto const&, auto& response) { response.set_content(body, type.c_str()); };
}
inline WebHandler status(int number, httplib::Headers const& fields = {}) {
  return [=](auto const&, auto& response) {
    response.status = number;
    for (auto const& [name, value] : fields) response.set_header(name, value);
  };
}
inline WebHandler redirect(std::string const& location, int number = 301) {
  return status(number, {{"Location", location}});
}
/// Each answer once, the last of them for ever.
inline WebHandler in_turn(std::vector<WebHandler> answers) {
  auto const next = std::make_shared<std::atomic<std::size_t>>(0);
  return [=](auto const& request, auto& response) {
    answers.at(std::min((*next)++, answers.size() - 1))(request, response);
  };
}

inline std::string gzip(std::string const& bytes) {
  std::string out;
  httplib::detail::gzip_compressor compressor;
  compressor.compress(bytes.data(), bytes.size(), true, [&](char const* part, std::size_t size) {
    out.append(part, size);
    return true;
  });
  return out;
}

/// Routes are by host and target: "*" is every host, and a target that ends in '*' every one that begins so. The exact
/// route goes before the others. Where none fits the answer is 404, so a host has no robots.txt unless one is set.
class WebServer {
 public:
  /// \param certificate  a folder with certificate.pem and key.pem (make_certificate()): then it is https
  explicit WebServer(std::filesystem::path const& certificate = {})
      : scheme_(certificate.empty() ? "http" : "https"),
        server_(new_server(certificate)),
        raw_([this](RawConnection& connection) { serve_raw(connection); }) {
    constexpr std::size_t threads = 64;  // each connection that is kept open needs one
    server_->new_task_queue = [] { return new httplib::ThreadPool(threads); };
    server_->set_tcp_nodelay(true);
    server_->set_keep_alive_timeout(1);
    server_->set_pre_routing_handler([this](auto const& request, auto& response) {
      serve(request, response);
      return httplib::Server::HandlerResponse::Handled;
    });
    if (port_ <= 0) throw std::runtime_error("no port to listen on");
    listening_ = std::thread([this] { server_->listen_after_bind(); });
    while (!server_->is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  WebServer(WebServer const&) = delete;
  WebServer& operator=(WebServer const&) = delete;
  ~WebServer() {
    server_->stop();
    listening_.join();
  }

  void on(std::string const& host, std::string const& target, WebHandler handler) {
    std::lock_guard const lock(mutex_);
    handlers_[{host, target}] = std::move(handler);
  }
  /// The same at raw_url(), for what no proper server would send: the function gets the connection once the
  /// head of the request is read. It ends with the function.
  void on_raw(std::string const& host, std::string const& target, std::function<void(RawConnection&)> handler) {
    std::lock_guard const lock(mutex_);
    raw_handlers_[{host, target}] = std::move(handler);
  }
  [[nodiscard]] std::string url(std::string const& host, std::string const& target = "/") const {
    return scheme_ + "://" + host + ":" + std::to_string(port_) + target;
  }
  [[nodiscard]] std::string raw_url(std::string const& host, std::string const& target = "/") const {
    return "http://" + host + ":" + std::to_string(raw_.port()) + target;
  }
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] int raw_port() const { return raw_.port(); }

  /// All requests so far, in the order they came.
  [[nodiscard]] std::vector<WebRequest> log() const {
    std::lock_guard const lock(mutex_);
    return log_;
  }
  /// Those of a host and target, each "*" for all.
  [[nodiscard]] std::vector<WebRequest> log(std::string const& host, std::string const& target = "*") const {
    auto out = log();
    std::erase_if(out, [&](auto const& one) {
      return (host != "*" && one.host != host) || (target != "*" && one.target != target);
    });
    return out;
  }
  [[nodiscard]] std::size_t count(std::string const& host = "*", std::string const& target = "*") const {
    return log(host, target).size();
  }
  /// The most requests that were being answered at once: by one host, or by all ("*").
  [[nodiscard]] std::size_t most_at_once(std::string const& host) const {
    std::lock_guard const lock(mutex_);
    auto const at = most_.find(host);
    return at == most_.end() ? 0 : at->second;
  }

 private:
  // httplib lets five connections wait; a sixth that comes in the same moment is a second late.
  template <class Base>
  struct Server : Base {
    using Base::Base;
    int bind() {
      auto const port = this->bind_to_any_port("0.0.0.0");
      if (port > 0) ::listen(this->svr_sock_, SOMAXCONN);
      return port;
    }
  };
  std::unique_ptr<httplib::Server> new_server(std::filesystem::path const& certificate) {
    if (certificate.empty()) {
      auto out = std::make_unique<Server<httplib::Server>>();
      port_ = out->bind();
      return out;
    }
    auto out = std::make_unique<Server<httplib::SSLServer>>((certificate / "certificate.pem").c_str(),
                                                            (certificate / "key.pem").c_str());
    port_ = out->bind();
    return out;
  }

  template <class Handler>
  using Routes = std::map<std::pair<std::string, std::string>, Handler>;

  template <class Handler>
  static Handler find(Routes<Handler> const& routes, std::string const& host, std::string const& target) {
    for (auto const& name : {host, std::string("*")})
      if (auto const at = routes.find({name, target}); at != routes.end()) return at->second;
    Handler const* best = nullptr;
    std::size_t longest = 0;
    for (auto const& [route, handler] : routes) {
      auto const& [name, begin] = route;
      if ((name != host && name != "*") || !begin.ends_with('*')) continue;
      if (!target.starts_with(begin.substr(0, begin.size() - 1)) || begin.size() < longest) continue;
      best = &handler;
      longest = begin.size();
    }
    return best == nullptr ? Handler() : *best;
  }

  std::size_t enter(WebRequest request) {
    std::lock_guard const lock(mutex_);
    for (auto const& name : {request.host, std::string("*")}) most_[name] = std::max(most_[name], ++open_[name]);
    log_.push_back(std::move(request));
    return log_.size() - 1;
  }
  void leave(std::size_t number) {
    std::lock_guard const lock(mutex_);
    log_[number].end = std::chrono::steady_clock::now();
    for (auto const& name : {log_[number].host, std::string("*")}) --open_[name];
  }

  void serve(httplib::Request const& request, httplib::Response& response) {
    auto const name = request.get_header_value("Host");
    auto const host = name.substr(0, name.rfind(':'));
    auto const number = enter({host, request.target, request.headers, std::chrono::steady_clock::now(), {}});
    WebHandler handler;
    {
      std::lock_guard const lock(mutex_);
      handler = find(handlers_, host, request.target);
    }
    response.status = 200;
    if (handler)
      handler(request, response);
    else
      response.status = 404;
    leave(number);
  }

  void serve_raw(RawConnection& connection) {
    auto const head = connection.read_head();
    if (head.empty()) return;
    auto const begin = head.find(' ') + 1;
    WebRequest request{{}, head.substr(begin, head.find(' ', begin) - begin), {}, std::chrono::steady_clock::now(), {}};
    for (auto at = head.find("\r\n") + 2; at + 2 < head.size(); at = head.find("\r\n", at) + 2) {
      auto const line = head.substr(at, head.find("\r\n", at) - at);
      auto const colon = line.find(": ");
      if (colon != std::string::npos) request.headers.emplace(line.substr(0, colon), line.substr(colon + 2));
    }
    auto const name = request.header("Host");
    request.host = name.substr(0, name.rfind(':'));
    std::function<void(RawConnection&)> handler;
    {
      std::lock_guard const lock(mutex_);
      handler = find(raw_handlers_, request.host, request.target);
    }
    auto const number = enter(std::move(request));
    if (handler)
      handler(connection);
    else
      connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    leave(number);
  }

  std::string scheme_;
  mutable std::mutex mutex_;
  Routes<WebHandler> handlers_;
  Routes<std::function<void(RawConnection&)>> raw_handlers_;
  std::vector<WebRequest> log_;
  std::map<std::string, std::size_t> open_, most_;
  int port_ = 0;
  std::unique_ptr<httplib::Server> server_;
  std::thread listening_;
  RawServer raw_;  // last: its threads use the rest
};

}  // namespace smallprint::test
