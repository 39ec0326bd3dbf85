#pragma once
#include "corpus/error.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace smallprint::app {

struct PostOptions {
  std::string token;            ///< sent as a bearer token; SMALLPRINT_POST_TOKEN in the environment; empty: none
  std::string idempotency_key;  ///< the same for the same report, so that a second copy can be dropped; empty: none
  std::string ca_file;          ///< PEM certificates to trust instead of the system's; empty: the system's
  bool allow_plain = false;     ///< lets the token, or a login in the URL, go over http://
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds timeout{60'000};       ///< for one try
  std::size_t largest_answer = 1 << 20;            ///< bytes
  int tries = 5;                                   ///< at least 1
  std::chrono::milliseconds first_wait{1'000};     ///< before the second try; doubled before each further one
  std::chrono::milliseconds longest_wait{60'000};  ///< also when Retry-After asks for more
  /// Waits that long; false when it was interrupted, and then no further try is made. None: sleeps.
  std::function<bool(std::chrono::milliseconds)> wait;
};

struct PostAnswer {
  long status = 0;  ///< 200 to 299
  std::string body;
  int tries = 1;  ///< that it took
};

/// POSTs `json` to an http:// or https:// URL, through the proxy that the environment names if it does. Certificates
/// are verified. Another try is made when no connection came about and on 429 and 503, after the longer of the
/// back-off and Retry-After. A timeout or a break after connecting is not tried again: the server may have taken it.
///
/// Errors have the URL as `source`, without user, password and query.
/// \retval Errc::syntax, Errc::unsupported  URL, token or key cannot be; nobody was called
/// \retval Errc::io  not delivered: no connection, a status other than 2xx (with the first line of the answer), or a
///   redirect, which is never followed (with its target)
/// \retval Errc::too_large  the answer, which was delivered though; \retval Errc::interrupted  while waiting
[[nodiscard]] corpus::Result<PostAnswer> post_json(std::string const& url, std::string_view json,
                                                   PostOptions const& options);

}  // namespace smallprint::app
