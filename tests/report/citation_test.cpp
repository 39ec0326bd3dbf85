#include "report/citation.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace smallprint;

TEST_CASE("a source is named as print names it", "[report]") {
  query::Quote quote;
  quote.document = "Terms of Service";
  quote.clause = "3(d)";
  quote.version_date = "2025-09-01T00:00:00Z";
  CHECK(report::citation("Acme", quote, report::Citation::none).empty());
  CHECK(report::citation("Acme", quote, report::Citation::chicago) ==
        "Acme, \u201CTerms of Service,\u201D \u00A7\u00A03(d), version of September 1, 2025.");
  CHECK(report::citation("Acme", quote, report::Citation::apa) ==
        "Acme. (2025, September 1). Terms of Service, \u00A7\u00A03(d).");
  CHECK(report::citation("Acme", quote, report::Citation::bluebook) ==
        "Acme, Terms of Service \u00A7\u00A03(d) (Sept. 1, 2025).");
  quote.clause = "";
  CHECK(report::citation("Acme", quote, report::Citation::bluebook) == "Acme, Terms of Service (Sept. 1, 2025).");
  quote.clause = "\u00A7 4.3";
  CHECK(report::citation("Acme", quote, report::Citation::bluebook) ==
        "Acme, Terms of Service \u00A7 4.3 (Sept. 1, 2025).");
}

TEST_CASE("a text fragment leads to the words of a quote", "[report]") {
  auto const [quote, fragment] = GENERATE(table<char const*, char const*>({
      {"scrape the Service;", "#:~:text=scrape%20the%20Service"},
      {"**You** may not resell, rent or lend it to anybody at all.",
       "#:~:text=You%20may%20not%20resell,to%20anybody%20at%20all"},
      {"see our [Usage Policy](https://a.example/x) now", "#:~:text=see%20our%20Usage%20Policy%20now"},
      {"a third-party tool", "#:~:text=a%20third%2Dparty%20tool"},
      {"caf\u00E9", "#:~:text=caf%C3%A9"},
      {"...", ""},
      {"", ""},
  }));
  CHECK(report::text_fragment(quote) == fragment);
}
