#pragma once
#include <curl/curl.h>

#include <memory>
#include <string>

/// libcurl's handles with an owner, for the .cpp files of this folder.
namespace smallprint::ingest {

/// Starts libcurl on first use, from whichever thread comes first; it is never undone. \returns whether it runs
[[nodiscard]] bool start_curl();

class EasyHandle {
 public:
  EasyHandle();
  /// A refused option is a bug (an old library): std::logic_error.
  template <class T>
  void set(CURLoption option, T value) {
    expect(::curl_easy_setopt(handle_.get(), option, value), option);
  }
  [[nodiscard]] CURL* get() const { return handle_.get(); }
  [[nodiscard]] long number(CURLINFO what) const;
  [[nodiscard]] curl_off_t count(CURLINFO what) const;  ///< for the ..._T values
  [[nodiscard]] std::string text(CURLINFO what) const;  ///< empty when there is none

 private:
  static void expect(CURLcode code, CURLoption option);
  struct Cleanup {
    void operator()(CURL* handle) const { ::curl_easy_cleanup(handle); }
  };
  std::unique_ptr<CURL, Cleanup> handle_;
};

/// Keeps connections and looked-up names for all transfers that go through it.
class MultiHandle {
 public:
  MultiHandle();
  [[nodiscard]] CURLM* get() const { return handle_.get(); }

 private:
  struct Cleanup {
    void operator()(CURLM* handle) const { ::curl_multi_cleanup(handle); }
  };
  std::unique_ptr<CURLM, Cleanup> handle_;
};

/// Header fields for libcurl; must live as long as the transfer.
class FieldList {
 public:
  void add(std::string const& line);
  [[nodiscard]] curl_slist* get() const { return list_.get(); }

 private:
  struct Cleanup {
    void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
  };
  std::unique_ptr<curl_slist, Cleanup> list_;
};

}  // namespace smallprint::ingest
