#include "ingest/fetch/transfer.hpp"

#include "ingest/fetch/address_rules.hpp"
#include "ingest/fetch/transfer_problem.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <new>
#include <string_view>
#include <utility>

namespace smallprint::ingest {
namespace {

constexpr std::size_t most_ignored_bytes = 64u << 10;  // of a redirect's body, so that the connection can be used again
constexpr long milliseconds = 1000;

bool is_redirect(std::int32_t status) {
  return status >= 300 && status < 400;
}

std::string protocol_name(long version) {
  switch (version) {
    case CURL_HTTP_VERSION_1_0:
      return "HTTP/1.0";
    case CURL_HTTP_VERSION_1_1:
      return "HTTP/1.1";
    case CURL_HTTP_VERSION_2_0:
      return "HTTP/2";
    case CURL_HTTP_VERSION_3:
      return "HTTP/3";
    default:
      return {};
  }
}

}  // namespace

Transfer::Transfer(TransferPlan plan, FetchOptions const& options, std::string const& authorities)
    : plan_(std::move(plan)),
      options_(options),
      header_(options.limits.header_bytes),
      stall_(options.limits.slowest_bytes_per_second, options.limits.stall_seconds) {
  exchange_.url = plan_.url.text;
  exchange_.time = options_.now();
  easy_.set(CURLOPT_URL, plan_.url.text.c_str());
  easy_.set(CURLOPT_PROTOCOLS_STR, "http,https");
  easy_.set(CURLOPT_FOLLOWLOCATION, 0L);
  easy_.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  easy_.set(CURLOPT_HTTP09_ALLOWED, 0L);
  easy_.set(CURLOPT_SSL_VERIFYPEER, 1L);
  easy_.set(CURLOPT_SSL_VERIFYHOST, 2L);
  easy_.set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!authorities.empty()) {
    auto blob = curl_blob{const_cast<char*>(authorities.data()), authorities.size(), CURL_BLOB_NOCOPY};
    easy_.set(CURLOPT_CAINFO_BLOB, &blob);
  }
  easy_.set(CURLOPT_PROXY, plan_.proxy.c_str());  // empty: none, whatever the environment says
  easy_.set(CURLOPT_NOPROXY, "");
  easy_.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set_limits();
  set_fields();
  set_callbacks();
  if (!plan_.proxy.empty()) {
    auto const kind = special_purpose_host(plan_.url.host);
    if (!is_allowed(kind, plan_.url.host)) {
      refused_kind_ = kind;
      refused_address_ = plan_.url.host;
    }
  }
}

void Transfer::set_limits() {
  auto const& limits = options_.limits;
  easy_.set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect_seconds) * milliseconds);
  easy_.set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits.total_seconds) * milliseconds);
  easy_.set(CURLOPT_NOSIGNAL, 1L);
  easy_.set(CURLOPT_QUICK_EXIT, 1L);  // else the end of a transfer waits for a slow name server
}

void Transfer::set_fields() {
  auto const add = [&](std::string_view name, std::string_view value) {
    if (!value.empty() && is_field_value(value)) fields_.add(fmt::format("{}: {}", name, value));
  };
  add("User-Agent", options_.user_agent);
  add("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.9,*/*;q=0.8");
  add("Accept-Language", options_.accept_language);
  add("If-None-Match", plan_.etag);
  add("If-Modified-Since", plan_.last_modified);
  easy_.set(CURLOPT_HTTPHEADER, fields_.get());
  easy_.set(CURLOPT_ACCEPT_ENCODING, "");  // all that this libcurl undoes
}

void Transfer::set_callbacks() {
  easy_.set(CURLOPT_PRIVATE, static_cast<void*>(this));
  easy_.set(CURLOPT_ERRORBUFFER, said_.data());
  easy_.set(CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  easy_.set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  easy_.set(CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  easy_.set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  easy_.set(CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_open);
  easy_.set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
  easy_.set(CURLOPT_DEBUGFUNCTION, &Transfer::on_debug);  // the only way to what was really sent
  easy_.set(CURLOPT_DEBUGDATA, static_cast<void*>(this));
  easy_.set(CURLOPT_VERBOSE, 1L);
}

bool Transfer::is_allowed(std::string_view kind, std::string const& address) const {
  auto const& allowed = options_.allowed_addresses;
  return kind.empty() || options_.allow_private || std::find(allowed.begin(), allowed.end(), address) != allowed.end();
}

curl_socket_t Transfer::on_open(void* self, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(self);
  if (transfer.plan_.proxy.empty()) {
    auto const kind = special_purpose(address->addr);
    auto const text = to_string(address->addr);
    if (!transfer.is_allowed(kind, text)) {
      transfer.refused_kind_ = kind;
      transfer.refused_address_ = text;
      return CURL_SOCKET_BAD;
    }
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t Transfer::on_header(char* bytes, std::size_t one, std::size_t size, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  transfer.header_too_long_ = !transfer.header_.add({bytes, one * size});
  return transfer.header_too_long_ ? 0 : one * size;
}

std::size_t Transfer::on_body(char* bytes, std::size_t one, std::size_t size, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  try {
    return transfer.take_body({bytes, one * size}) ? one * size : 0;
  } catch (std::bad_alloc const&) {  // must not pass through libcurl
    return 0;
  }
}

bool Transfer::has_ignored_body() const {
  return is_redirect(header_.status());
}

bool Transfer::take_body(std::string_view bytes) {
  if (has_ignored_body()) {
    ignored_bytes_ += bytes.size();
    has_enough_ = ignored_bytes_ > most_ignored_bytes;
    return !has_enough_;
  }
  auto& body = exchange_.body;
  auto const announced = easy_.count(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T);
  auto const is_coded = !header(header_.fields(), "content-encoding").empty();
  if (!plan_.cut_body && !is_coded && announced > 0 && static_cast<std::size_t>(announced) > plan_.body_bytes) {
    body_too_long_ = true;  // known before it came
    return false;
  }
  if (bytes.size() > plan_.body_bytes - body.size()) {
    (plan_.cut_body ? has_enough_ : body_too_long_) = true;
    body.append(bytes.substr(0, plan_.body_bytes - body.size()));
    return false;
  }
  body.append(bytes);
  return true;
}

int Transfer::on_debug(CURL*, curl_infotype type, char* bytes, std::size_t size, void* self) {
  if (type == CURLINFO_HEADER_OUT) static_cast<Transfer*>(self)->keep_request({bytes, size});
  return 0;
}

void Transfer::keep_request(std::string_view block) {
  if (block.starts_with("CONNECT ")) return;  // told to the proxy, perhaps with its password
  auto& kept = exchange_.request_headers;
  kept.clear();  // a connection that had gone stale is tried twice
  for (bool first = true; !block.empty(); first = false) {
    auto const end = std::min(block.find('\n'), block.size());
    auto line = block.substr(0, end);
    block.remove_prefix(std::min(end + 1, block.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (first || line.empty() || line.starts_with("Proxy-")) continue;
    kept.append(line).append("\r\n");
  }
}

bool Transfer::is_stalled(std::chrono::steady_clock::time_point now) {
  if (easy_.count(CURLINFO_PRETRANSFER_TIME_T) == 0) return false;  // not connected: that has its own limit
  auto const received = header_.bytes_received() + static_cast<std::uint64_t>(easy_.count(CURLINFO_SIZE_DOWNLOAD_T));
  stalled_ = stall_.is_stalled(now, received);
  return stalled_;
}

TransferEnd Transfer::end(CURLcode code) {
  exchange_.milliseconds = static_cast<std::uint32_t>(easy_.count(CURLINFO_TOTAL_TIME_T) / 1000);
  exchange_.address = easy_.text(CURLINFO_PRIMARY_IP);
  exchange_.status = header_.status();
  exchange_.headers = header_.fields();
  if (exchange_.status != 0) exchange_.protocol = protocol_name(easy_.number(CURLINFO_HTTP_VERSION));

  auto const is_whole = header_.is_complete() && (code == CURLE_OK || has_enough_ || has_ignored_body());
  if (is_whole) return TransferEnd::answered;
  auto const [end, why] = cause(code);
  exchange_.error = why;
  exchange_.body.clear();
  auto const is_answer = header_.is_complete() && header_.status() >= 300;
  return is_answer ? TransferEnd::answered : end;
}

std::pair<TransferEnd, std::string> Transfer::cause(CURLcode code) const {
  auto const& limits = options_.limits;
  if (!refused_kind_.empty() && (code == CURLE_COULDNT_CONNECT || !may_begin()) && exchange_.status == 0)
    return {TransferEnd::refused,
            fmt::format("the address {} is {}; allow it with --allow-private", refused_address_, refused_kind_)};
  if (header_too_long_)
    return {TransferEnd::failed, fmt::format("a header of more than {} bytes", limits.header_bytes)};
  if (body_too_long_) {
    auto const is_coded = !header(header_.fields(), "content-encoding").empty();
    return {TransferEnd::failed,
            fmt::format("more than {} bytes{}", plan_.body_bytes, is_coded ? " after decompression" : "")};
  }
  if (stalled_) return {TransferEnd::broken, stall_.reason()};
  return transfer_problem({code, said_.data(), plan_.url.host, plan_.proxy, limits, easy_, header_.is_complete()});
}

}  // namespace smallprint::ingest
