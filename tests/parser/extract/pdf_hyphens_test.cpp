#include "parser/extract/pdf_hyphens.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace smallprint;
using parser::LineJoint;

TEST_CASE("the document's own words say what a hyphen is", "[parser][extract][pdf]") {
  parser::HyphenBook const book({"a non-exclusive licence", "an agreement of the parties, which is",
                                 "well-known, and well known", "to third-party vendors of the third kind",
                                 "at the party"});
  CHECK(book.joint("the non-", "exclusive right") == LineJoint::nothing);
  CHECK(book.joint("this agree-", "ment ends") == LineJoint::no_hyphen);
  CHECK(book.joint("a well-", "known name") == LineJoint::nothing);
  CHECK(book.joint("any third-", "party claim") == LineJoint::nothing);
  CHECK(book.joint("the Agree-", "ment") == LineJoint::no_hyphen);
}

TEST_CASE("what the document does elsewhere counts for words it has only here", "[parser][extract][pdf]") {
  parser::HyphenBook const breaks(
      {"the obligations of the", "parties are obli-", "gations, under the", "standing rules"});
  CHECK(breaks.joint("with under-", "standing of") == LineJoint::no_hyphen);
  parser::HyphenBook const keeps({"a short-term loan", "a short-", "term one under the", "standing rules"});
  CHECK(keeps.joint("with under-", "standing of") == LineJoint::nothing);
  CHECK(keeps.joint("the sublicen-", "sable right") == LineJoint::no_hyphen);
  CHECK(keeps.joint("a non-", "sublicensable right") == LineJoint::nothing);
}

TEST_CASE("line ends that are no hyphens of words", "[parser][extract][pdf]") {
  auto const [line, next, joint] = GENERATE(table<char const*, char const*, LineJoint>({
      {"the end of", "a line", LineJoint::space},
      {"a dash -", "and more", LineJoint::space},
      {"the Non-", "Disclosure Agreement", LineJoint::nothing},
      {"within 30-", "days notice", LineJoint::nothing},
      {"from 2018-", "2019 on", LineJoint::nothing},
      {"soft\u00AD", "ly", LineJoint::no_hyphen},
      {"and/", "or", LineJoint::nothing},
      {"see https://a.example/terms/", "privacy for more", LineJoint::nothing},
      {"see https://a.example/terms-", "of-use for more", LineJoint::nothing},
      {"\u7B2C\u4E00\u6761", "\u5B9A\u4E49", LineJoint::nothing},
      {"-", "item", LineJoint::space},
      {"--", "item", LineJoint::space},
      {"x-", "(y)", LineJoint::space},
  }));
  CAPTURE(line, next);
  CHECK(parser::HyphenBook({}).joint(line, next) == joint);
}
