#pragma once
#include "ingest/fetch/backoff.hpp"
#include "ingest/fetch/fetcher.hpp"
#include "ingest/fetch/transfer_end.hpp"
#include "ingest/fetch/url.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace smallprint::ingest {

/// What is to happen after an exchange.
struct Step {
  enum class Kind : std::uint8_t {
    ended,     ///< the result stands
    again,     ///< the same URL is to be asked again
    elsewhere  ///< a redirect: url() is another now
  };
  Kind kind = Kind::ended;
  double wait_seconds = 0;        ///< nothing more is to be asked of this host before
  std::string leave_alone_until;  ///< UTC; the host wants nothing for longer than we wait. Empty: no such wish
};

/// The way of one request through redirects and tries: decides from each exchange what comes next. Knows no network.
class Course {
 public:
  /// \param limits  must outlive it
  Course(FetchRequest request, Url url, FetchLimits const& limits);

  [[nodiscard]] Url const& url() const { return url_; }
  /// The conditions to send to url(); empty where what is held did not come from there.
  [[nodiscard]] std::string etag() const { return is_held() ? request_.etag : ""; }
  [[nodiscard]] std::string last_modified() const { return is_held() ? request_.last_modified : ""; }

  /// \param now  UTC as FetchOptions::now gives it
  [[nodiscard]] Step after(TransferEnd end, Exchange exchange, Backoff& backoff, std::string const& now);
  /// Ends it without another exchange. \param why  the detail, after url() and a colon
  void stop(FetchEnd end, std::string const& why);

  /// Once it has ended.
  [[nodiscard]] FetchResult& result() { return result_; }

 private:
  [[nodiscard]] bool is_held() const;
  [[nodiscard]] Step after_status(Exchange const& exchange, Backoff& backoff, std::string const& now);
  [[nodiscard]] Step after_redirect(Exchange const& exchange);
  [[nodiscard]] Step after_wish(Exchange const& exchange, Backoff& backoff, std::string const& now);
  [[nodiscard]] Step try_again(FetchEnd if_last, std::string const& why, double wait_seconds);
  [[nodiscard]] Step ended(FetchEnd end, std::string const& why = {});

  FetchRequest request_;
  Url url_;
  FetchLimits const& limits_;
  std::uint32_t tries_ = 0;           // of url_
  std::vector<std::string> visited_;  // before url_
  FetchResult result_;
};

}  // namespace smallprint::ingest
