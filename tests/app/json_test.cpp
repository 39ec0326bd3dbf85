#include "tests/app/home.hpp"

#include <set>

using namespace smallprint;
using test::Json;

namespace {

using Names = std::set<std::string>;

Names keys(Json const& object) {
  Names out;
  for (auto const& [key, value] : object.items()) out.insert(key);
  return out;
}

void check_quote(Json const& quote) {
  CHECK(keys(quote) == Names{"document", "clause", "quote", "start", "end", "version_date", "snapshot", "heading",
                             "lead_in", "stance", "rule", "key", "fragment", "deciding"});
  CHECK(quote["end"].get<std::size_t>() - quote["start"].get<std::size_t>() ==
        quote["quote"].get<std::string>().size());
  CHECK(quote["snapshot"].get<std::string>().size() == 64);
  CHECK(quote["key"].get<std::string>().size() == 32);
  for (auto const& span : quote["deciding"]) {
    REQUIRE(span.size() == 2);
    CHECK(span[0] < span[1]);
    CHECK(span[1] <= quote["quote"].get<std::string>().size());
  }
}

void check_answer(Json const& answer) {
  CHECK(keys(answer) == Names{"provider", "verdict", "conflict", "value", "confidence", "topic", "evidence", "nearest",
                              "searched", "caveats"});
  auto const verdict = answer["verdict"].get<std::string>();
  CHECK(Names{"restricted", "conditional", "permitted", "required", "silent", "not-captured"}.contains(verdict));
  CHECK(answer["conflict"].is_boolean());
  CHECK((answer["value"].is_null() || answer["value"].is_string()));
  CHECK((answer["confidence"] >= 0 && answer["confidence"] <= 1));
  CHECK(keys(answer["searched"]) ==
        Names{"documents", "clauses", "types", "not_captured", "incorporated", "unsupported"});
  for (auto const& quote : answer["evidence"]) check_quote(quote);
  for (auto const& quote : answer["nearest"]) check_quote(quote);
  auto const says_nothing = verdict == "silent" || verdict == "not-captured";
  CHECK(answer["evidence"].empty() == says_nothing);
  if (!says_nothing) CHECK(answer["nearest"].empty());
}

}  // namespace

TEST_CASE("ask and compare print answers in the documented shape", "[app]") {
  auto const& home = test::sample_home();
  auto const matrix = home.json({"compare"});
  CHECK(keys(matrix) == Names{"providers", "topics", "answers"});
  CHECK(matrix["providers"] == Json::array({"Brambleforge", "Ostrovia Canvas", "Quillmere", "Tallowby Voice"}));
  CHECK(matrix["answers"].size() == matrix["providers"].size() * matrix["topics"].size());
  for (auto const& topic : matrix["topics"]) CHECK(keys(topic) == Names{"id", "title", "question"});
  for (auto const& answer : matrix["answers"]) check_answer(answer);

  auto const free = home.json({"ask", "May I keep a parrot in the office of the service?"}, 1);
  for (auto const& answer : free) {
    check_answer(answer);
    CHECK(answer["topic"].is_null());
  }
  auto const lines = test::lines(home.run({"ask", "--topic", "resell-access", "--format", "jsonl"}).out);
  CHECK(Json(lines) == home.json({"ask", "--topic", "resell-access"}));
}

TEST_CASE("search prints results in the documented shape", "[app]") {
  auto const& home = test::sample_home();
  auto const found = home.json({"search", "must OR may", "--limit", "5"});
  CHECK(keys(found) == Names{"total", "relaxed", "not_captured", "results"});
  CHECK(found["results"].size() == 5);
  CHECK(found["total"] > 5);
  for (auto const& hit : found["results"]) {
    CHECK(keys(hit) == Names{"citation", "provider", "document", "clause", "score", "snippet", "heading", "lead_in",
                             "quote", "start", "end", "version_date", "snapshot", "key"});
  }
  auto const rest = home.json({"search", "must OR may", "--limit", "5", "--offset", "3"});
  CHECK(rest["results"][0] == found["results"][3]);
}

TEST_CASE("show and history print the documented shapes", "[app]") {
  auto const& home = test::sample_home();
  auto const clause = home.json({"show", "Quillmere/Terms of Service#2.4", "--provisions", "--neighbours", "1"});
  CHECK(clause["before"].size() == 1);
  CHECK(clause["after"].size() == 1);
  REQUIRE(clause["provisions"].size() >= 1);
  CHECK(clause["provisions"].back()["modality"] == "permission");
  for (auto const& change : home.json({"history", "--provider", "Quillmere", "--topic", "share-output-publicly"})) {
    CHECK(keys(change) == Names{"date", "before", "after"});
    check_answer(change["before"]);
    check_answer(change["after"]);
  }
  for (auto const& step : home.json({"history", "--provider", "Brambleforge", "--document", "Developer Terms"})) {
    CHECK(keys(step) == Names{"date", "kind", "state", "clauses", "added", "removed", "snapshot"});
  }
}

TEST_CASE("an answer changes on the days that the samples' manual names", "[app]") {
  auto const& home = test::sample_home();
  auto const changed = [&](std::string const& provider, std::string const& topic, std::string const& day) {
    for (auto const& change : home.json({"history", "--provider", provider, "--topic", topic}))
      if (change["date"].get<std::string>().starts_with(day))
        return change["before"]["verdict"].get<std::string>() + " to " + change["after"]["verdict"].get<std::string>();
    return std::string("no change");
  };
  CHECK(changed("Quillmere", "share-output-publicly", "2025-10-14") == "restricted to conditional");
  CHECK(changed("Brambleforge", "provider-trains-on-content", "2025-03-15").ends_with(" to restricted"));
}
