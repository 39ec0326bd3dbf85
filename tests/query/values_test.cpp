#include "query/values.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <random>

using namespace smallprint;
using corpus::ValueKind;

TEST_CASE("values are read and normalised", "[query]") {
  auto const [kind, text, expected] = GENERATE(table<ValueKind, std::string, std::string>({
      {ValueKind::age, "You must be at least thirteen (13) years old.", "13"},
      {ValueKind::age, "Only persons eighteen years of age or older may use it.", "18"},
      {ValueKind::age, "Persons who have completed their eighteenth year may join.", "18"},
      {ValueKind::age, "from your 16th birthday on", "16"},
      {ValueKind::age, "Users of twenty-one or more", "21"},
      {ValueKind::age, "You are 18, or if you are under 17 a parent agrees.", "18"},
      {ValueKind::age, "Children under the age of 13 may not register.", "13"},
      {ValueKind::age, "You may use it.", "-"},
      {ValueKind::period, "We give thirty (30) days\u2019 notice.", "30 days"},
      {ValueKind::period, "with 10 business days' notice", "10 business days"},
      {ValueKind::period, "within one month", "1 month"},
      {ValueKind::period, "after reasonable prior notice", "reasonable"},
      {ValueKind::period, "a reasonable fee is due", "-"},
      {ValueKind::period, "forty-five days in advance", "45 days"},
      {ValueKind::jurisdiction, "governed by the laws of the State of California, without regard to its conflict rules",
       "California"},
      {ValueKind::jurisdiction, "These terms are governed by the laws of England and Wales.", "England and Wales"},
      {ValueKind::jurisdiction, "California law will govern these Terms.", "California"},
      {ValueKind::jurisdiction, "governed by the laws of the Province of Ontario and the federal laws there",
       "Ontario"},
      {ValueKind::jurisdiction, "governed by applicable law", "-"},
      {ValueKind::jurisdiction,
       "the federal laws of the United States of America and the laws of the State of Ohio govern", "Ohio"},
      {ValueKind::jurisdiction, "The London courts decide; Danish substantive law governs.", "Danish"},
      {ValueKind::jurisdiction, "the law in force in the Republic of Latvia applies", "Republic of Latvia"},
      {ValueKind::jurisdiction, "the courts of Lisbon decide under the governing law", "-"},
      {ValueKind::amount,
       "liability will not exceed the greater of the amount you paid in the 12 months before the claim or one hundred "
       "dollars ($100)",
       "greater of 12 months' fees or $100"},
      {ValueKind::amount, "liability is limited to \u20AC100", "\u20AC100"},
      {ValueKind::amount, "shall not exceed the fees paid by you", "amount paid"},
      {ValueKind::amount, "liability is limited to 100 euros", "\u20AC100"},
      {ValueKind::amount, "shall not exceed EUR 1.000", "\u20AC1000"},
      {ValueKind::amount, "limited to 2,500 Swiss francs", "CHF 2500"},
      {ValueKind::amount, "will not exceed twice the fees paid in the preceding twelve months",
       "twice 12 months' fees"},
      {ValueKind::amount, "the greater of \u20AC500 or 125% of the fees paid in the last 12 months",
       "greater of \u20AC500 or 125% of 12 months' fees"},
      {ValueKind::amount, "three (3) times the amounts paid", "3 times amount paid"},
      {ValueKind::amount, "does not exceed the price paid", "price paid"},
      {ValueKind::amount, "not more than $100 and claims expire after 12 months", "$100"},
      {ValueKind::amount, "the greater of (1) \u20AC500 or (2) the price paid", "greater of \u20AC500 or price paid"},
      {ValueKind::amount,
       "the amounts paid by you to us or to one of our affiliates for the service that gave rise to the claim in the "
       "six "
       "months preceding it",
       "6 months' fees"},
      {ValueKind::amount, "we are not liable", "-"},
  }));
  CAPTURE(text);
  corpus::Span const all{0, static_cast<std::uint32_t>(text.size())};
  CHECK(query::extract_value(kind, text, all, all).value_or("-") == expected);
}

TEST_CASE("the value nearest to the deciding words is taken", "[query]") {
  std::string const text = "Persons over 16 may look, but you must be at least 18 years old to buy.";
  corpus::Span const all{0, static_cast<std::uint32_t>(text.size())};
  auto const at = static_cast<std::uint32_t>(text.find("at least"));
  CHECK(query::extract_value(ValueKind::age, text, all, {at, at + 8}) == "18");
  CHECK(query::extract_value(ValueKind::age, text, all, {8, 13}) == "16");
}

TEST_CASE("no text breaks the reading of values", "[query][property]") {
  std::mt19937 random(static_cast<unsigned>(GENERATE(range(0, 200))));
  std::string text(random() % 80, ' ');
  constexpr std::string_view letters = "0123456789 $,.laws of the State paid months years \xE2\x82\xAC\xFF()";
  for (auto& c : text) c = letters[random() % letters.size()];
  corpus::Span const all{0, static_cast<std::uint32_t>(text.size())};
  for (auto const kind : {ValueKind::age, ValueKind::period, ValueKind::jurisdiction, ValueKind::amount})
    if (auto const got = query::extract_value(kind, text, all, all)) CHECK_FALSE(got->empty());
}
