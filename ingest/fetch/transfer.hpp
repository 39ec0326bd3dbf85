#pragma once
#include "ingest/fetch/curl_handles.hpp"
#include "ingest/fetch/fetcher.hpp"
#include "ingest/fetch/header_block.hpp"
#include "ingest/fetch/stall_watch.hpp"
#include "ingest/fetch/transfer_end.hpp"
#include "ingest/fetch/url.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace smallprint::ingest {

/// What one request is made of.
struct TransferPlan {
  Url url;
  std::string etag, last_modified;  ///< sent as conditions; empty, or not fit for a header: not sent
  std::string proxy;                ///< as proxy_for() gives it
  std::size_t body_bytes = 0;       ///< after decompression
  bool cut_body = false;            ///< a longer body is no failure: the rest is left unread
};

/// One request on one libcurl handle: a single hop, redirects are not followed. Made and ended by one thread.
class Transfer {
 public:
  /// \param options      must outlive it
  /// \param authorities  PEM certificates to trust; empty: libcurl's own. Must outlive it
  Transfer(TransferPlan plan, FetchOptions const& options, std::string const& authorities);
  Transfer(Transfer const&) = delete;
  Transfer& operator=(Transfer const&) = delete;

  /// For curl_multi_add_handle(); its CURLOPT_PRIVATE is this object.
  [[nodiscard]] CURL* handle() const { return easy_.get(); }
  /// False when the URL's own host may not be asked for through a proxy: then it is never begun, only ended.
  [[nodiscard]] bool may_begin() const { return refused_kind_.empty(); }
  /// True once it is too slow to wait for; it is then to be ended as timed out.
  [[nodiscard]] bool is_stalled(std::chrono::steady_clock::time_point now);
  /// Fills the exchange; once, after the handle was taken out of its multi handle.
  [[nodiscard]] TransferEnd end(CURLcode code);
  [[nodiscard]] Exchange& exchange() { return exchange_; }

 private:
  static std::size_t on_header(char* bytes, std::size_t one, std::size_t size, void* self);
  static std::size_t on_body(char* bytes, std::size_t one, std::size_t size, void* self);
  static int on_debug(CURL* easy, curl_infotype type, char* bytes, std::size_t size, void* self);
  static curl_socket_t on_open(void* self, curlsocktype purpose, curl_sockaddr* address);
  bool take_body(std::string_view bytes);
  void keep_request(std::string_view block);
  void set_limits();
  void set_fields();
  void set_callbacks();
  [[nodiscard]] bool is_allowed(std::string_view kind, std::string const& address) const;
  [[nodiscard]] bool has_ignored_body() const;
  /// Why the code came, and which end that is.
  [[nodiscard]] std::pair<TransferEnd, std::string> cause(CURLcode code) const;

  TransferPlan plan_;
  FetchOptions const& options_;
  std::array<char, CURL_ERROR_SIZE> said_{};  // libcurl writes into it until the handle is gone
  FieldList fields_;
  EasyHandle easy_;
  Exchange exchange_;
  HeaderBlock header_;
  StallWatch stall_;
  std::string refused_kind_, refused_address_;
  std::size_t ignored_bytes_ = 0;
  bool header_too_long_ = false, body_too_long_ = false, has_enough_ = false, stalled_ = false;
};

}  // namespace smallprint::ingest
