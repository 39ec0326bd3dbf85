#include "ingest/fetch/stall_watch.hpp"

#include <fmt/format.h>

namespace smallprint::ingest {
namespace {

std::int64_t whole_seconds(std::chrono::steady_clock::duration time) {
  return std::chrono::round<std::chrono::seconds>(time).count();
}

}  // namespace

bool StallWatch::is_stalled(Time now, std::uint64_t received) {
  if (!looked_) {
    looked_ = true;
    first_ = window_ = last_byte_ = now;
    at_window_ = received_ = received;
    return false;
  }
  if (received > received_) last_byte_ = now;
  received_ = received;
  auto const length = std::chrono::seconds(seconds_);
  if (now - window_ < length) return false;
  if (received - at_window_ >= slowest_ * seconds_) {
    window_ = now;
    at_window_ = received;
    return false;
  }
  auto const quiet = now - last_byte_;
  if (received == 0)
    reason_ = fmt::format("no answer in {} s", whole_seconds(now - first_));
  else if (2 * quiet >= length)
    reason_ = fmt::format("sent {} bytes in {} s, then nothing for {} s", received, whole_seconds(last_byte_ - first_),
                          whole_seconds(quiet));
  else
    reason_ =
        fmt::format("sent {} bytes in {} s, fewer than {} a second", received, whole_seconds(now - first_), slowest_);
  return true;
}

}  // namespace smallprint::ingest
