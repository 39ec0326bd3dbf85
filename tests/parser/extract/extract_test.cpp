#include "parser/extract/extract.hpp"

#include "tests/parser/extract/pages.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace smallprint;
using test::declared;
using test::extract;

TEST_CASE("a page's encoding is found, whoever lies about it", "[parser][extract]") {
  auto const [bytes, content_type] = GENERATE(table<std::string, char const*>({
      {"<main>Gesch\xC3\xA4"
       "ft f\xC3\xBCr \xC3\xBC"
       "ber</main>",
       "text/html; charset=utf-8"},
      {"<main>Gesch\xC3\xA4"
       "ft f\xC3\xBCr \xC3\xBC"
       "ber</main>",
       "text/html; charset=iso-8859-1"},  // the header lies
      {"<meta charset=latin1><main>Gesch\xC3\xA4"
       "ft f\xC3\xBCr \xC3\xBC"
       "ber</main>",
       ""},  // the page lies
      {"<main>Gesch\xE4"
       "ft f\xFCr \xFC"
       "ber</main>",
       "text/html; charset=iso-8859-1"},
      {"<meta charset=windows-1252><main>Gesch\xE4"
       "ft f\xFCr \xFC"
       "ber</main>",
       "text/html"},
      {"<main>Gesch\xE4"
       "ft f\xFCr \xFC"
       "ber</main>",
       "text/html; charset=utf-8"},  // it cannot be what it says
  }));
  CAPTURE(bytes, content_type);
  CHECK(extract(bytes, declared(), content_type).value().text == "Geschäft für über");
}

TEST_CASE("filters change the page before its text is taken", "[parser][extract]") {
  using P = std::vector<std::pair<std::string, std::string>>;
  auto const with = [](std::string const& html, std::string name, P parameters) {
    auto declaration = declared();
    declaration.filters.push_back({std::move(name), std::move(parameters)});
    auto const got = extract("<main>" + html + "</main>", declaration).value();
    return got.notes.empty() ? got.text : got.notes.front();
  };
  CHECK(with("<a href='/x?h=1&b=2'>x</a>", "removeQueryParams", {{"", "h"}}) == "[x](https://acme.example/x?b=2)");
  CHECK(with("<div><p>Updated 3 days ago</p><p>Stay</p></div>", "removeElementsByText",
             {{"selector", "p"}, {"text", "updated 3"}}) == "Stay");
  CHECK(with("<p>Stay</p><div><h2>Related</h2><p>No</p></div><p>Nor this</p>", "removeElementsAfterText",
             {{"text", "Related"}, {"selector", "h2"}}) == "Stay");
  CHECK(with("<a href='/x'>word</a>", "unwrapLinks", {}) == "word");
  CHECK(with("<p>a <a href='/share/1'>Share</a></p>", "removeLinksTo", {{"prefix", "https://acme.example/share"}}) ==
        "a");
  CHECK(with("<p>a<img src=x alt=y></p>", "removeImages", {}) == "a");
  CHECK(with("<p>old old</p>", "replaceText", {{"pattern", "old"}, {"with", "new"}}) == "new new");
  CHECK(with("<p>x</p><h2> <b></b></h2>", "removeEmptyElements", {}) == "x");
  CHECK(with("x", "replaceText", {}) == "filter replaceText: needs the parameter \"pattern\"");
  CHECK(with("x", "removeImages", {{"colour", "red"}}) == "filter removeImages: has no parameter \"colour\"");
  CHECK(with("x", "removeElementsByText", {{"text", "x"}, {"selector", "p["}}).starts_with("filter p[:"));
}

TEST_CASE("addresses that are hidden from robots are shown", "[parser][extract]") {
  // "me@a.example" behind the key 0x2A
  std::string hex = "2a";
  for (char const c : std::string("me@a.example")) {
    constexpr char digits[] = "0123456789abcdef";
    auto const byte = static_cast<unsigned char>(c) ^ 0x2A;
    hex += digits[byte >> 4];
    hex += digits[byte & 15];
  }
  CHECK(extract("<main>Write to <a href='/cdn-cgi/l/email-protection#" + hex + "'><span data-cfemail='" + hex +
                "'>[email&nbsp;protected]</span></a></main>")
            .value()
            .text == "Write to [me@a.example](mailto:me@a.example)");
  CHECK(extract("<main>a <span data-cfemail='zz'>hidden</span></main>").value().text == "a hidden");
}

TEST_CASE("links are resolved against the page's own base", "[parser][extract]") {
  CHECK(extract("<head><base href='/docs/en/'></head><body><main><a href='x'>x</a></main>").value().text ==
        "[x](https://acme.example/docs/en/x)");
}

TEST_CASE("what a page is, is told by its bytes first", "[parser][extract]") {
  using parser::page_kind;
  using parser::PageKind;
  CHECK(page_kind("%PDF-1.7 ...", "text/html", "https://a.example/x") == PageKind::pdf);
  CHECK(page_kind("<!DOCTYPE html><p>", "application/octet-stream", "https://a.example/x") == PageKind::html);
  CHECK(page_kind("# Terms\n", "text/markdown", "https://a.example/x") == PageKind::markdown);
  CHECK(page_kind("Terms", "text/plain; charset=utf-8", "https://a.example/x") == PageKind::text);
  CHECK(page_kind("Terms", "", "https://a.example/x.txt?y") == PageKind::text);
  CHECK(page_kind("\x89PNG", "image/png", "https://a.example/x") == PageKind::unknown);
  auto const picture = extract("\x89PNG....", declared(), "image/png");
  REQUIRE(picture.has_error());
  CHECK(picture.error().message == "\"image/png\" is neither HTML, PDF, DOCX, Markdown nor text");
}

TEST_CASE("plain text keeps its words and lines", "[parser][extract]") {
  CHECK(extract("1. You *may* use\r\n# it", declared({}), "text/plain").value().text ==
        "1\\. You \\*may\\* use\n\\# it");
}

TEST_CASE("limits are named", "[parser][extract]") {
  parser::ExtractLimits limits;
  limits.bytes = 10;
  auto const page = std::string("<main>too long a page</main>");
  CHECK(parser::extract_page(page, "", declared(), test::shipped_rules(), limits).error().code ==
        corpus::Errc::too_large);
  limits = {};
  limits.text = 20;
  std::string html = "<main>";
  for (int i = 0; i < 100; ++i) html += "<p>words words</p>";
  auto const got = parser::extract_page(html, "text/html", declared(), test::shipped_rules(), limits);
  REQUIRE(got.has_error());
  CHECK(got.error().message == "more than 20 bytes of text");
}
