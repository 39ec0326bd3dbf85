#include "ingest/browser/relay.hpp"

#include <poll.h>

#include <array>
#include <cerrno>
#include <memory>

namespace smallprint::ingest {
namespace {

using Clock = std::chrono::steady_clock;

/// One direction.
struct Flow {
  int from;
  int to;
  std::array<char, 64u << 10> bytes;  // NOLINT: filled by recv
  std::size_t begin = 0;
  std::size_t end = 0;
  bool over = false;  ///< `from` sends no more

  [[nodiscard]] bool reads() const { return !over && begin == end; }
  [[nodiscard]] bool writes() const { return begin < end; }
};

bool is_passing(int failure) {
  return failure == EAGAIN || failure == EINTR;
}

/// \returns false when the connection is broken or may not go on
bool read_some(Flow& flow, std::function<bool(std::size_t)> const& may_pass) {
  auto const got = ::recv(flow.from, flow.bytes.data(), flow.bytes.size(), 0);
  if (got < 0) return is_passing(errno);
  if (got == 0) {
    flow.over = true;
    ::shutdown(flow.to, SHUT_WR);
    return true;
  }
  flow.begin = 0;
  flow.end = static_cast<std::size_t>(got);
  return may_pass(flow.end);
}

bool write_some(Flow& flow) {
  auto const sent = ::send(flow.to, flow.bytes.data() + flow.begin, flow.end - flow.begin, MSG_NOSIGNAL);
  if (sent < 0) return is_passing(errno);
  flow.begin += static_cast<std::size_t>(sent);
  return true;
}

}  // namespace

int connect_within(int socket, sockaddr const& address, socklen_t size, int client, std::chrono::seconds limit) {
  if (::connect(socket, &address, size) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  auto const until = Clock::now() + limit;
  while (true) {
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return ETIMEDOUT;
    std::array<pollfd, 2> watched{pollfd{socket, POLLOUT, 0}, pollfd{client, POLLRDHUP, 0}};
    if (::poll(watched.data(), watched.size(), static_cast<int>(left)) < 0 && errno != EINTR) return errno;
    if (watched[1].revents) return ECANCELED;
    if (!watched[0].revents) continue;
    int failure = 0;
    socklen_t length = sizeof failure;
    if (::getsockopt(socket, SOL_SOCKET, SO_ERROR, &failure, &length) != 0) return errno;
    return failure;
  }
}

void relay(int one, int other, std::chrono::seconds idle, std::function<bool(std::size_t)> const& may_pass) {
  auto const flows = std::make_unique<std::array<Flow, 2>>();
  auto& [out, back] = *flows;
  out.from = back.to = one;
  out.to = back.from = other;
  while (!out.over || !back.over || out.writes() || back.writes()) {
    // A side of which nothing is wanted now is left out: the kernel would report its end again and again.
    auto const watch = [](Flow const& from, Flow const& to) {
      auto const events = static_cast<short>((from.reads() ? POLLIN : 0) | (to.writes() ? POLLOUT : 0));
      return pollfd{events ? from.from : -1, events, 0};
    };
    std::array<pollfd, 2> watched{watch(out, back), watch(back, out)};
    auto const limit = static_cast<int>(std::chrono::milliseconds(idle).count());
    auto const ready = ::poll(watched.data(), watched.size(), limit);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return;
    // What is ready is tried; what is broken says so when it is tried.
    auto const is_ready = [](pollfd const& side, short event) { return side.revents & (event | POLLERR | POLLHUP); };
    if (out.writes() && is_ready(watched[1], POLLOUT) && !write_some(out)) return;
    if (back.writes() && is_ready(watched[0], POLLOUT) && !write_some(back)) return;
    if (out.reads() && is_ready(watched[0], POLLIN) && !read_some(out, may_pass)) return;
    if (back.reads() && is_ready(watched[1], POLLIN) && !read_some(back, may_pass)) return;
  }
}

}  // namespace smallprint::ingest
