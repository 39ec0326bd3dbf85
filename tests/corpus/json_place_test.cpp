#include "corpus/json_place.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint::corpus;

namespace {

constexpr std::string_view json = R"({
  "name": "Acme \"AI\"",
  "terms": {
    "Terms of Service": {"fetch": "https://a.example/", "select": ["main", {"startBefore": "#a"}]},
    "Privacy": null
  }
})";

std::string_view at(JsonPath const& path, bool key = false) {
  return json.substr(json_place(json, path, key), 9);
}

}  // namespace

TEST_CASE("a value's place in JSON is found by its path", "[corpus]") {
  CHECK(at({}).starts_with("{\n"));
  CHECK(at({"name"}) == "\"Acme \\\"A");
  CHECK(at({"terms", "Terms of Service", "fetch"}) == "\"https://");
  CHECK(at({"terms", "Terms of Service", "select", 1UL}) == "{\"startBe");
  CHECK(at({"terms", "Terms of Service", "select", 1UL, "startBefore"}).starts_with("\"#a\""));
  CHECK(at({"terms", "Privacy"}).starts_with("null"));
  CHECK(at({"terms", "Privacy"}, true) == "\"Privacy\"");
}

TEST_CASE("a path that leads nowhere gives the place that it reached", "[corpus]") {
  CHECK(at({"terms", "Terms of Service", "select", 7UL}) == at({"terms", "Terms of Service", "select"}));
  CHECK(at({"nothing"}) == at({}));
}

TEST_CASE("an offset has a line and a column", "[corpus]") {
  auto const place = line_column(json, json_place(json, {"terms", "Privacy"}));
  CHECK(place.line == 5);
  CHECK(place.column == 16);
  CHECK(line_column("", 0).line == 1);
  CHECK(line_column("a\n", 2).line == 2);
}

TEST_CASE("depth is counted outside strings", "[corpus]") {
  CHECK(json_depth(R"({"a": [[1], "]]["]})") == 3);
  CHECK(json_depth("") == 0);
}
