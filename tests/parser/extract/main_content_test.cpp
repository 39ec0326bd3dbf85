#include "parser/extract/main_content.hpp"

#include "tests/parser/extract/pages.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

namespace {

std::string prose(std::string const& word, int sentences = 12) {
  std::string out;
  for (int i = 0; i < sentences; ++i) out += "You may use the " + word + " as these terms say, and not otherwise. ";
  return out;
}

std::string found(std::string const& body) {
  return test::extract("<!doctype html><html><body>" + body + "</body></html>", test::declared({})).value().text;
}

}  // namespace

TEST_CASE("the main part is found without selectors", "[parser][extract]") {
  auto const text = found(
      "<header><a href=/>Home</a><nav><a href=/a>Products</a><a href=/b>Pricing</a></nav></header>"
      "<div class='page-with-sidebar'><div class='sidebar'><a href=/c>Privacy</a><a href=/d>Cookies</a></div>"
      "<div class='legal-body'><h1>Terms of Use</h1><h2>1. Use</h2><p>" +
      prose("service") + "</p><h2>2. Output</h2><p>" + prose("output") +
      "</p></div></div>"
      "<div class='cookie-banner'><p>We use cookies.</p><button>Accept all</button></div>"
      "<footer><a href=/e>Careers</a> © Acme</footer>");
  CHECK(text.starts_with("Terms of Use\n============\n\n1\\. Use"));
  CHECK(text.find("the output") != std::string::npos);
  for (auto const* noise : {"Products", "Cookies", "We use cookies", "Careers", "Home"})
    CHECK(text.find(noise) == std::string::npos);
}

TEST_CASE("sections stay, whatever they are called and however hidden", "[parser][extract]") {
  auto const text = found("<main><h1>Privacy</h1><section id=sharing><h2>Sharing</h2><p>" + prose("data", 3) +
                          "</p></section><section class=cookies hidden><h2>Cookies</h2><p>" + prose("cookie", 3) +
                          "</p></section><section><h2>All</h2><p>" + prose("rest", 40) + "</p></section></main>");
  CHECK(text.find("Sharing\n-------") != std::string::npos);
  CHECK(text.find("the cookie") != std::string::npos);
  CHECK(text.find("the rest") != std::string::npos);
}

TEST_CASE("a heading outside the main part is put before it", "[parser][extract]") {
  CHECK(found("<div class=hero><h1>Usage Policy</h1></div><main><p>" + prose("model") + "</p></main>")
            .starts_with("Usage Policy\n============\n\nYou may use the model"));
}

TEST_CASE("a page without words is an error", "[parser][extract]") {
  auto const empty = test::extract("<body><div id=root></div><script>app()</script></body>", test::declared({}));
  REQUIRE(empty.has_error());
  CHECK(empty.error().code == corpus::Errc::not_found);
  CHECK(empty.error().message == "the page has no words");
}
