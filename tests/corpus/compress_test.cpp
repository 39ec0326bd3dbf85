#include "corpus/compress.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <random>

using namespace smallprint;
using corpus::compress;
using corpus::decompress;
using corpus::Errc;

namespace {

std::string noise(std::mt19937& random, std::size_t size) {
  std::string out(size, '\0');
  for (auto& c : out) c = static_cast<char>(random());
  return out;
}

}  // namespace

TEST_CASE("bytes come back, with and without a base", "[corpus]") {
  std::mt19937 random(GENERATE(1u, 2u, 3u, 4u));
  for (auto const size : {0u, 1u, 2u, 100u, 70'000u, 1'500'000u}) {
    auto const bytes = noise(random, size);
    auto near = bytes;
    if (!near.empty()) near[near.size() / 2] = static_cast<char>(near[near.size() / 2] ^ 1);
    CHECK(decompress(compress(bytes)).value() == bytes);
    CHECK(decompress(compress(bytes, near), near).value() == bytes);
    CHECK(decompress(compress(bytes, "short"), "short").value() == bytes);
    CHECK(decompress(compress({}, bytes), bytes).value().empty());
    CHECK(compress(bytes, near).size() < 400);  // the difference, not the noise
  }
}

TEST_CASE("damage and greed are errors", "[corpus]") {
  std::mt19937 random(5);
  auto const packed = compress(std::string(10'000, 'a') + noise(random, 1000));
  CHECK(decompress(packed, {}, 11'000).has_value());
  auto const greedy = decompress(packed, {}, 10'999);
  REQUIRE(greedy.has_error());
  CHECK(greedy.error().code == Errc::too_large);
  CHECK(greedy.error().message == "it claims 11000 bytes, the limit is 10999");
  CHECK(decompress("").error().message == "its first bytes are not those of a zstd frame with a size");
  CHECK(decompress(packed.substr(0, packed.size() - 1)).error().code == Errc::io);

  for (int i = 0; i < 3000; ++i) {  // whatever comes, no crash and no more than the limit
    auto bad = packed;
    bad[random() % bad.size()] = static_cast<char>(random());
    if (random() % 4 == 0) bad.resize(random() % bad.size());
    auto const got = decompress(bad, {}, 20'000);
    CHECK((!got || got->size() <= 20'000));
  }
}
