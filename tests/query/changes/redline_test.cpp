#include "query/changes/redline.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <random>
#include <string>

using namespace smallprint;
using Kind = query::RedlinePart::Kind;

namespace {

/// "same [-removed-] {+added+}".
std::string shown(std::string const& before, std::string const& after) {
  std::string out;
  for (auto const& part : query::redline(before, after)) {
    if (part.kind == Kind::same) out += corpus::slice(after, part.after);
    if (part.kind == Kind::removed) out += "[-" + std::string(corpus::slice(before, part.before)) + "-]";
    if (part.kind == Kind::added) out += "{+" + std::string(corpus::slice(after, part.after)) + "+}";
  }
  return out;
}

}  // namespace

TEST_CASE("a redline shows the words that differ", "[changes]") {
  CHECK(shown("You may keep it.", "You may keep it.") == "You may keep it.");
  CHECK(shown("You must pay within 30 days of the invoice.", "You must pay within 15 days of the invoice.") ==
        "You must pay within [-30 -]{+15 +}days of the invoice.");
  CHECK(shown("You may lend it.", "You may not lend it.") == "You may {+not +}lend it.");
  CHECK(shown("", "New.") == "{+New.+}");
  CHECK(shown("Old.", "") == "[-Old.-]");
  CHECK(shown("", "").empty());
}

TEST_CASE("a rewritten sentence is one removal and one addition", "[changes]") {
  CHECK(shown("Guests leave the dome before the night watch begins its round.",
              "All visitors must go home when the museum's keeper rings the bell.") ==
        "[-Guests leave the dome before the night watch begins its round-]"
        "{+All visitors must go home when the museum's keeper rings the bell+}.");
}

TEST_CASE("another kind of quotation mark or apostrophe is no difference", "[changes]") {
  CHECK(query::redline_tokens("isn't")[0].exact == query::redline_tokens("isn\u2019t")[0].exact);
  CHECK(shown("The \"key\" opens it - or not.", "The \u201Ckey\u201D opens all \u2013 or not.") ==
        "The \u201Ckey\u201D opens [-it -]{+all +}\u2013 or not.");
}

TEST_CASE("the parts of a redline give both texts back", "[changes]") {
  auto const seed = GENERATE(range(0u, 80u));
  std::mt19937 random(seed);
  static char const* const pieces[] = {"lens", " ", "  ",    ", ", ".",     "dome", " may ", " not ", "\u201Ckey\u201D",
                                       "ä",    "7", " (b) ", "-",  "\u200B"};
  auto const text = [&] {
    std::string out;
    for (unsigned i = 0, n = random() % 40; i < n; ++i) out += pieces[random() % 14];
    return out;
  };
  auto const before = text();
  auto after = random() % 2 == 0 ? text() : before;
  if (!after.empty() && random() % 2 == 0) after.insert(0, "dome ");
  std::string old_text, new_text;
  for (auto const& part : query::redline(before, after)) {
    if (part.kind != Kind::added) old_text += corpus::slice(before, part.before);
    if (part.kind != Kind::removed) new_text += corpus::slice(after, part.after);
  }
  CAPTURE(seed);
  CHECK(old_text == before);
  CHECK(new_text == after);
}
