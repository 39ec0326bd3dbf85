#include "corpus/span.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <random>

using namespace smallprint::corpus;

namespace {

/// A random map and, beside it, for each clean byte the raw byte or range it stands for.
struct Sample {
  OffsetMap map;
  std::vector<Span> raw_of;  // per clean byte
};

Sample random_map(unsigned seed) {
  std::mt19937 random(seed);
  auto const below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  Sample out;
  std::uint32_t raw = below(5);
  for (auto runs = 1 + below(12); runs > 0; --runs) {
    raw += below(4);
    auto const clean = 1 + below(6);
    bool const copied = below(3) != 0;
    auto const size = copied ? clean : clean + 1 + below(5);
    out.map.append(clean, {raw, raw + size});
    for (std::uint32_t i = 0; i < clean; ++i)
      out.raw_of.push_back(copied ? Span{raw + i, raw + i + 1} : Span{raw, raw + size});
    raw += size;
  }
  return out;
}

}  // namespace

TEST_CASE("a clean range maps to the raw bytes it was made from", "[corpus][property]") {
  auto const sample = random_map(static_cast<unsigned>(GENERATE(range(0, 200))));
  auto const size = static_cast<std::uint32_t>(sample.raw_of.size());
  REQUIRE(sample.map.clean_size() == size);
  for (std::uint32_t begin = 0; begin < size; ++begin)
    for (std::uint32_t end = begin + 1; end <= size; ++end) {
      auto const got = sample.map.to_raw({begin, end});
      CHECK(got.begin == sample.raw_of[begin].begin);
      CHECK(got.end == sample.raw_of[end - 1].end);
    }
}

TEST_CASE("a part of a map says the same of its bytes as the whole", "[corpus][property]") {
  auto const sample = random_map(static_cast<unsigned>(GENERATE(range(0, 100))));
  auto const size = sample.map.clean_size();
  for (std::uint32_t begin = 0; begin < size; begin += 3) {
    auto const base = sample.raw_of[begin].begin;
    auto const part = sample.map.part({begin, size}, base);
    for (std::uint32_t at = begin; at < size; ++at) {
      auto const whole = sample.map.to_raw({at, at + 1});
      auto const got = part.to_raw({at - begin, at - begin + 1});
      CHECK(got.begin + base == whole.begin);
      CHECK(got.end + base == whole.end);
    }
  }
}

TEST_CASE("an offset map comes back from its bytes", "[corpus][property]") {
  auto const map = random_map(static_cast<unsigned>(GENERATE(range(0, 200)))).map;
  std::string bytes;
  map.encode(bytes);
  bytes += "rest";
  std::string_view in = bytes;
  auto const got = OffsetMap::decode(in);
  REQUIRE(got.has_value());
  CHECK(*got == map);
  CHECK(in == "rest");
}

TEST_CASE("damaged offset maps are refused, never trusted", "[corpus][property]") {
  std::mt19937 random(static_cast<unsigned>(GENERATE(range(0, 200))));
  std::string bytes(random() % 24, '\0');
  for (auto& c : bytes) c = static_cast<char>(random());
  std::string_view in = bytes;
  auto const got = OffsetMap::decode(in);
  if (got.has_error())
    CHECK(got.error().code == Errc::schema);
  else
    for (auto const& run : got->runs()) CHECK(run.clean_size > 0);
}
