#include "query/confidence.hpp"

#include <algorithm>
#include <array>

namespace smallprint::query {
namespace {

struct Point {
  double from, to;
};

// What the labelled services taught, 2026-11.
constexpr std::array<Point, 5> of_topics{{{0.0, 0.40}, {0.60, 0.70}, {0.75, 0.72}, {0.88, 0.93}, {1.0, 0.97}}};
constexpr double unmeasured = 0.75;  // of a topic whose answers nobody has labelled
constexpr double of_silence = 0.92;
constexpr double of_incomplete_silence = 0.6;

}  // namespace

double confidence_of(double plainness, bool measured) {
  auto const x = std::clamp(plainness, 0.0, 1.0);
  auto const next =
      std::find_if(of_topics.begin() + 1, of_topics.end() - 1, [&](Point const& p) { return x <= p.from; });
  auto const& a = *(next - 1);
  auto const& b = *next;
  return (a.to + (b.to - a.to) * (x - a.from) / (b.from - a.from)) * (measured ? 1 : unmeasured);
}

double confidence_of_words(double cover) {
  return 0.3 + 0.3 * std::clamp(cover, 0.0, 1.0);
}

double confidence_of_silence(bool measured, bool complete) {
  return (complete ? of_silence : of_incomplete_silence) * (measured ? 1 : unmeasured);
}

}  // namespace smallprint::query
