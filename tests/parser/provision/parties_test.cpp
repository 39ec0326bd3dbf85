#include "parser/provision/parties.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace smallprint;

namespace {

parser::Parties parties_of(std::string text, std::string_view authority) {
  corpus::Document document;
  document.text = std::move(text);
  return parser::find_parties(document, authority);
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("the parties' names are learned from their definitions", "[parser]") {
  auto const [text, provider, user] = GENERATE(table<std::string, Strings, Strings>({
      {"These terms are between you and Brightleaf Labs, Inc. (\u201CBrightleaf,\u201D \u201Cwe,\u201D or "
       "\u201Cus\u201D).",
       {"Brightleaf", "Lumen"},
       {}},
      {"the entity that accepts (\"Subscriber\" or \"you\")", {"Lumen"}, {"Subscriber"}},
      {"Orinoco GmbH (\u201CLicensor\u201D, \u201Cwe\u201D)", {"Licensor", "Lumen", "Orinoco"}, {}},
      {"our Service (\u201CService\u201D) and these (\u201CTerms\u201D)", {"Lumen"}, {}},
      {"no brackets at all", {"Lumen"}, {}},
      // A name that nobody defines shows itself by what is said of it, more than once.
      {"Vantor reserves the right to stop. You will indemnify Vantor.", {"Lumen", "Vantor"}, {}},
      {"You will indemnify Vantor.", {"Lumen"}, {}},
      {"Customer reserves the right to audit; hold harmless Customer.", {"Lumen"}, {}},
  }));
  auto const got = parties_of(text, "Lumen");
  CHECK(got.provider == provider);
  CHECK(got.user == user);
}

TEST_CASE("a clause carries the names that stand in it", "[parser]") {
  parser::Parties const parties{{"Acme", "Acme Labs"}, {"Subscriber"}};
  CHECK(parser::parties_in(parties, "", "Acme may end it") == "provider=Acme");
  CHECK(parser::parties_in(parties, "Subscriber shall not:", "sell it") == "user=Subscriber");
  CHECK(parser::parties_in(parties, "", "Acmeist art") == "");
  CHECK(parser::parties_in(parties, "Subscriber and", "Acme Labs agree") ==
        "provider=Acme;provider=Acme Labs;user=Subscriber");
}

TEST_CASE("parties come back from what is written", "[parser]") {
  auto const got = parser::parse_parties("provider=Acme;provider=Acme Labs;user=Subscriber");
  CHECK(got.provider == Strings{"Acme", "Acme Labs"});
  CHECK(got.user == Strings{"Subscriber"});
  CHECK(parser::parse_parties("").provider.empty());
}
