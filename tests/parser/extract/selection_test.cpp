#include "parser/extract/selection.hpp"

#include "tests/parser/extract/pages.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace smallprint;
using corpus::RangeSelector;
using test::declared;
using test::extract;

namespace {

std::string const page = R"(<!doctype html><body>
  <header class="site"><p>Site</p></header>
  <div class="wrap"><h1 id="top">Terms</h1><p class="intro">Intro</p><section><h2 id="one">One</h2><p>First</p></section></div>
  <div class="wrap"><h2 id="two">Two</h2><p>Second</p><p class="last">Last</p></div>
  <footer><p>Foot</p></footer>)";

std::string taken(std::vector<corpus::Selector> select, std::vector<corpus::Selector> remove = {}) {
  auto const got = extract(page, declared(std::move(select), std::move(remove)));
  return got ? got->text : "error: " + got.error().message;
}

}  // namespace

TEST_CASE("selectors take what they match, in their order and once", "[parser][extract]") {
  using S = std::string;
  CHECK(taken({S(".wrap > p")}) == "Intro\n\nSecond\n\nLast");
  CHECK(taken({S(".last"), S("#top")}) == "Last\n\nTerms\n=====");
  CHECK(taken({S("h2, h1")}) == "Terms\n=====\n\nOne\n---\n\nTwo\n---");
  CHECK(taken({S("section"), S("section p")}) == "One\n---\n\nFirst");
  CHECK(taken({S("section p"), S("section")}) == "One\n---\n\nFirst");
  CHECK(taken({S("body")}, {S("header, footer"), S("section"), S("h1,h2")}) == "Intro\n\nSecond\n\nLast");
}

TEST_CASE("ranges take what stands between their ends", "[parser][extract]") {
  auto const [range, text] = GENERATE(table<RangeSelector, char const*>({
      {{".intro", false, "#two", false}, "Intro\n\nOne\n---\n\nFirst"},
      {{".intro", true, "#two", true}, "One\n---\n\nFirst\n\nTwo\n---"},
      {{"#one", true, ".last", false}, "First\n\nTwo\n---\n\nSecond"},
      {{"#two", false, ".last", true}, "Two\n---\n\nSecond\n\nLast"},
      {{".wrap", false, "section", false}, "Terms\n=====\n\nIntro"},
  }));
  CAPTURE(parser::to_string(corpus::Selector(range)));
  CHECK(taken({range}) == text);
}

TEST_CASE("ranges take out what stands between their ends", "[parser][extract]") {
  CHECK(taken({std::string("body")}, {RangeSelector{"#one", false, "#two", true},
                                      RangeSelector{"body > *", false, "#top", false}, std::string("footer")}) ==
        "Terms\n=====\n\nIntro\n\nSecond\n\nLast");
}

TEST_CASE("what matches nothing is said", "[parser][extract]") {
  CHECK(taken({std::string("#nowhere")}) == "error: nothing on the page matches #nowhere");
  CHECK(taken({RangeSelector{"#top", false, "#nowhere", false}})
            .starts_with("error: nothing on the page matches startBefore"));
  auto const some =
      extract(page, declared({std::string("#nowhere"), std::string("h1")}, {std::string(".gone")})).value();
  REQUIRE(some.notes.size() == 2);
  CHECK(some.notes[0] == "remove: nothing matches .gone");
  CHECK(some.notes[1] == "select: nothing matches #nowhere");
  CHECK(extract("<main><img></main>").error().message == "what the selectors match has no words");
}

TEST_CASE("the selectors that declarations use are known", "[parser][extract]") {
  auto const selector =
      GENERATE("main", "#top", ".wrap", "div.wrap", "[class^=wra]", "[class$=\"rap\"]", "[class*='ra']",
               "h1:first-child", ".wrap:nth-child(3)", "p:not(.intro)", "div:has(> h1)", "h1 + p", "h1 ~ p",
               "p:last-of-type", ".wrap p:nth-of-type(1)", "body > *:not(header):not(footer)", "[id='one']",
               "section > h2[id]", "p:last-child", "h1:empty, p", "p:is(.intro, .last)", ".wrap > :where(h1, h2)");
  std::string const html = "<main></main>" + page;
  auto const got = extract(html, declared({std::string(selector)}));
  CAPTURE(selector);
  if (std::string(selector) == "main")
    CHECK(got.error().code == corpus::Errc::not_found);
  else
    CHECK(got.has_value());
}

TEST_CASE("what is no selector is an error that shows it", "[parser][extract]") {
  auto const selector = GENERATE("p[", ":::", "p::before(", "div >", "!", "p:unknown-thing");
  auto const got = extract(page, declared({std::string(selector)}));
  CAPTURE(selector);
  REQUIRE(got.has_error());
  CHECK(got.error().code == corpus::Errc::syntax);
  CHECK(got.error().message.find(selector) != std::string::npos);
}
