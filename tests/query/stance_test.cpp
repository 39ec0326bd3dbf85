#include "query/stance.hpp"
#include "parser/provision/provisions.hpp"
#include "tests/support/real_data.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <array>
#include <random>

using namespace smallprint;

namespace {

struct Fixture {
  corpus::Lexicons lexicons = corpus::load_lexicons(test::data_folder() / "lexicons").value();
  corpus::Topics topics = corpus::load_topics(test::data_folder() / "topics", lexicons.concepts).value();
  parser::ProvisionFinder finder{lexicons};

  [[nodiscard]] std::vector<query::Stance> read(std::string_view topic, corpus::ClauseText const& text) const {
    query::AnalysedText const clause({1, text.key(), text, finder.find(text)});
    return query::stances(*topics.find(topic), lexicons.concepts, clause);
  }
};

Fixture const& fixture() {
  static Fixture const one;
  return one;
}

/// The strongest stance's verdict, "-" when the clause has none.
std::string verdict(std::string_view topic, corpus::ClauseText const& text) {
  auto const all = fixture().read(topic, text);
  if (all.empty()) return "-";
  auto const best =
      std::max_element(all.begin(), all.end(), [](auto const& a, auto const& b) { return a.strength < b.strength; });
  return std::string(corpus::to_string(best->verdict));
}

}  // namespace

TEST_CASE("a sentence takes a stance on a topic", "[query]") {
  auto const [topic, text, expected] = GENERATE(table<char const*, char const*, char const*>({
      // bans in their many forms
      {"scrape-service", "You may not scrape the site.", "restricted"},
      {"scrape-service", "You agree not to harvest data from the platform.", "restricted"},
      {"scrape-service", "Scraping of any kind is prohibited.", "restricted"},
      {"scrape-service", "We do not permit scraping.", "restricted"},
      {"scrape-service", "No user shall use a robot to access the service.", "restricted"},
      {"reverse-engineer", "You must never decompile the app.", "restricted"},
      // a ban that yields to law, consent or a narrow exception stays a ban
      {"reverse-engineer", "You may not reverse engineer it, except where mandatory law permits this.", "restricted"},
      {"resell-access", "You may not resell the service without our prior written consent.", "restricted"},
      {"reverse-engineer", "Decompile any part of it except to the extent expressly permitted by law.", "-"},
      // permissions, with and without conditions
      {"share-output-publicly", "You may publish the outputs.", "permitted"},
      {"share-output-publicly", "You may publish the outputs provided that you label them as made by AI.",
       "conditional"},
      {"share-output-publicly", "You may not publish outputs unless you label them.", "conditional"},
      // the provider's powers and promises
      {"provider-suspends-without-notice", "We may suspend your account at any time without notice.", "permitted"},
      {"provider-suspends-without-notice", "We may suspend your account without notice if you breach these terms.",
       "conditional"},
      {"provider-suspends-without-notice", "You may cancel your account at any time.", "-"},
      {"provider-changes-terms", "We reserve the right to amend these Terms.", "permitted"},
      {"provider-trains-on-content", "We will not use your content to train our models.", "restricted"},
      {"provider-trains-on-content", "We may use your prompts to train our models.", "permitted"},
      {"provider-trains-on-content", "We use your prompts to train our models unless you opt out.", "conditional"},
      // whose act it is
      {"train-competing-model", "You may not use output to train competing models.", "restricted"},
      {"train-competing-model", "We may use output to train our models.", "-"},
      // facts are no bans
      {"share-output-publicly", "Output does not include shared content of others.", "-"},
      // duties that amount to a ban
      {"share-account", "You must keep your password confidential.", "restricted"},
      {"user-indemnifies", "You will indemnify and hold us harmless.", "required"},
      {"arbitration", "Disputes will be resolved by binding arbitration.", "required"},
      {"class-action", "You waive any right to bring a class action.", "restricted"},
      // who owns it
      {"output-ownership", "As between you and us, you own the output.", "permitted"},
      {"output-ownership", "We own all outputs.", "restricted"},
      // nothing to do with it
      {"scrape-service", "You may use the service.", "-"},
      {"minimum-age", "Fees are due within 18 days.", "-"},
  }));
  CAPTURE(topic, text);
  CHECK(verdict(topic, {"", "", text, ""}) == expected);
}

TEST_CASE("lead-ins and headings carry the ban to their items", "[query]") {
  CHECK(verdict("scrape-service", {"", "You may not:", "scrape or crawl the site;", ""}) == "restricted");
  CHECK(verdict("scrape-service", {"Prohibited conduct", "", "Scraping the site", ""}) == "restricted");
  CHECK(verdict("reverse-engineer",
                {"", "You agree not to:", "decompile it except as expressly permitted by law;", ""}) == "restricted");
  CHECK(verdict("share-output-publicly", {"", "You may:", "publish the outputs;", ""}) == "permitted");
}

TEST_CASE("values come with the stance", "[query]") {
  auto const value = [](std::string_view topic, std::string const& text) {
    auto const all = fixture().read(topic, {"", "", text, ""});
    for (auto const& stance : all)
      if (stance.value) return *stance.value;
    return std::string("-");
  };
  CHECK(value("minimum-age", "You must be at least 16 years old to use the service.") == "16");
  CHECK(value("governing-law", "These terms are governed by the laws of Sweden.") == "Sweden");
  CHECK(value("liability-cap", "Our total liability will not exceed the fees you paid in the last 6 months.") ==
        "6 months' fees");
  CHECK(value("provider-changes-terms", "We may change these terms with 30 days' notice.") == "30 days");
  CHECK(value("output-ownership", "You own the output.") == "user");
}

TEST_CASE("a title is weaker than a sentence, a question weaker than a statement", "[query]") {
  auto const strength = [](std::string const& text) {
    auto const all = fixture().read("arbitration", {"", "", text, ""});
    return all.empty() ? 0.0 : all.front().strength;
  };
  CHECK(strength("Binding arbitration.") < 0.5 * strength("Disputes shall be resolved by binding arbitration."));
  CHECK(strength("Are disputes resolved by binding arbitration in all cases that arise?") <
        0.5 * strength("Disputes shall be resolved by binding arbitration."));
}

TEST_CASE("stances point into their sentence whatever the words", "[query][property]") {
  std::mt19937 random(static_cast<unsigned>(GENERATE(range(0, 200))));
  constexpr std::array<std::string_view, 20> parts{
      "You ",    "may not ", "we ",     "scrape ",     "the site",        ". ",         "publish ", "output ",
      "unless ", "; ",       "resell ", "access ",     "without notice ", "terminate ", "\xFF",     "\u201C",
      "18 ",     "years ",   "? ",      "arbitration "};
  std::string text;
  for (auto n = random() % 40; n > 0; --n) text += parts[random() % parts.size()];
  for (auto const& topic : fixture().topics.all)
    for (auto const& stance : fixture().read(topic.id, {"", "You may not:", text, ""})) {
      CHECK(stance.sentence.end <= text.size());
      CHECK(stance.sentence.contains(stance.deciding));
      CHECK(stance.strength > 0);
    }
}

TEST_CASE("an item is read together with the words that lead into it", "[query]") {
  // "owns" stands in the lead-in, "Output" in the item: neither says anything alone.
  corpus::ClauseText const item{"", "As between the parties, Customer owns:", "all Output; and", ""};
  CHECK(verdict("output-ownership", item) == "permitted");
  CHECK(verdict("output-ownership", {"", "", "all Output; and", ""}) == "-");
  auto const all = fixture().read("output-ownership", item);
  for (auto const& stance : all) CHECK(stance.deciding.end <= item.text.size());
}

TEST_CASE("a condition of the lead-in holds for its items", "[query]") {
  CHECK(verdict("user-indemnifies", {"", "If you are a business:", "you will indemnify us against all claims.", ""}) ==
        "conditional");
  CHECK(verdict("user-indemnifies", {"", "In any case:", "you will indemnify us against all claims.", ""}) ==
        "required");
}

TEST_CASE("a clause that takes some users out only narrows", "[query]") {
  auto const all =
      fixture().read("arbitration", {"", "", "The section on arbitration does not apply to consumers in Europe.", ""});
  CHECK(std::any_of(all.begin(), all.end(),
                    [](query::Stance const& s) { return s.narrows && s.verdict == corpus::Verdict::conditional; }));
}

TEST_CASE("a name is its owner's role and none of its words", "[query]") {
  // "AI" of a name says nothing of artificial intelligence.
  corpus::ClauseText const named{"", "", "You must notify Vantor AI of any incident.", "provider=Vantor AI"};
  CHECK(verdict("claim-human-made", named) == "-");
  corpus::ClauseText const provider{"", "", "Vantor AI will indemnify Customer against all claims.",
                                    "provider=Vantor AI"};
  CHECK(verdict("user-indemnifies", provider) == "-");
}
