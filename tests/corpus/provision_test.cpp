#include "corpus/provision.hpp"

#include "corpus/varint.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <random>

using namespace smallprint::corpus;

TEST_CASE("provisions come back from their bytes", "[corpus][property]") {
  std::mt19937 random(static_cast<unsigned>(GENERATE(range(0, 100))));
  auto const located = [&] {
    auto const begin = static_cast<std::uint32_t>(random() % 100000);
    return Located{static_cast<Field>(random() % 3), {begin, begin + static_cast<std::uint32_t>(random() % 500)}};
  };
  std::vector<Provision> provisions(random() % 5);
  for (auto& p : provisions) {
    p.modality = static_cast<Modality>(random() % 8);
    p.bearer = static_cast<Bearer>(random() % 5);
    p.cue = located();
    p.act = located();
    p.sentence = located();
    for (auto n = random() % 4; n > 0; --n)
      p.qualifiers.push_back({static_cast<Qualifier::Kind>(random() % 5), located()});
    p.rule = std::string(random() % 20, 'r');
  }
  auto const bytes = encode(provisions);
  auto const got = decode_provisions(bytes);
  REQUIRE(got.has_value());
  CHECK(encode(*got) == bytes);
  REQUIRE(got->size() == provisions.size());
  for (std::size_t i = 0; i < provisions.size(); ++i) {
    CHECK((*got)[i].modality == provisions[i].modality);
    CHECK((*got)[i].act == provisions[i].act);
    CHECK((*got)[i].rule == provisions[i].rule);
  }
}

TEST_CASE("foreign bytes are not provisions", "[corpus][property]") {
  std::mt19937 random(static_cast<unsigned>(GENERATE(range(0, 300))));
  std::string bytes(random() % 30, '\0');
  for (auto& c : bytes) c = static_cast<char>(random());
  auto const got = decode_provisions(bytes);
  if (got.has_error()) CHECK(got.error().code == Errc::schema);
}

TEST_CASE("a span beyond its bounds is damage", "[corpus]") {
  auto const bytes = [](std::uint64_t begin, std::uint64_t size) {
    std::string out;
    put_varint(out, 1);
    out += std::string("\1\1", 2);
    for (int i = 0; i < 5; ++i) {
      out.push_back('\0');
      put_varint(out, begin);
      put_varint(out, size);
    }
    return out + std::string(2, '\0');
  };
  CHECK(decode_provisions(bytes(4, 0xFFFFFFFFU - 4)).has_value());
  CHECK(decode_provisions(bytes(4, 0xFFFFFFFFU - 3)).has_error());
  CHECK(decode_provisions(bytes(~std::uint64_t{0}, 2)).has_error());  // wraps around to 1
  CHECK(decode_provisions(bytes(2, ~std::uint64_t{0})).has_error());
}

TEST_CASE("every modality and bearer has one name", "[corpus]") {
  for (int i = 0; i < 8; ++i) {
    Modality back{};
    REQUIRE(from_string(to_string(static_cast<Modality>(i)), back));
    CHECK(back == static_cast<Modality>(i));
  }
  Bearer bearer{};
  CHECK(from_string("third-party", bearer));
  CHECK(bearer == Bearer::third_party);
  CHECK_FALSE(from_string("nobody", bearer));
}
