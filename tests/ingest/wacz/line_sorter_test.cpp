#include "ingest/wacz/line_sorter.hpp"

#include "tests/ingest/workbench.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <random>

using namespace smallprint;
using ingest::wacz::LineSorter;

TEST_CASE("lines come back in the order of their bytes, however little is held", "[ingest][wacz]") {
  auto const memory = GENERATE(std::size_t{1}, std::size_t{500}, std::size_t{3000}, std::size_t{16} << 20);
  test::Folder folder;
  LineSorter sorter(folder.path(), memory);
  std::mt19937 random(2);
  std::vector<std::string> lines{"", "b ", "b", "\xC3\xA9", "a\tb"};
  for (int i = 0; i < 200; ++i) lines.push_back("line " + std::to_string(random() % 1000));
  for (auto const& line : lines) REQUIRE(sorter.add(line).has_value());
  std::vector<std::string> sorted;
  REQUIRE(sorter
              .each([&](std::string_view line) -> corpus::Result<void> {
                sorted.emplace_back(line);
                return {};
              })
              .has_value());
  std::sort(lines.begin(), lines.end());
  CHECK(sorted == lines);
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("a folder that cannot take the lines is named", "[ingest][wacz]") {
  LineSorter sorter("/nonexistent", 1);
  auto const added = sorter.add("a");
  REQUIRE(added.has_error());
  CHECK(added.error().source == "/nonexistent");
  CHECK(added.error().message == "the index cannot be sorted there: No such file or directory");
}

TEST_CASE("the first failure ends the reading", "[ingest][wacz]") {
  auto const memory = GENERATE(std::size_t{1}, std::size_t{1000});
  test::Folder folder;
  LineSorter sorter(folder.path(), memory);
  for (auto const* line : {"b", "a", "c"}) REQUIRE(sorter.add(line).has_value());
  int seen = 0;
  auto const done = sorter.each([&](std::string_view) -> corpus::Result<void> {
    if (++seen == 2) return corpus::Error{corpus::Errc::io, "out", 0, "full"};
    return {};
  });
  REQUIRE(done.has_error());
  CHECK(done.error().message == "full");
  CHECK(seen == 2);
}
