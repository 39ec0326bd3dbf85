#include "ingest/fetch/backoff.hpp"

#include <algorithm>
#include <cmath>

namespace smallprint::ingest {
namespace {

// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers everywhere, unlike the library's distributions.
std::uint64_t next_number(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15u;
  auto z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

}  // namespace

double Backoff::seconds(std::uint32_t failed) {
  constexpr std::uint32_t enough = 60;
  auto const doublings = static_cast<int>(std::min(std::max(failed, 1u) - 1, enough));
  auto const whole = std::min(std::ldexp(first_, doublings), cap_);
  auto const chance = static_cast<double>(next_number(state_) >> 11) * 0x1.0p-53;  // [0, 1)
  return whole * (0.5 + 0.5 * chance);
}

}  // namespace smallprint::ingest
