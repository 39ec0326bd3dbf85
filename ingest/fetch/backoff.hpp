#pragma once
#include <cstdint>

/// How long to wait before a request is tried again.
namespace smallprint::ingest {

/// Doubled each try, up to a cap, and shortened by chance to between half and all of it, so that many that
/// failed together do not come back together. The same seed gives the same waits.
class Backoff {
 public:
  Backoff(double first_seconds, double cap_seconds, std::uint64_t seed)
      : first_(first_seconds), cap_(cap_seconds), state_(seed) {}
  /// \param failed  tries that failed so far, from 1
  [[nodiscard]] double seconds(std::uint32_t failed);

 private:
  double first_, cap_;
  std::uint64_t state_;
};

}  // namespace smallprint::ingest
