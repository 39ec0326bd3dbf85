#include "ingest/wacz/gzip_writer.hpp"

#include "tests/ingest/wacz/reading.hpp"

#include <catch2/catch_test_macros.hpp>
#include <random>

using namespace smallprint;
using ingest::wacz::GzipWriter;

TEST_CASE("each member can be read by itself", "[ingest][wacz]") {
  std::string out;
  GzipWriter gzip([&](std::string_view bytes) -> corpus::Result<void> {
    out += bytes;
    return {};
  });
  std::mt19937 random(1);
  std::string noise(300'000, ' ');  // more than the writer holds at once
  for (auto& c : noise) c = static_cast<char>(random());
  REQUIRE(gzip.add(noise.substr(0, 1000)).has_value());
  REQUIRE(gzip.add(noise.substr(1000)).has_value());
  auto const first = gzip.end().value();
  REQUIRE(gzip.add(std::string(100'000, 'a')).has_value());
  auto const second = gzip.end().value();
  auto const third = gzip.end().value();
  CHECK(first + second + third == out.size());
  CHECK(gzip.size() == out.size());
  CHECK(second < 1000);
  CHECK(test::inflate_member(out) == std::pair(noise, std::size_t{first}));
  CHECK(test::inflate_member(std::string_view(out).substr(first)).first == std::string(100'000, 'a'));
  CHECK(test::inflate_member(std::string_view(out).substr(first + second)).first.empty());
  CHECK(out.substr(4, 4) == std::string(4, '\0'));  // no time
}

TEST_CASE("a sink that fails ends the writing", "[ingest][wacz]") {
  GzipWriter gzip([](std::string_view) -> corpus::Result<void> {
    return corpus::Error{corpus::Errc::io, "out.wacz", 0, "full"};
  });
  auto const added = gzip.add("a");  // the header of a member comes at once
  REQUIRE(added.has_error());
  CHECK(added.error().message == "full");
}
