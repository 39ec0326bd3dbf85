#pragma once
#include "corpus/error.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Asks web servers for pages: politely, within limits, and with a record of every request.
namespace smallprint::ingest {

/// One request and what came back, as it will be kept for proof.
struct Exchange {
  std::string url;              ///< as asked: absolute, http or https, without fragment
  std::string time;             ///< UTC when it was sent, "2025-06-13T04:12:07Z"
  std::string request_headers;  ///< as sent: "name: value\r\n" lines, without the request line and what a proxy is told
  std::int32_t status = 0;      ///< HTTP status; 0: no response came
  std::string protocol;         ///< "HTTP/1.1", "HTTP/2"; empty without response
  std::string headers;          ///< of the response, as received: "name: value\r\n" lines, without the status line
  std::string address;  ///< the IP address connected to (the proxy's, where one is used), without port; else empty
  std::uint32_t milliseconds = 0;
  std::string body;       ///< content codings undone; empty for redirects, 304 and where `error` is set
  bool rendered = false;  ///< the body is a browser's document after its scripts ran
  std::string error;      ///< why no whole response came, one line; empty otherwise
};

/// Of a response header block: the value of the first field of that name (any case), trimmed; else empty.
[[nodiscard]] std::string_view header(std::string_view headers, std::string_view name);

struct FetchRequest {
  std::string url;
  std::string etag;           ///< of the body that is held; empty: none
  std::string last_modified;  ///< the same, as the server wrote it
  std::string held_url;  ///< where that body came from, after redirects: only there is it asked about. Empty: `url`
};

enum class FetchEnd : std::uint8_t {
  got,           ///< 2xx with a whole body, in the last exchange
  not_modified,  ///< 304: what is held still stands
  refused,       ///< never asked, or not where it leads: robots.txt, an address or scheme that is not allowed
  blocked,       ///< the server will not serve us: 401, 403, 451, 429 and 503 to the last try or with a wait too long
  failed         ///< anything else; `detail` says what
};

struct FetchResult {
  FetchEnd end = FetchEnd::failed;
  std::string detail;               ///< why it was not got, one line that names place and cause; else empty
  std::vector<Exchange> exchanges;  ///< of the page: redirects and tries, oldest first; empty when never asked
};

struct FetchLimits {
  std::size_t body_bytes = 32u << 20;     ///< after decompression
  std::size_t header_bytes = 256u << 10;  ///< of one response
  std::uint32_t connect_seconds = 20;
  std::uint32_t total_seconds = 90;             ///< of one request
  std::uint32_t slowest_bytes_per_second = 50;  ///< over `stall_seconds`; slower is given up
  std::uint32_t stall_seconds = 20;
  std::uint32_t redirects = 10;
  std::uint32_t tries = 3;                   ///< 429, 5xx and broken connections are tried again
  std::uint32_t longest_wait_seconds = 120;  ///< between tries; a longer Retry-After ends it
};

struct FetchOptions {
  FetchLimits limits;
  std::string user_agent = "smallprint";  ///< product token first: robots.txt is read for it
  std::string accept_language = "en";
  std::uint32_t hosts_at_once = 16;
  double host_delay_seconds = 1.0;     ///< between the end of a request and the next to the same host
  double first_backoff_seconds = 2.0;  ///< doubled each try, with jitter, up to the longest wait
  std::uint64_t jitter_seed = 0;       ///< the same one gives the same waits; 0: one by chance
  bool obey_robots = true;
  bool allow_private = false;                  ///< loopback, private and link-local addresses
  std::vector<std::string> allowed_addresses;  ///< single ones of these, "10.1.2.3", "fd00::1"
  std::string ca_file;                         ///< further certificate authorities, PEM; empty: the system's alone
  std::function<bool()> interrupted;           ///< asked often; true ends the run
  std::function<std::string()> now;            ///< UTC time for Exchange::time
};

/// Calls `done` once for each request, as they end, from the thread that called fetch(). Requests that
/// an interruption left unfinished are not reported; it is seen within 200 ms.
///
/// One request at a time for each host (scheme, name and port), `host_delay_seconds` apart, the order
/// within a host kept; robots.txt (RFC 9309) is asked first, once for each host in the life of a fetcher, and its
/// Crawl-delay is kept up to 30 s. A host that answers 5xx or 429 for it, or nothing at all, is asked for nothing;
/// any other 4xx allows all. A redirect waits for its new host as any request does and is
/// checked as a new address is. A host that wants to be left alone for longer than `longest_wait_seconds` is:
/// what else was to be asked of it is blocked too. No cookies are kept.
///
/// Proxies are taken from the environment, as curl does. A proxy may be at a private address; which host it
/// connects to is checked by its name or literal address only, since the proxy looks names up.
class Fetcher {
 public:
  using Done = std::function<void(std::size_t request, FetchResult result)>;
  virtual ~Fetcher() = default;
  virtual void fetch(std::span<FetchRequest const> requests, Done const& done) = 0;
};

/// \retval Errc::io  `ca_file` cannot be read, or libcurl cannot start
[[nodiscard]] corpus::Result<std::unique_ptr<Fetcher>> make_fetcher(FetchOptions options);

}  // namespace smallprint::ingest
