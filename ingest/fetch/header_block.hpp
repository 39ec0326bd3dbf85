#pragma once
#include "ingest/fetch/fetcher.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace smallprint::ingest {

/// Collects the header of one response as it comes in, line by line, and counts what it costs.
class HeaderBlock {
 public:
  explicit HeaderBlock(std::size_t limit) : limit_(limit) {}

  /// Takes a line, its end included. A status line begins anew: what came before was an interim answer (1xx).
  /// Fields after the body are counted and dropped.
  /// \returns false when more than the limit came, interim answers and trailers counted too
  [[nodiscard]] bool add(std::string_view line);

  [[nodiscard]] std::int32_t status() const { return status_; }           ///< 0: no status line yet
  [[nodiscard]] bool is_complete() const { return is_complete_; }         ///< the last word: all fields, and no 1xx
  [[nodiscard]] std::string const& fields() const { return fields_; }     ///< "name: value\r\n" lines
  [[nodiscard]] std::size_t bytes_received() const { return received_; }  ///< all there was

 private:
  std::size_t limit_, received_ = 0;
  std::int32_t status_ = 0;
  bool is_complete_ = false;
  std::string fields_;
};

/// Whether it may stand in a header that is sent: printable ASCII, spaces and tabs. Anything else is not sent on.
[[nodiscard]] bool is_field_value(std::string_view text);

}  // namespace smallprint::ingest
