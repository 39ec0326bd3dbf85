#include "corpus/declaration.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <filesystem>
#include <fstream>

using namespace smallprint::corpus;

namespace {

std::vector<std::string> const filters{"removeImages", "removeQueryParams", "removeElementsByText"};

DeclarationReading read(std::string_view json) {
  return parse_declaration(json, "Acme.json", filters).value();
}

}  // namespace

TEST_CASE("a declaration gives its documents in order", "[corpus][declaration]") {
  auto const reading = read(R"({
    "name": "Acme AI", "jurisdiction": "EU",
    "terms": {
      "Terms of Service": {"fetch": "https://acme.example/terms", "select": "main", "remove": [".nav", "img"],
                           "executeClientScripts": true, "tried": "2026-01-01"},
      "Privacy Policy": {
        "select": ["main", {"startAfter": "#a", "endBefore": "#b"}],
        "filter": ["removeImages", {"removeQueryParams": ["utm", "h"]},
                   {"removeElementsByText": {"selector": "p", "text": ["x", "y"]}}],
        "combine": [{"fetch": "https://acme.example/privacy/"},
                    {"fetch": "https://acme.example/en/cookies?lang=en#top", "select": "article", "remove": []}]
      }
    }})");
  CHECK(reading.problems.empty());
  REQUIRE(reading.service.documents.size() == 2);
  auto const& terms = reading.service.documents[0];
  CHECK(terms.type == "Terms of Service");
  CHECK(terms.jurisdiction == "EU");
  CHECK(terms.tried == "2026-01-01");
  REQUIRE(terms.pages.size() == 1);
  CHECK(terms.pages[0].execute_client_scripts);
  CHECK(terms.pages[0].remove.size() == 2);
  CHECK(terms.pages[0].part_name() == "terms");

  auto const& privacy = reading.service.documents[1];
  REQUIRE(privacy.pages.size() == 2);
  REQUIRE(privacy.pages[0].select.size() == 2);
  auto const& range = std::get<RangeSelector>(privacy.pages[0].select[1]);
  CHECK((range.start == "#a" && range.after_start && range.end == "#b" && !range.after_end));
  REQUIRE(privacy.pages[0].filters.size() == 3);
  CHECK(privacy.pages[0].filters[1].parameters.size() == 2);
  CHECK(privacy.pages[0].filters[2].parameters[2] == std::pair<std::string, std::string>{"text", "y"});
  CHECK(privacy.pages[0].part_name() == "privacy");
  CHECK(privacy.pages[1].part_name() == "en-cookies");
  REQUIRE(privacy.pages[1].select.size() == 1);
  CHECK(std::get<std::string>(privacy.pages[1].select[0]) == "article");
}

TEST_CASE("what is wrong in a declaration is named with line and column", "[corpus][declaration]") {
  auto const [json, line, column, error, part] =
      GENERATE(table<char const*, std::size_t, std::size_t, bool, char const*>({
          {"{\"name\": \"A\",\n \"terms\": {\n  \"T\": {\"select\": \"main\"}}}", 3, 8, true, "\"fetch\" is missing"},
          {"{\"name\": \"A\", \"terms\": {\"T\": {\"fetch\": \"ftp://a.example/\"}}}", 1, 40, true, "http"},
          {"{\"name\": \"A\", \"terms\": {\"T\": {\"fetch\": \"/terms\"}}}", 1, 40, true, "absolute"},
          {"{\"name\": \"A\", \"terms\": {\"T\": {\"fetch\": \"https://a.example/\",\n\"select\": 7}}}", 2, 11, true,
           "CSS"},
          {"{\"name\": \"A\", \"terms\": {\"T\": {\"fetch\": \"https://a.example/\",\n\"select\": {\"startBefore\": "
           "\"a\"}}}}",
           2, 11, true, "no end"},
          {"{\"name\": \"A\", \"terms\": {\"T\": {\"fetch\": \"https://a.example/\",\n\"filter\": [\"magic\"]}}}", 2,
           12, false, "no filter \"magic\""},
          {"{\"name\": \"A\", \"terms\": {\"T\": {\"fetch\": \"https://a.example/\",\n \"selekt\": \"main\"}}}", 2, 2,
           false, "\"selekt\""},
          {"{\"name\": \"A\", \"terms\": {\"T\": {\"combine\": []}}}", 1, 42, true, "combine"},
          {"{\"terms\": {}}", 1, 1, true, "name"},
          {"[]", 1, 1, true, "object"},
      }));
  CAPTURE(json);
  auto const reading = read(json);
  REQUIRE_FALSE(reading.problems.empty());
  auto const& problem = reading.problems.front();
  CHECK(problem.at.line == line);
  CHECK(problem.at.column == column);
  CHECK(problem.error == error);
  CHECK(problem.message.find(part) != std::string::npos);
  CHECK(reading.has_error() == error);
}

TEST_CASE("one broken document leaves the others standing", "[corpus][declaration]") {
  auto const reading = read(R"({"name": "A", "terms": {
    "Broken": {"fetch": 3},
    "Whole": {"fetch": "https://a.example/", "filter": ["magic", "removeImages"]}}})");
  REQUIRE(reading.service.documents.size() == 1);
  CHECK(reading.service.documents[0].type == "Whole");
  CHECK(reading.service.documents[0].pages[0].filters.size() == 1);
  CHECK(reading.has_error());
}

TEST_CASE("no JSON is an error with its place", "[corpus][declaration]") {
  auto const broken = parse_declaration("{\"name\": \"A\",\n  \"terms\" {}}", "Acme.json", filters);
  REQUIRE(broken.has_error());
  CHECK(broken.error().code == Errc::syntax);
  CHECK(broken.error().source.starts_with("Acme.json:2:"));
  CHECK(parse_declaration("", "a.json", filters).has_error());
  auto const deep = parse_declaration(std::string(100, '[') + std::string(100, ']'), "a.json", filters);
  REQUIRE(deep.has_error());
  CHECK(deep.error().code == Errc::too_large);
}

TEST_CASE("declarations of the past stand beside the present one", "[corpus][declaration]") {
  auto reading = read(R"({"name": "A", "terms": {"T": {"fetch": "https://a.example/now"}}})");
  REQUIRE(parse_declaration_history(R"({"T": [
      {"fetch": "https://a.example/second", "validUntil": "2024-05-01T00:00:00Z"},
      {"fetch": "https://a.example/first", "ValidUntil": "2023-05-01T00:00:00Z"}]})",
                                    "A.history.json", filters, reading)
              .has_value());
  REQUIRE(reading.service.history.size() == 2);
  CHECK(reading.service.history[0].pages[0].fetch == "https://a.example/first");
  CHECK(reading.service.history[1].valid_until == "2024-05-01T00:00:00Z");
  CHECK(reading.problems.empty());
}

TEST_CASE("every shipped declaration is sound", "[corpus][declaration]") {
  auto const files = declaration_files(std::filesystem::path(SMALLPRINT_SOURCE_DIR) / "corpus" / "sources").value();
  std::size_t services = 0;
  for (auto const& file : files) {
    CAPTURE(file.string());
    auto const reading = read_declaration(file, filters).value();
    CHECK_FALSE(reading.has_error());
    CHECK(reading.service.documents.size() >= 1);
    ++services;
  }
  CHECK(services >= 46);
}
