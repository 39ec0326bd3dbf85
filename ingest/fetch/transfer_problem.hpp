#pragma once
#include "ingest/fetch/curl_handles.hpp"
#include "ingest/fetch/fetcher.hpp"
#include "ingest/fetch/transfer_end.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace smallprint::ingest {

/// What is known of a transfer that ended with an error.
struct TransferTrouble {
  CURLcode code;
  std::string_view said;  ///< libcurl's own words
  std::string_view host;
  std::string_view proxy;  ///< empty: none
  FetchLimits const& limits;
  EasyHandle const& easy;
  bool in_body;  ///< the whole header had come
};

/// One line that says what was wrong, names, refusals, TLS and broken connections told apart; and whether
/// another try may do better (`broken`) or not (`failed`). No password of a proxy stands in it.
[[nodiscard]] std::pair<TransferEnd, std::string> transfer_problem(TransferTrouble const& trouble);

}  // namespace smallprint::ingest
