#pragma once
#include "corpus/error.hpp"

#include <sys/socket.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::ingest {

struct GuardOptions {
  /// Why an address must not be connected to ("loopback"); empty when it may. Default: special_purpose().
  std::function<std::string_view(sockaddr const&)> rule;
  /// The addresses of a name, port set; throws nothing. Default: the system's.
  std::function<std::vector<sockaddr_storage>(std::string const& host, std::uint16_t port)> resolve;
  std::size_t connections = 128;        ///< at once
  std::size_t page_bytes = 256u << 20;  ///< in both directions, between two start_page()
  std::uint32_t connect_seconds = 20;   ///< to each address of a name
  std::uint32_t idle_seconds = 60;      ///< without a byte in either direction
};

/// A SOCKS 5 proxy on this machine through which a browser makes all of its connections.
///
/// A browser can only be told which names it may ask for, not which addresses: a stranger's name may lead
/// to this machine or its network, and lead elsewhere when it is asked a second time. So names are
/// resolved here, each address is judged, and the connection is made to the address that was judged.
class GuardProxy {
 public:
  [[nodiscard]] static corpus::Result<std::unique_ptr<GuardProxy>> start(GuardOptions options);
  GuardProxy(GuardProxy const&) = delete;
  GuardProxy& operator=(GuardProxy const&) = delete;
  ~GuardProxy();

  [[nodiscard]] std::uint16_t port() const;  ///< on 127.0.0.1
  /// Ends what is connected, and forgets and counts anew.
  void start_page();
  /// The address that `host` was last connected at; empty: never.
  [[nodiscard]] std::string address_of(std::string const& host, std::uint16_t port) const;
  /// Why `host` could not be connected to, one line: "localhost is 127.0.0.1, a loopback address"; else empty.
  [[nodiscard]] std::string fault_of(std::string const& host, std::uint16_t port) const;
  /// The page's bytes are used up: nothing more is let through.
  [[nodiscard]] bool exhausted() const;

 private:
  struct State;
  explicit GuardProxy(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace smallprint::ingest
