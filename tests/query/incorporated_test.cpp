#include "query/incorporated.hpp"
#include "corpus/lexicon_file.hpp"
#include "tests/support/real_data.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

namespace {

std::vector<std::string> linked(std::string_view clause) {
  static auto const lexicons = corpus::load_lexicons(test::data_folder() / "lexicons").value();
  return query::linked_documents(clause, lexicons.concepts);
}

}  // namespace

TEST_CASE("a clause names the documents that it makes part of the terms", "[query]") {
  CHECK(linked("The [Usage Policy](https://a.example/u) and the [Data Processing\nAddendum](/dpa) are incorporated.") ==
        std::vector<std::string>{"Usage Policy", "Data Processing Addendum"});
  CHECK(linked("See [this page](/x), [Support](/s), [Policy](/p)[Policy](/p) and [2024 Policy](/q).") ==
        std::vector<std::string>{"Policy"});
  CHECK(linked("](").empty());
  CHECK(linked("[[](").empty());
  CHECK(linked("").empty());
}

TEST_CASE("a document is known by its type or title", "[query]") {
  std::vector<std::string> const known{"Terms of Service", "Acceptable Use Policy"};
  CHECK(query::is_among("terms of service", known));
  CHECK(query::is_among("Use Policy", known));
  CHECK(query::is_among("Acme Terms of Service", known));
  CHECK_FALSE(query::is_among("Privacy Policy", known));
  CHECK_FALSE(query::is_among("Data Processing Addendum", known));
}
