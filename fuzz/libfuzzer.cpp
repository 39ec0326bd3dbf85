#include "fuzz/target.hpp"

#include <cstddef>
#include <cstdint>

/// Built once for each target, with its name.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  smallprint::fuzz::SMALLPRINT_FUZZ_TARGET(std::string_view(reinterpret_cast<char const*>(data), size));
  return 0;
}
