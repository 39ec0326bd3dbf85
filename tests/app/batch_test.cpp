#include "tests/app/home.hpp"

using namespace smallprint;
using test::Json;

namespace {

/// A file of lines, good ones among garbage.
std::string const mixed = R"({"id":"a","text":"Must disputes be arbitrated?","provider":"Quillmere"})"
                          "\n"
                          "\n"
                          "{not json\n"
                          R"({"id":"b"})"
                          "\n"
                          R"({"id":"c","text":7})"
                          "\n"
                          R"({"id":"d","text":"x","provider":"Quilmere"})"
                          "\n"
                          R"({"id":"e","text":"x","provider":["Quillmere"]})"
                          "\n"
                          "[1,2]\n"
                          "\xFF\xFE\n"
                          R"({"id":{"deep":[1]},"text":"From what age?","provider":null})"
                          "\r\n"
                          R"({"id":9,"text":"Which law governs?","provider":"tallowby voice"})";

std::string error_of(Json const& line) {
  return line.value("error", "");
}

}  // namespace

TEST_CASE("a bad line of a batch is answered with its error, and the rest goes on", "[app]") {
  auto const got = test::sample_home().run({"ask", "--batch", "-"}, mixed);
  CHECK(got.exit == 3);
  CHECK(got.err.empty());
  auto const out = test::lines(got.out);
  REQUIRE(out.size() == 13);  // the line without a provider gives one for each of the four
  CHECK((out[0]["id"] == "a" && out[0]["verdict"] == "required" && out[0]["provider"] == "Quillmere"));
  CHECK((out[1]["id"].is_null() && error_of(out[1]) == "-:3: expected a JSON object"));
  CHECK((out[2]["id"] == "b" && error_of(out[2]) == "-:4: expected a string \"text\""));
  CHECK((out[3]["id"] == "c" && error_of(out[3]) == "-:5: expected a string \"text\""));
  CHECK(out[4]["id"] == "d");
  CHECK(error_of(out[4]) == "Quilmere: no such provider in the index; did you mean \u201CQuillmere\u201D?");
  CHECK((out[5]["id"] == "e" && error_of(out[5]) == "-:7: expected a string \"provider\""));
  CHECK(error_of(out[6]) == "-:8: expected a JSON object");
  CHECK(error_of(out[7]) == "-:9: expected a JSON object");
  for (std::size_t i = 8; i < 12; ++i) CHECK(out[i]["id"] == Json::parse(R"({"deep":[1]})"));
  CHECK((out[12]["id"] == 9 && out[12]["provider"] == "Tallowby Voice"));
}

TEST_CASE("a batch says the same whatever number of threads answers it", "[app]") {
  std::string lines;
  for (auto const* text : {"Must disputes be arbitrated?", "From what age?", "May I share my account?",
                           "Are cakes free?", "Which law governs?", "May I scrape the site?", "Who owns the output?"})
    for (auto const* rest : {"}", R"(,"provider":"Quillmere"})", R"(,"provider":"nobody"})", ""})
      lines += std::string(R"({"id":"x","text":")") + text + '"' + rest + "\n\n";
  auto const one = test::sample_home().run({"ask", "--batch", "-", "--jobs", "1"}, lines);
  CHECK(one.exit == 3);
  CHECK(test::lines(one.out).size() == 7 * (4 + 1 + 1 + 1));
  for (auto const* jobs : {"2", "5", "64"}) {
    auto const many = test::sample_home().run({"ask", "--batch", "-", "--jobs", jobs}, lines);
    CHECK(many.exit == 3);
    CHECK(many.out == one.out);
    CHECK(many.err.empty());
  }
}

TEST_CASE("a batch of good lines ends well, with an answer as ask gives it", "[app]") {
  auto const& home = test::sample_home();
  auto const got =
      home.run({"ask", "--batch", "-", "--topic", "minimum-age"}, R"({"id":1,"text":"","provider":"Quillmere"})");
  CHECK(got.exit == 0);
  auto line = test::lines(got.out).at(0);
  line.erase("id");
  CHECK(line == home.json({"ask", "--topic", "minimum-age", "--provider", "Quillmere"}).at(0));
  CHECK(home.run({"ask", "--batch", "-"}).out.empty());
}

TEST_CASE("a line of a batch has at most 1 MiB", "[app]") {
  auto const line = [](std::size_t letters) { return R"({"id":1,"text":")" + std::string(letters, 'a') + "\"}\n"; };
  auto const got = test::sample_home().run({"ask", "--batch", "-"}, line(1 << 20) + line(10));
  CHECK(got.exit == 3);
  auto const out = test::lines(got.out);
  REQUIRE(out.size() == 5);
  CHECK(error_of(out[0]) == "-:1: a line has at most 1 MiB");
}

TEST_CASE("a batch of searches answers each line", "[app]") {
  auto const got = test::sample_home().run(
      {"search", "--batch", "-", "--limit", "2"},
      "{\"id\":\"s\",\"text\":\"reverse engineer\"}\n{\"id\":\"t\",\"text\":\"a AND (\"}\n{\"id\":\"u\"}\nx\n"
      "{\"id\":\"v\",\"text\":\"zeppelin\"}\n");
  CHECK(got.exit == 3);
  auto const out = test::lines(got.out);
  REQUIRE(out.size() == 5);
  CHECK((out[0]["id"] == "s" && out[0]["results"].size() == 2));
  CHECK(error_of(out[1]).starts_with("expected a word"));
  CHECK(error_of(out[2]) == "-:3: expected a JSON object with a string \"text\"");
  CHECK(error_of(out[3]) == "-:4: expected a JSON object with a string \"text\"");
  CHECK((out[4]["id"] == "v" && out[4]["results"].empty()));
}
