#include "ingest/fetch/curl_handles.hpp"

#include <fmt/format.h>

#include <new>
#include <stdexcept>

namespace smallprint::ingest {

bool start_curl() {
  static CURLcode const started = ::curl_global_init(CURL_GLOBAL_DEFAULT);
  return started == CURLE_OK;
}

EasyHandle::EasyHandle() : handle_(::curl_easy_init()) {
  if (!handle_) throw std::bad_alloc();
}

long EasyHandle::number(CURLINFO what) const {
  long value = 0;
  ::curl_easy_getinfo(handle_.get(), what, &value);
  return value;
}

curl_off_t EasyHandle::count(CURLINFO what) const {
  curl_off_t value = 0;
  ::curl_easy_getinfo(handle_.get(), what, &value);
  return value;
}

std::string EasyHandle::text(CURLINFO what) const {
  char const* value = nullptr;
  ::curl_easy_getinfo(handle_.get(), what, &value);
  return value == nullptr ? "" : value;
}

void EasyHandle::expect(CURLcode code, CURLoption option) {
  if (code == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
  if (code != CURLE_OK)
    throw std::logic_error(
        fmt::format("libcurl refuses option {}: {}", static_cast<int>(option), ::curl_easy_strerror(code)));
}

MultiHandle::MultiHandle() : handle_(::curl_multi_init()) {
  if (!handle_) throw std::bad_alloc();
}

void FieldList::add(std::string const& line) {
  auto* const longer = ::curl_slist_append(list_.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  (void)list_.release();
  list_.reset(longer);
}

}  // namespace smallprint::ingest
