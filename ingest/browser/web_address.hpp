#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace smallprint::ingest {

/// Where a URL of the web leads.
struct WebAddress {
  std::string scheme;  ///< "http" or "https"
  std::string host;    ///< lower case; an IPv6 address without brackets
  std::uint16_t port = 0;
};

/// Takes the front of an absolute http or https URL apart. Nothing where it is none, has a user name
/// in it, or has a space or control character anywhere.
[[nodiscard]] std::optional<WebAddress> web_address(std::string_view url);
[[nodiscard]] std::string without_fragment(std::string_view url);
/// The kind of special-purpose address that a host names without being looked up ("127.0.0.1", "0x7f.1",
/// "localhost"); empty for the public internet's and for all other names.
[[nodiscard]] std::string special_host(std::string const& host);

}  // namespace smallprint::ingest
