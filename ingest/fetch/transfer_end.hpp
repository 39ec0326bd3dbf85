#pragma once
#include <cstdint>

namespace smallprint::ingest {

/// How one request ended.
enum class TransferEnd : std::uint8_t {
  answered,  ///< the status decides: all came, or it is not 2xx and its whole header came
  refused,   ///< nothing was sent: the address is not allowed
  broken,    ///< another try may do better: no connection, cut, too slow
  failed     ///< another try would not: too large, no HTTP, a bad certificate
};

}  // namespace smallprint::ingest
