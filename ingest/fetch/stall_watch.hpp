#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace smallprint::ingest {

/// Sees when a server sends too slowly to wait for. Times are handed in.
class StallWatch {
 public:
  using Time = std::chrono::steady_clock::time_point;
  /// \param slowest  bytes a second, over each `seconds` from the first look on
  StallWatch(std::uint64_t slowest, std::uint32_t seconds) : slowest_(slowest), seconds_(seconds) {}

  /// \param received  bytes so far. \returns true once it is too slow
  [[nodiscard]] bool is_stalled(Time now, std::uint64_t received);

  /// After is_stalled(): "sent 312 bytes in 3 s, then nothing for 20 s", "no answer in 20 s", ...
  [[nodiscard]] std::string const& reason() const { return reason_; }

 private:
  std::uint64_t slowest_;
  std::uint32_t seconds_;
  bool looked_ = false;
  Time first_{}, window_{}, last_byte_{};
  std::uint64_t at_window_ = 0, received_ = 0;
  std::string reason_;
};

}  // namespace smallprint::ingest
