#pragma once
#include <curl/curl.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

/// libcurl's handles with an owner. Only the .cpp files of app/delivery include this.
namespace smallprint::app {

/// One transfer, with what holds for all of them already set: certificates are verified, TLS is 1.2 or later,
/// no signals, and nothing is followed or tried that was not asked for.
class CurlHandle {
 public:
  CurlHandle();  ///< starts libcurl on first use, from whichever thread comes first
  CurlHandle(CurlHandle const&) = delete;
  CurlHandle& operator=(CurlHandle const&) = delete;

  /// A refused option is a bug (an old library, no memory): std::logic_error.
  template <class T>
  void set(CURLoption option, T value) {
    expect(::curl_easy_setopt(handle_.get(), option, value), option);
  }
  void set_timeouts(std::chrono::milliseconds connect, std::chrono::milliseconds whole);
  /// \param file  PEM certificates to trust instead of the system's; empty: the system's
  void set_authorities(std::string const& file);

  [[nodiscard]] CURLcode perform();
  /// What libcurl says of a failure; never empty.
  [[nodiscard]] std::string problem(CURLcode code) const;
  /// Why no connection came about, in the system's words ("Connection refused").
  [[nodiscard]] std::string connect_problem() const;
  /// After CURLE_OPERATION_TIMEDOUT: which of the two timeouts was up, as "no answer within 500 ms".
  [[nodiscard]] std::string timeout_problem() const;

  [[nodiscard]] long number(CURLINFO what) const;
  [[nodiscard]] curl_off_t count(CURLINFO what) const;  ///< for the ..._T values
  [[nodiscard]] std::string text(CURLINFO what) const;  ///< empty when there is none
  [[nodiscard]] CURL* get() const { return handle_.get(); }

 private:
  static void expect(CURLcode code, CURLoption option);
  struct Cleanup {
    void operator()(CURL* handle) const { ::curl_easy_cleanup(handle); }
  };
  std::array<char, CURL_ERROR_SIZE> problem_{};  // libcurl writes into it until the handle is gone
  std::unique_ptr<CURL, Cleanup> handle_;
  std::chrono::milliseconds connect_{0}, whole_{0};
};

/// Lines for libcurl, which copies them; the list must live as long as the transfer.
class CurlList {
 public:
  void add(std::string const& line);
  [[nodiscard]] curl_slist* get() const { return list_.get(); }

 private:
  struct Cleanup {
    void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
  };
  std::unique_ptr<curl_slist, Cleanup> list_;
};

}  // namespace smallprint::app
