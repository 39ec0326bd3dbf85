#include "ingest/browser/relay.hpp"

#include "sockets.hpp"

#include <fcntl.h>

#include <catch2/catch_test_macros.hpp>
#include <thread>

using namespace smallprint::ingest;
using namespace std::chrono_literals;

namespace {

/// A relay between two pairs; `left` and `right` are the outer ends.
struct Between {
  sockets::Pair first, second;
  std::thread thread;

  Between(std::chrono::seconds idle, std::function<bool(std::size_t)> may_pass) {
    for (auto const socket : {first.other.get(), second.other.get()}) ::fcntl(socket, F_SETFL, O_NONBLOCK);
    for (auto const socket : {left(), right()}) sockets::wait_at_most(socket, 5);
    thread = std::thread([this, idle, may_pass] {
      relay(first.other.get(), second.other.get(), idle, may_pass);
      first.other.reset();
      second.other.reset();
    });
  }
  ~Between() { thread.join(); }
  [[nodiscard]] int left() const { return first.one.get(); }
  [[nodiscard]] int right() const { return second.one.get(); }
};

bool always(std::size_t) {
  return true;
}

}  // namespace

TEST_CASE("bytes pass both ways until both sides have ended", "[ingest][browser]") {
  Between const between(5s, always);
  REQUIRE(sockets::send(between.left(), "there"));
  CHECK(sockets::receive(between.right(), 5) == "there");
  ::shutdown(between.left(), SHUT_WR);
  CHECK(sockets::receive(between.right(), 1).empty());
  // One way is over; the other still works, with more than fits any buffer.
  std::string const much(3u << 20, 'b');
  std::thread sender([&] {
    CHECK(sockets::send(between.right(), much));
    ::shutdown(between.right(), SHUT_WR);
  });
  CHECK(sockets::receive(between.left(), much.size() + 1) == much);
  sender.join();
}

TEST_CASE("a relay ends when a side is gone, is silent, or may not go on", "[ingest][browser]") {
  auto const begin = std::chrono::steady_clock::now();
  SECTION("gone") {
    Between between(5s, always);
    between.first.one.reset();
    CHECK(sockets::receive(between.right(), 1).empty());
    between.second.one.reset();
  }
  SECTION("gone with bytes on their way to it") {
    Between between(5s, always);
    REQUIRE(sockets::send(between.right(), "x"));
    between.first.one.reset();
    between.second.one.reset();
  }
  SECTION("silent") {
    Between const between(1s, always);
    CHECK(sockets::receive(between.left(), 1).empty());
  }
  SECTION("stopped") {
    std::size_t passed = 0;
    Between const between(5s, [&](std::size_t more) { return (passed += more) <= 10; });
    REQUIRE(sockets::send(between.left(), "0123456789"));
    CHECK(sockets::receive(between.right(), 10) == "0123456789");
    REQUIRE(sockets::send(between.right(), "x"));
    CHECK(sockets::receive(between.left(), 1).empty());
  }
  CHECK(std::chrono::steady_clock::now() - begin < 4s);
}

TEST_CASE("a connection is made within its time", "[ingest][browser]") {
  sockets::Descriptor const listener(::socket(AF_INET, SOCK_STREAM, 0));
  auto address = sockets::at("127.0.0.1", 0);
  socklen_t size = sizeof(sockaddr_in);
  REQUIRE(::bind(listener.get(), &sockets::plain(address), size) == 0);
  REQUIRE(::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
  sockets::Pair pair;
  auto const connect = [&] {
    sockets::Descriptor const socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
    return connect_within(socket.get(), sockets::plain(address), size, pair.one.get(), 1s);
  };
  CHECK(connect() == ECONNREFUSED);
  REQUIRE(::listen(listener.get(), 0) == 0);
  CHECK(connect() == 0);
  // A full queue answers no more.
  std::array<sockets::Descriptor, 4> fill;
  for (auto& one : fill) {
    one = sockets::Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
    [[maybe_unused]] auto const pending = ::connect(one.get(), &sockets::plain(address), size);
  }
  CHECK(connect() == ETIMEDOUT);
  pair.other.reset();
  CHECK(connect() == ECANCELED);
}
