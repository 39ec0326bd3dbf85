#include "parser/extract/link_address.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace smallprint::parser;

TEST_CASE("a reference is resolved as RFC 3986 shows in section 5.4", "[parser][extract]") {
  // With http in the place of its "g:" example, whose scheme is none that is followed.
  auto const [reference, target] = GENERATE(table<char const*, char const*>({
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g/"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q#s"},
      {"g#s", "http://a/b/c/g#s"},
      {"g?y#s", "http://a/b/c/g?y#s"},
      {";x", "http://a/b/c/;x"},
      {"g;x", "http://a/b/c/g;x"},
      {"g;x?y#s", "http://a/b/c/g;x?y#s"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/../h", "http://a/b/c/h"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"g#s/./x", "http://a/b/c/g#s/./x"},
  }));
  CAPTURE(reference);
  CHECK(resolve_link("http://a/b/c/d;p?q", reference) == target);
}

TEST_CASE("addresses are written as browsers write them", "[parser][extract]") {
  CHECK(resolve_link("https://a.example/x", " HTTPS://B.Example/Path Name?q=\xC3\xA4 ") ==
        "https://b.example/Path%20Name?q=%C3%A4");
  CHECK(resolve_link("https://a.example/x", "mailto:Legal@A.example") == "mailto:Legal@A.example");
  CHECK(resolve_link("https://a.example/x", "javascript:void(0)") == "javascript:void(0)");
  CHECK(resolve_link("https://a.example", "y") == "https://a.example/y");
  CHECK(resolve_link("", "y") == "y");
  CHECK(resolve_link("https://a.example/", "12:30") == "https://a.example/12:30");
}

TEST_CASE("parameters that only track are dropped", "[parser][extract]") {
  std::vector<std::string> const patterns{"utm_*", "gclid"};
  auto const [before, after] = GENERATE(table<char const*, char const*>({
      {"https://a.example/?utm_source=x&lang=en&gclid=1#s", "https://a.example/?lang=en#s"},
      {"https://a.example/?utm_source=x", "https://a.example/"},
      {"https://a.example/?utm=x", "https://a.example/?utm=x"},
      {"https://a.example/#?utm_source=x", "https://a.example/#?utm_source=x"},
      {"https://a.example/?a&b=&utm_x", "https://a.example/?a&b="},
      {"/p?q", "/p?q"},
  }));
  CAPTURE(before);
  CHECK(without_parameters(before, patterns) == after);
}
