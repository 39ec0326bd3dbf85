#include "app/delivery/curl_handle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <stdexcept>
#include <system_error>

namespace smallprint::app {

namespace {

/// Never undone: another part of the program may use libcurl until the very end.
void start_once() {
  static CURLcode const started = ::curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw std::runtime_error(fmt::format("libcurl: {}", ::curl_easy_strerror(started)));
}

}  // namespace

CurlHandle::CurlHandle() {
  start_once();
  handle_.reset(::curl_easy_init());
  if (!handle_) throw std::bad_alloc();
  set(CURLOPT_ERRORBUFFER, problem_.data());
  set(CURLOPT_NOSIGNAL, 1L);  // a signal for a slow name server would hit any thread
  set(CURLOPT_NOPROGRESS, 1L);
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
}

void CurlHandle::set_timeouts(std::chrono::milliseconds connect, std::chrono::milliseconds whole) {
  whole_ = whole;
  connect_ = std::min(connect, whole);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(whole.count()));
}

void CurlHandle::set_authorities(std::string const& file) {
  if (file.empty()) return;
  set(CURLOPT_CAINFO, file.c_str());
  set(CURLOPT_CAPATH, static_cast<char const*>(nullptr));  // else the system's folder counts too
}

CURLcode CurlHandle::perform() {
  problem_.front() = '\0';
  return ::curl_easy_perform(handle_.get());
}

std::string CurlHandle::problem(CURLcode code) const {
  std::string_view const said = problem_.data();
  return std::string(said.empty() ? ::curl_easy_strerror(code) : said);
}

std::string CurlHandle::connect_problem() const {
  auto const error = number(CURLINFO_OS_ERRNO);
  return error == 0 ? "no connection" : std::generic_category().message(static_cast<int>(error));
}

std::string CurlHandle::timeout_problem() const {
  // libcurl does not tell which; the time that went by is nearer to one.
  auto const took = std::chrono::microseconds(count(CURLINFO_TOTAL_TIME_T));
  return fmt::format("no answer within {} ms", (2 * took > connect_ + whole_ ? whole_ : connect_).count());
}

long CurlHandle::number(CURLINFO what) const {
  long value = 0;
  ::curl_easy_getinfo(handle_.get(), what, &value);
  return value;
}

curl_off_t CurlHandle::count(CURLINFO what) const {
  curl_off_t value = 0;
  ::curl_easy_getinfo(handle_.get(), what, &value);
  return value;
}

std::string CurlHandle::text(CURLINFO what) const {
  char const* value = nullptr;
  ::curl_easy_getinfo(handle_.get(), what, &value);
  return value == nullptr ? "" : value;
}

void CurlHandle::expect(CURLcode code, CURLoption option) {
  if (code == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
  if (code != CURLE_OK)
    throw std::logic_error(
        fmt::format("libcurl refuses option {}: {}", static_cast<int>(option), ::curl_easy_strerror(code)));
}

void CurlList::add(std::string const& line) {
  auto* const longer = ::curl_slist_append(list_.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  (void)list_.release();
  list_.reset(longer);
}

}  // namespace smallprint::app
