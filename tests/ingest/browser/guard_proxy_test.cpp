#include "ingest/browser/guard_proxy.hpp"

#include "ingest/fetch/address_rules.hpp"
#include "sockets.hpp"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <mutex>
#include <thread>

using namespace smallprint::ingest;
using namespace std::string_literals;

namespace {

/// Sends back what it gets, on all addresses of this machine.
class Echo {
 public:
  Echo() : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    auto address = sockets::at("0.0.0.0", 0);
    socklen_t size = sizeof(sockaddr_in);
    REQUIRE(::bind(listener_.get(), &sockets::plain(address), size) == 0);
    REQUIRE(::listen(listener_.get(), 64) == 0);
    REQUIRE(::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port = ntohs(reinterpret_cast<sockaddr_in&>(address).sin_port);
    thread_ = std::thread([this] {
      std::vector<std::thread> threads;
      for (int socket = 0; (socket = ::accept(listener_.get(), nullptr, nullptr)) >= 0;) {
        ++connections;
        threads.emplace_back([socket] {
          sockets::Descriptor const own(socket);
          char part[4096];
          for (ssize_t got = 0; (got = ::recv(socket, part, sizeof part, 0)) > 0;)
            if (::send(socket, part, static_cast<std::size_t>(got), MSG_NOSIGNAL) != got) break;
        });
      }
      for (auto& one : threads) one.join();
    });
  }
  ~Echo() {
    ::shutdown(listener_.get(), SHUT_RDWR);
    thread_.join();
  }
  std::uint16_t port = 0;
  std::atomic<int> connections = 0;

 private:
  sockets::Descriptor listener_;
  std::thread thread_;
};

std::string request(std::string const& host, std::uint16_t port) {
  return "\5\1\0\3"s + static_cast<char>(host.size()) + host + static_cast<char>(port >> 8) + static_cast<char>(port);
}

/// A client that has asked for `host`. \returns the proxy's answer's second byte, -1 for none
struct Client {
  sockets::Descriptor socket;
  int answer = -1;
  Client(GuardProxy const& proxy, std::string const& host, std::uint16_t port)
      : socket(sockets::connect("127.0.0.1", proxy.port())) {
    if (!sockets::send(socket.get(), "\5\1\0"s) || sockets::receive(socket.get(), 2) != "\5\0"s) return;
    if (!sockets::send(socket.get(), request(host, port))) return;
    if (auto const got = sockets::receive(socket.get(), 10); got.size() == 10) answer = got[1];
  }
  [[nodiscard]] std::string echo(std::string const& text) const {
    return sockets::send(socket.get(), text) ? sockets::receive(socket.get(), text.size()) : "";
  }
};

/// Names of these tests: "good", "bad" (127.0.0.2, refused), "both", "rebound" (good once), "dead", none else.
GuardOptions options(Echo const& echo) {
  GuardOptions out;
  out.rule = [](sockaddr const& address) -> std::string_view {
    return to_string(address) == "127.0.0.1" ? "" : special_purpose(address);
  };
  out.resolve = [asked = std::make_shared<std::atomic<int>>(0), &echo](std::string const& host, std::uint16_t port) {
    std::vector<sockaddr_storage> all;
    if (host == "both" || host == "bad") all.push_back(sockets::at("127.0.0.2", port));
    if (host == "both" || host == "good") all.push_back(sockets::at("127.0.0.1", port));
    if (host == "rebound") all.push_back(sockets::at((*asked)++ == 0 ? "127.0.0.1" : "127.0.0.2", port));
    return all;
  };
  return out;
}

}  // namespace

TEST_CASE("a guard connects to what is allowed", "[ingest][browser]") {
  Echo const echo;
  auto const guard = GuardProxy::start(options(echo)).value();
  for (auto const* const host : {"good", "127.0.0.1", "both"}) {
    Client const client(*guard, host, echo.port);
    CHECK(client.answer == 0);
    CHECK(client.echo("to " + std::string(host)) == "to " + std::string(host));
    CHECK(guard->address_of(host, echo.port) == "127.0.0.1");
    CHECK(guard->fault_of(host, echo.port) == "");
  }
  CHECK(guard->address_of("good", 1) == "");
  CHECK_FALSE(guard->exhausted());
}

TEST_CASE("a guard refuses addresses by its rule, whatever their names", "[ingest][browser]") {
  Echo const echo;
  auto const guard = GuardProxy::start(options(echo)).value();
  CHECK(Client(*guard, "bad", echo.port).answer == 2);
  CHECK(guard->fault_of("bad", echo.port) == "bad is 127.0.0.2, a loopback address");
  CHECK(guard->address_of("bad", echo.port) == "");
  CHECK(Client(*guard, "none", echo.port).answer == 4);
  CHECK(guard->fault_of("none", echo.port) == "none has no address");

  // As an address, of version 4 and of version 6 with one of version 4 inside.
  for (auto const& address : {"\5\1\0\1\177\0\0\2"s, "\5\1\0\4"s + std::string(10, '\0') + "\377\377\177\0\0\2"s}) {
    auto const socket = sockets::connect("127.0.0.1", guard->port());
    REQUIRE(sockets::send(socket.get(), "\5\1\0"s + address + "\0\120"s));
    CHECK(sockets::receive(socket.get(), 12).substr(2, 2) == "\5\2"s);
  }
  CHECK(guard->fault_of("127.0.0.2", 80) == "127.0.0.2 is a loopback address");

  // A name that leads elsewhere when it is asked again.
  CHECK(Client(*guard, "rebound", echo.port).echo("x") == "x");
  CHECK(Client(*guard, "rebound", echo.port).answer == 2);
  CHECK(echo.connections == 1);
}

TEST_CASE("a guard without rules of its own reaches nothing of this machine", "[ingest][browser]") {
  Echo const echo;
  auto const guard = GuardProxy::start({}).value();
  for (auto const* const host : {"127.0.0.1", "localhost", "0x7f.1", "0", "2130706433"}) {
    CAPTURE(host);
    CHECK(Client(*guard, host, echo.port).answer == 2);
  }
  CHECK(echo.connections == 0);
  CHECK(guard->fault_of("0x7f.1", echo.port) == "0x7f.1 is 127.0.0.1, a loopback address");
}

TEST_CASE("a guard says why a server cannot be connected to", "[ingest][browser]") {
  Echo const echo;
  auto const guard = GuardProxy::start(options(echo)).value();
  CHECK(Client(*guard, "good", 1).answer == 5);
  CHECK(guard->fault_of("good", 1) == "good at 127.0.0.1 port 1: Connection refused");
}

TEST_CASE("a page's bytes are counted and its connections ended", "[ingest][browser]") {
  Echo const echo;
  auto limits = options(echo);
  limits.page_bytes = 100;
  auto const guard = GuardProxy::start(limits).value();
  Client const first(*guard, "good", echo.port);
  CHECK(first.echo(std::string(40, 'a')).size() == 40);  // there and back: 80
  CHECK_FALSE(guard->exhausted());
  CHECK(first.echo(std::string(40, 'b')) == "");
  CHECK(guard->exhausted());
  CHECK(Client(*guard, "good", echo.port).echo("c") == "");

  guard->start_page();
  CHECK_FALSE(guard->exhausted());
  CHECK(guard->address_of("good", echo.port) == "");
  Client const second(*guard, "good", echo.port);
  CHECK(second.echo("d") == "d");
  guard->start_page();
  CHECK(second.echo("e") == "");
}

TEST_CASE("a guard takes so many connections and lets silent ones go", "[ingest][browser]") {
  Echo const echo;
  auto limits = options(echo);
  limits.connections = 2;
  limits.idle_seconds = 1;
  auto const guard = GuardProxy::start(limits).value();
  Client const one(*guard, "good", echo.port);
  Client const two(*guard, "good", echo.port);
  CHECK(one.answer == 0);
  CHECK(two.answer == 0);
  CHECK(Client(*guard, "good", echo.port).answer == -1);
  CHECK(sockets::receive(one.socket.get(), 1).empty());
  CHECK(sockets::receive(two.socket.get(), 1).empty());
  // Its thread may take a moment longer than its connection.
  int answer = -1;
  for (int i = 0; i < 50 && answer != 0; ++i) answer = Client(*guard, "good", echo.port).answer;
  CHECK(answer == 0);
}

TEST_CASE("a guard ends with connections open and clients that say nothing", "[ingest][browser]") {
  Echo const echo;
  auto const begin = std::chrono::steady_clock::now();
  {
    auto const guard = GuardProxy::start(options(echo)).value();
    Client const client(*guard, "good", echo.port);
    auto const silent = sockets::connect("127.0.0.1", guard->port());
    CHECK(client.answer == 0);
    CHECK(sockets::send(silent.get(), "\5"));
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(900));
}
