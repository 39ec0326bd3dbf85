#pragma once
#include "ingest/browser/devtools_pipe.hpp"
#include "ingest/fetch/fetcher.hpp"

#include <cstddef>
#include <map>
#include <string>

namespace smallprint::ingest {

/// What the events of one tab say of its main document: which it is, how it was asked for and answered,
/// and how far it has come. Documents of frames inside it are left out.
class DocumentRecord {
 public:
  /// \param frame  the tab's main frame: its target id.
  explicit DocumentRecord(std::string frame) : frame_(std::move(frame)) {}

  /// Takes an event of the domains Network, Page and Inspector.
  void take(std::string const& method, Json const& params);

  /// Names the document in place; changes with each document, and with nothing else.
  [[nodiscard]] std::string const& loader() const { return loader_; }
  [[nodiscard]] std::string const& url() const { return url_; }
  [[nodiscard]] std::size_t documents() const { return documents_; }  ///< so far, the first blank one left out
  [[nodiscard]] bool parsed() const { return parsed_; }               ///< to its end
  [[nodiscard]] bool loaded() const { return loaded_; }               ///< with its scripts, styles and frames
  [[nodiscard]] bool quiet() const { return quiet_; }                 ///< nothing was asked for half a second
  [[nodiscard]] bool crashed() const { return crashed_; }
  /// Why the document in place, or else the last asked for, could not be had whole ("net::ERR_..."); else empty.
  [[nodiscard]] std::string failure() const;
  /// The port at which the browser is connected to that document's server, or to a proxy; 0: none.
  [[nodiscard]] std::int64_t port() const;
  /// Writes the address, status, header lines and protocol of that document.
  void fill(Exchange& exchange) const;

 private:
  struct Request {
    std::string url;
    std::string request_headers;
    std::string raw_headers;       ///< as they came
    std::int64_t raw_status = -1;  ///< of `raw_headers`: redirects have their own
    Json response;
    std::string failure;
  };
  [[nodiscard]] Request const* current() const;

  std::string frame_;
  std::string loader_;
  std::string last_asked_;
  std::string url_;
  std::map<std::string, Request> requests_;  ///< of main documents, by loader
  std::size_t documents_ = 0;
  bool parsed_ = false;
  bool loaded_ = false;
  bool quiet_ = false;
  bool crashed_ = false;
};

}  // namespace smallprint::ingest
