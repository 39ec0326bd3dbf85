#include "query/quote_frame.hpp"
#include "tests/fakes/query_world.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace smallprint;

namespace {

/// Quotes clause `at` of a document whole, widened.
std::string framed(std::vector<test::Line> const& lines, std::size_t at) {
  test::World world;
  corpus::Source source;
  source.authority = "Acme";
  source.document_type = "Terms of Service";
  world.add(source, "2025-01-01", lines);
  auto const current = world.store().current("").at(0);
  auto const clauses = world.store().occurrences(current.version.id).value();
  auto const version = world.texts.text(current.version.sha256).value();
  query::ClauseReader reader(world.store());
  auto const frame = query::frame_quote({version, clauses, at}, clauses.at(at).raw, reader);
  REQUIRE(frame.span.begin <= clauses.at(at).raw.begin);
  REQUIRE(frame.span.end >= clauses.at(at).raw.end);
  REQUIRE(frame.span.end <= version.size());
  return version.substr(frame.span.begin, frame.span.end - frame.span.begin);
}

std::string many(std::size_t words) {
  std::string out;
  for (std::size_t i = 0; i < words; ++i) out += (i == 0 ? "word" : " word");
  return out;
}

}  // namespace

TEST_CASE("an item is quoted with its lead-in where both are short", "[query]") {
  std::vector<test::Line> const lines{{"1", "You may not:"},
                                      {"(a)", "sell it;", "", "You may not:"},
                                      {"(b)", "rent it out to others;", "", "You may not:"}};
  CHECK(framed(lines, 2) == "You may not:\n\n(a) sell it;\n\n(b) rent it out to others;");
}

TEST_CASE("an item far from its lead-in takes its neighbours", "[query]") {
  std::vector<test::Line> const lines{
      {"1", "You may not:"},
      {"(a)", many(58) + ";", "", "You may not:"},
      {"(b)", "rent it out;", "", "You may not:"},
      {"(c)", "lend it to anybody at all for any time and any purpose;", "", "You may not:"}};
  CHECK(framed(lines, 2) == "rent it out;\n\n(c) lend it to anybody at all for any time and any purpose;");
}

TEST_CASE("a lead-in takes the items that fit", "[query]") {
  std::vector<test::Line> const lines{
      {"1", "You may:"}, {"(a)", "read it;", "", "You may:"}, {"(b)", many(70), "", "You may:"}};
  CHECK(framed(lines, 0) == "You may:\n\n(a) read it;");
}

TEST_CASE("a sentence long enough stays as it is", "[query]") {
  std::vector<test::Line> const lines{{"1", many(30) + "."}, {"2", many(30) + "."}};
  CHECK(framed(lines, 1) == many(30) + ".");
}
