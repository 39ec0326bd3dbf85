#include "ingest/fetch/transfer_problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace smallprint::ingest {
namespace {

// "http://user:password@proxy:3128" -> "proxy:3128"
std::string_view bare_proxy(std::string_view proxy) {
  if (auto const scheme = proxy.find("://"); scheme != std::string_view::npos) proxy.remove_prefix(scheme + 3);
  if (auto const at = proxy.rfind('@'); at != std::string_view::npos) proxy.remove_prefix(at + 1);
  return proxy.substr(0, proxy.find('/'));
}

std::string system_words(EasyHandle const& easy) {
  auto const error = easy.number(CURLINFO_OS_ERRNO);
  return error == 0 ? "no connection" : std::generic_category().message(static_cast<int>(error));
}

std::string own_words(TransferTrouble const& trouble) {
  std::string out(trouble.said.empty() ? ::curl_easy_strerror(trouble.code) : trouble.said);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c < 0x20 || c > 0x7e; }, '?');  // a server's words may be in it
  return out;
}

std::string timed_out(TransferTrouble const& trouble) {
  auto const is_connected = trouble.easy.count(CURLINFO_PRETRANSFER_TIME_T) != 0;
  auto const& limits = trouble.limits;
  if (!is_connected)
    return fmt::format("no connection within {} s", std::min(limits.connect_seconds, limits.total_seconds));
  return fmt::format("not done within {} s, {} bytes of the body came", limits.total_seconds,
                     trouble.easy.count(CURLINFO_SIZE_DOWNLOAD_T));
}

std::string cut_short(TransferTrouble const& trouble) {
  auto const announced = trouble.easy.count(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T);
  auto const came = trouble.easy.count(CURLINFO_SIZE_DOWNLOAD_T);
  if (announced < 0) return fmt::format("the connection ended within the body, after {} bytes", came);
  return fmt::format("the connection ended after {} of {} bytes", came, announced);
}

}  // namespace

std::pair<TransferEnd, std::string> transfer_problem(TransferTrouble const& trouble) {
  using enum TransferEnd;
  switch (trouble.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {broken, fmt::format("no address is known for the name {}", trouble.host)};
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {broken, fmt::format("no address is known for the proxy {}", bare_proxy(trouble.proxy))};
    case CURLE_COULDNT_CONNECT:
      if (!trouble.proxy.empty())
        return {broken, fmt::format("cannot connect to the proxy {}: {}", bare_proxy(trouble.proxy),
                                    system_words(trouble.easy))};
      return {broken, fmt::format("cannot connect: {}", system_words(trouble.easy))};
    case CURLE_PROXY:
      return {broken, fmt::format("the proxy {}: {}", bare_proxy(trouble.proxy), own_words(trouble))};
    case CURLE_OPERATION_TIMEDOUT:
      return {broken, timed_out(trouble)};
    case CURLE_SSL_CONNECT_ERROR:  // also when the connection breaks in the middle of it
      return {broken, fmt::format("TLS: {}", own_words(trouble))};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
      return {failed, fmt::format("TLS: {}", own_words(trouble))};
    case CURLE_GOT_NOTHING:
      return {broken, "the connection ended without an answer"};
    case CURLE_PARTIAL_FILE:
      return {broken, cut_short(trouble)};
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return {broken, fmt::format("the connection broke {}: {}",
                                  trouble.in_body ? "within the body" : "before an answer", own_words(trouble))};
    case CURLE_UNSUPPORTED_PROTOCOL:  // after http and https were made sure of, it is what HTTP/0.9 would be
    case CURLE_WEIRD_SERVER_REPLY:
      return {failed, fmt::format("the answer is not HTTP: {}", own_words(trouble))};
    case CURLE_BAD_CONTENT_ENCODING:
      return {failed, fmt::format("its content coding cannot be undone: {}", own_words(trouble))};
    case CURLE_OUT_OF_MEMORY:  // what libcurl says when a line is longer than its own limit
      if (!trouble.in_body) return {failed, "a header line of more than 100 KiB"};
      [[fallthrough]];
    default:
      return {failed, own_words(trouble)};
  }
}

}  // namespace smallprint::ingest
