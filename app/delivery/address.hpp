#pragma once
#include "corpus/error.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Where things are delivered to, and how that is said in errors.
namespace smallprint::app {

/// The URL of a server, taken apart.
struct ServerAddress {
  std::string scheme;     ///< lower case: "https"
  std::string host;       ///< as written
  bool userinfo = false;  ///< it has a user or a password
  std::string shown;      ///< for people and logs: without user, password and fragment, and with a query cut to "?..."
};

/// \param schemes  those that are allowed, lower case
/// \retval Errc::syntax  no URL; \retval Errc::unsupported  another scheme. `source` is fit to be shown.
[[nodiscard]] corpus::Result<ServerAddress> parse_server_address(std::string const& url,
                                                                 std::vector<std::string> const& schemes);

/// Any URL as it may be shown, also one that is none.
[[nodiscard]] std::string shown_address(std::string const& url);

/// The first line of a server's answer that is not empty, of at most 200 bytes, without control characters and
/// ill-formed bytes: an answer shall not move the cursor of the terminal that shows it.
[[nodiscard]] std::string first_line(std::string_view answer);

}  // namespace smallprint::app
