#pragma once
#include "corpus/error.hpp"

#include <string>
#include <string_view>

/// Addresses of pages, as pages and servers write them.
namespace smallprint::ingest {

inline constexpr std::size_t longest_url = 8000;  ///< bytes, encoded

/// An absolute http or https URL without user and fragment, in ASCII: scheme and host in lower case, names of other
/// scripts as IDNA writes them, dot segments resolved, spaces and foreign bytes percent-encoded.
struct Url {
  std::string text;      ///< whole; has at least "/" as its path
  std::string host;      ///< "example.com", "192.0.2.1", "2001:db8::1"
  std::string host_key;  ///< scheme, name and port, the port always there: "https://example.com:443"
  std::string target;    ///< path and query: what robots.txt speaks of
};

/// \retval Errc::syntax       no absolute URL
/// \retval Errc::unsupported  another scheme, or a user name or password in it
/// \retval Errc::too_large    longer than `longest_url`
[[nodiscard]] corpus::Result<Url> parse_url(std::string_view text);

/// What a Location of `base` leads to (RFC 3986 section 5): "/x", "../x", "//host/x", "https://host/x". Errors as
/// above.
[[nodiscard]] corpus::Result<Url> resolve(Url const& base, std::string_view location);

/// For messages: one line, at most 200 bytes of it, control characters and foreign bytes as '?', no password.
[[nodiscard]] std::string shown(std::string_view url);

}  // namespace smallprint::ingest
