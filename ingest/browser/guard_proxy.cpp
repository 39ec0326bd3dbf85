#include "ingest/browser/guard_proxy.hpp"

#include "ingest/browser/descriptor.hpp"
#include "ingest/browser/relay.hpp"
#include "ingest/browser/socks.hpp"
#include "ingest/fetch/address_rules.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <map>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>

namespace smallprint::ingest {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_records = 512;
constexpr auto greeting_time = std::chrono::seconds(10);

std::vector<sockaddr_storage> ask_system(std::string const& host, std::uint16_t port) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  std::vector<sockaddr_storage> out;
  if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found) != 0) return out;
  for (auto const* at = found; at; at = at->ai_next) {
    if (at->ai_addrlen > sizeof(sockaddr_storage)) continue;
    std::memcpy(&out.emplace_back(), at->ai_addr, at->ai_addrlen);
  }
  ::freeaddrinfo(found);
  return out;
}

sockaddr const& plain(sockaddr_storage const& address) {
  return reinterpret_cast<sockaddr const&>(address);
}
socklen_t size_of(sockaddr_storage const& address) {
  return address.ss_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
}

}  // namespace

/// Shared with the threads of the connections: one that still waits for a name outlives the proxy.
struct GuardProxy::State {
  struct Record {
    std::string address;
    std::string fault;
  };

  GuardOptions options;
  Descriptor listener, wake;
  std::uint16_t port = 0;
  std::thread acceptor;

  mutable std::mutex mutex;
  std::condition_variable idle;
  bool stopping = false;
  std::size_t page = 0;   ///< number of start_page()
  std::size_t bytes = 0;  ///< of the page
  std::size_t live = 0;   ///< connections' threads
  std::set<int> open;     ///< sockets that a page's end shuts down
  std::map<std::pair<std::string, std::uint16_t>, Record> records;

  /// A socket that is shut down when the page ends.
  class Watched {
   public:
    Watched(State& state, Descriptor socket, std::size_t of_page) : state_(state), socket_(std::move(socket)) {
      std::lock_guard const lock(state_.mutex);
      if (of_page != state_.page || state_.stopping)
        ::shutdown(socket_.get(), SHUT_RDWR);
      else
        state_.open.insert(socket_.get());
    }
    Watched(Watched const&) = delete;
    Watched& operator=(Watched const&) = delete;
    ~Watched() {
      std::lock_guard const lock(state_.mutex);
      state_.open.erase(socket_.get());
      socket_.reset();
    }
    [[nodiscard]] int get() const { return socket_.get(); }

   private:
    State& state_;
    Descriptor socket_;
  };

  void shut_all() {
    for (auto const socket : open) ::shutdown(socket, SHUT_RDWR);
  }

  bool is_of(std::size_t of_page) const {
    std::lock_guard const lock(mutex);
    return !stopping && page == of_page;
  }

  void note(socks::Target const& target, std::size_t of_page, Record record) {
    std::lock_guard const lock(mutex);
    if (page != of_page) return;
    std::pair key(target.host, target.port);
    if (records.size() >= most_records && !records.contains(key)) return;
    records[std::move(key)] = std::move(record);
  }

  /// Counts them. \returns whether they may pass
  bool count(std::size_t more, std::size_t of_page) {
    std::lock_guard const lock(mutex);
    if (page != of_page || stopping) return false;
    bytes += more;
    return bytes <= options.page_bytes;
  }

  Descriptor connect(socks::Target const& target, std::size_t of_page, int client);
  void serve(Descriptor connection, std::size_t of_page);
  static void accept_all(std::shared_ptr<State> const& state);
};

/// The first of the target's addresses that is allowed and answers; the client is told otherwise.
Descriptor GuardProxy::State::connect(socks::Target const& target, std::size_t of_page, int client) {
  std::vector<sockaddr_storage> addresses;
  if (target.address)
    addresses.push_back(*target.address);
  else if (!target.host.ends_with(".invalid"))  // which nobody has, by RFC 6761
    addresses = options.resolve(target.host, target.port);
  Record record;
  auto code = socks::Reply::unreachable;
  if (addresses.empty()) record.fault = target.host + " has no address";
  for (auto const& address : addresses) {
    auto const text = to_string(plain(address));
    if (auto const kind = options.rule(plain(address)); !kind.empty()) {
      record.fault = (target.address ? text : target.host + " is " + text + ",") + (target.address ? " is a " : " a ") +
                     std::string(kind) + " address";
      code = socks::Reply::not_allowed;
      continue;
    }
    if (!is_of(of_page)) return {};
    Descriptor socket(::socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    auto failure = errno;
    if (socket.get() >= 0)
      failure = connect_within(socket.get(), plain(address), size_of(address), client,
                               std::chrono::seconds(options.connect_seconds));
    if (failure == 0) {
      record = {text, {}};
      note(target, of_page, record);
      return socket;
    }
    record.fault = target.host + " at " + text + " port " + std::to_string(target.port) + ": " + std::strerror(failure);
    code = failure == ECONNREFUSED ? socks::Reply::refused : socks::Reply::unreachable;
  }
  note(target, of_page, record);
  socks::reply(client, code);
  return {};
}

void GuardProxy::State::serve(Descriptor connection, std::size_t of_page) {
  Watched const client(*this, std::move(connection), of_page);
  auto const target = socks::read_request(client.get(), Clock::now() + greeting_time);
  if (!target) return;
  auto socket = connect(*target, of_page, client.get());
  if (socket.get() < 0) return;
  Watched const server(*this, std::move(socket), of_page);
  int const at_once = 1;
  for (auto const end : {client.get(), server.get()})
    ::setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
  socks::reply(client.get(), socks::Reply::done);
  relay(client.get(), server.get(), std::chrono::seconds(options.idle_seconds),
        [&](std::size_t more) { return count(more, of_page); });
}

void GuardProxy::State::accept_all(std::shared_ptr<State> const& state) {
  pollfd watched[2]{{state->listener.get(), POLLIN, 0}, {state->wake.get(), POLLIN, 0}};
  while (true) {
    if (::poll(watched, 2, -1) < 0 && errno != EINTR) return;
    if (watched[1].revents) return;
    if (!watched[0].revents) continue;
    Descriptor connection(::accept4(state->listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (connection.get() < 0) {
      // Out of descriptors: the connection stays in the queue and would be reported at once again.
      if (errno == EMFILE || errno == ENFILE) std::this_thread::sleep_for(std::chrono::milliseconds(50));
      continue;
    }
    std::size_t page = 0;
    {
      std::lock_guard const lock(state->mutex);
      if (state->stopping || state->live >= state->options.connections) continue;
      ++state->live;
      page = state->page;
    }
    auto const done = [](State& of) {
      std::lock_guard const lock(of.mutex);
      --of.live;
      of.idle.notify_all();
    };
    try {
      std::thread([state, page, done, connection = std::move(connection)]() mutable {
        state->serve(std::move(connection), page);
        done(*state);
      }).detach();
    } catch (std::system_error const&) {  // no more threads
      done(*state);
    }
  }
}

GuardProxy::GuardProxy(std::shared_ptr<State> state) : state_(std::move(state)) {}

corpus::Result<std::unique_ptr<GuardProxy>> GuardProxy::start(GuardOptions options) {
  auto const unable = [](int failure) {
    return corpus::Error{corpus::Errc::io, "127.0.0.1", 0,
                         "no proxy can be opened here: " + std::string(std::strerror(failure))};
  };
  auto state = std::make_shared<State>();
  state->options = std::move(options);
  if (!state->options.rule) state->options.rule = special_purpose;
  if (!state->options.resolve) state->options.resolve = ask_system;
  state->wake = Descriptor(::eventfd(0, EFD_CLOEXEC));
  if (state->wake.get() < 0) return unable(errno);
  state->listener = Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const plain_address = reinterpret_cast<sockaddr*>(&address);
  auto const socket = state->listener.get();
  if (socket < 0 || ::bind(socket, plain_address, size) != 0 || ::listen(socket, 64) != 0 ||
      ::getsockname(socket, plain_address, &size) != 0)
    return unable(errno);
  state->port = ntohs(address.sin_port);
  state->acceptor = std::thread([state] { State::accept_all(state); });
  return std::unique_ptr<GuardProxy>(new GuardProxy(std::move(state)));
}

GuardProxy::~GuardProxy() {
  std::uint64_t const one = 1;
  while (::write(state_->wake.get(), &one, sizeof one) < 0 && errno == EINTR) {
  }
  state_->acceptor.join();
  std::unique_lock lock(state_->mutex);
  state_->stopping = true;
  state_->shut_all();
  // The system cannot be stopped looking for a name; such a thread ends by itself.
  state_->idle.wait_for(lock, std::chrono::seconds(1), [&] { return state_->live == 0; });
}

std::uint16_t GuardProxy::port() const {
  return state_->port;
}

void GuardProxy::start_page() {
  std::lock_guard const lock(state_->mutex);
  ++state_->page;
  state_->bytes = 0;
  state_->records.clear();
  state_->shut_all();
}

std::string GuardProxy::address_of(std::string const& host, std::uint16_t port) const {
  std::lock_guard const lock(state_->mutex);
  auto const at = state_->records.find({host, port});
  return at == state_->records.end() ? std::string() : at->second.address;
}

std::string GuardProxy::fault_of(std::string const& host, std::uint16_t port) const {
  std::lock_guard const lock(state_->mutex);
  auto const at = state_->records.find({host, port});
  return at == state_->records.end() ? std::string() : at->second.fault;
}

bool GuardProxy::exhausted() const {
  std::lock_guard const lock(state_->mutex);
  return state_->bytes > state_->options.page_bytes;
}

}  // namespace smallprint::ingest
