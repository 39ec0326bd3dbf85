#include "parser/parser.hpp"
#include "tests/support/golden.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace smallprint;

namespace {

corpus::Document read(std::string const& folder) {
  namespace fs = std::filesystem;
  for (auto const& [name, type] :
       {std::pair{"input.md", corpus::MediaType::markdown}, std::pair{"input.html", corpus::MediaType::html},
        std::pair{"input.txt", corpus::MediaType::text}})
    if (auto const path = fs::path(folder) / name; fs::exists(path))
      return parser::read_document(tests::read_file(path), type, path.string()).value();
  FAIL("no input in " << folder);
  return {};
}

/// One line each: label | heading path | lead-ins | text
std::string show(corpus::Document const& document, std::vector<corpus::Clause> const& clauses) {
  std::string out;
  for (auto const& clause : clauses) {
    std::string headings;
    std::string lead_ins;
    for (auto const& heading : clause.headings) headings += (headings.empty() ? "" : " > ") + heading;
    for (auto const lead : clause.lead_ins)
      lead_ins += (lead_ins.empty() ? "" : " + ") + std::string(slice(document.text, lead));
    out += fmt::format("{} | {} | {} | {}\n", clause.label, headings, lead_ins, slice(document.text, clause.text));
  }
  return out;
}

}  // namespace

TEST_CASE("documents are cut into the expected clauses", "[parser][golden]") {
  auto const folder = GENERATE(from_range(tests::golden_cases("clauses")));
  CAPTURE(folder);
  auto const document = read(folder);
  auto const actual = show(document, parser::split_clauses(document));
  CHECK(actual == tests::golden_expected(folder, actual));
}

TEST_CASE("the golden folder is not empty", "[parser][golden]") {
  CHECK(tests::golden_cases("clauses").size() >= 40);
}
