#include "parser/provision/provisions.hpp"
#include "tests/support/real_data.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <array>
#include <random>

using namespace smallprint;

namespace {

struct Fixture {
  corpus::Lexicons lexicons = corpus::load_lexicons(test::data_folder() / "lexicons").value();
  parser::ProvisionFinder finder{lexicons};
};

Fixture const& fixture() {
  static Fixture const one;
  return one;
}

std::string_view field_of(corpus::ClauseText const& text, corpus::Field field) {
  if (field == corpus::Field::lead_in) return text.lead_in;
  return field == corpus::Field::heading ? std::string_view(text.heading) : std::string_view(text.text);
}

/// "prohibition user: sell it [exception]" for each provision that is not a mere statement.
std::vector<std::string> read(corpus::ClauseText const& text) {
  std::vector<std::string> out;
  for (auto const& p : fixture().finder.find(text)) {
    std::string line(corpus::to_string(p.modality));
    line.append(" ").append(corpus::to_string(p.bearer)).append(": ");
    line += corpus::slice(field_of(text, p.act.field), p.act.span);
    for (auto const& q : p.qualifiers) line.append(" [").append(corpus::to_string(q.kind)).append("]");
    out.push_back(std::move(line));
  }
  return out;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("a sentence gives bearer, modality, act and conditions", "[parser]") {
  auto const [text, expected] = GENERATE(table<char const*, Strings>({
      {"You may not sell the service.", {"prohibition user: sell the service"}},
      {"You must not, and must not let others, copy it.",
       {"prohibition user: and", "prohibition user: let others, copy it"}},
      {"We may suspend your account.", {"power provider: suspend your account"}},
      {"You may share the output.", {"permission user: share the output"}},
      {"You must keep your password secret.", {"obligation user: keep your password secret"}},
      {"You agree not to resell the service.", {"prohibition user: resell the service"}},
      {"Reselling the service is strictly prohibited.", {"prohibition user: Reselling the service"}},
      {"We do not permit scraping.", {"prohibition user: scraping"}},
      {"We reserve the right to change these terms.", {"power provider: change these terms"}},
      {"We are not obliged to keep your data.", {"disclaimer provider: keep your data"}},
      {"You represent that you are at least 18 years old.", {"representation user: you are at least 18 years old"}},
      {"You may publish it provided that you name us.",
       {"permission user: publish it provided that you name us [condition]"}},
      {"You may not copy it unless we permit it in writing.",
       {"prohibition user: copy it unless we permit it in writing [consent]"}},
      {"Except as permitted by law, you may not decompile it.", {"prohibition user: decompile it [law-carve]"}},
  }));
  CAPTURE(text);
  CHECK(read({"", "", text, ""}) == expected);
}

TEST_CASE("the object is what the act is done to", "[parser]") {
  corpus::ClauseText const text{"", "", "You may not sell or rent the service to anyone.", ""};
  auto const got = fixture().finder.find(text);
  REQUIRE(got.size() == 1);
  CHECK(corpus::slice(text.text, got[0].object.span) == "service");
}

TEST_CASE("an item inherits the modality of its lead-in", "[parser]") {
  CHECK(read({"", "You may not:", "sell the service;", ""}) == Strings{"prohibition user: sell the service"});
  CHECK(read({"", "We may:", "close your account; or", ""}) == Strings{"power provider: close your account; or"});
  CHECK(read({"", "Subscriber shall not:", "rent it", "user=Subscriber"}) == Strings{"prohibition user: rent it"});
}

TEST_CASE("a heading carries a ban to bare items, not to sentences of their own", "[parser]") {
  CHECK(read({"Prohibited uses", "", "Scraping the site", ""}) == Strings{"prohibition user: Scraping the site"});
  CHECK(read({"Prohibited uses", "", "We may suspend your account.", ""}) ==
        Strings{"power provider: suspend your account"});
}

TEST_CASE("a party's own name is a bearer", "[parser]") {
  CHECK(read({"", "", "Acme will not train on it.", "provider=Acme"}) == Strings{"prohibition provider: train on it"});
  CHECK(read({"", "", "Acme will not train on it.", ""}) == Strings{"prohibition unknown: train on it"});
}

TEST_CASE("a grant gives the right to the other side", "[parser]") {
  auto const got = fixture().finder.find({"", "", "You grant us a license to use your content.", ""});
  REQUIRE(got.size() == 1);
  CHECK(got[0].bearer == corpus::Bearer::provider);
  CHECK(got[0].modality == corpus::Modality::power);
}

TEST_CASE("provisions point into their clause whatever the words", "[parser][property]") {
  std::mt19937 random(static_cast<unsigned>(GENERATE(range(0, 300))));
  constexpr std::array<std::string_view, 24> parts{"You ",
                                                   "may not ",
                                                   "we ",
                                                   "shall ",
                                                   "unless ",
                                                   "except ",
                                                   "sell ",
                                                   "output ",
                                                   ". ",
                                                   "; ",
                                                   "(a) ",
                                                   "without our consent ",
                                                   "agree not to ",
                                                   "is prohibited ",
                                                   "provided that ",
                                                   "Acme ",
                                                   "\u201C",
                                                   "\xF0\x9F\x98\x80 ",
                                                   "\xFF",
                                                   "must ",
                                                   "the right to ",
                                                   "reserve ",
                                                   ", ",
                                                   "UNLESS "};
  auto const make = [&] {
    std::string out;
    for (auto n = random() % 25; n > 0; --n) out += parts[random() % parts.size()];
    return out;
  };
  corpus::ClauseText const text{make(), make(), make(), random() % 2 == 0 ? "provider=Acme" : ""};
  for (auto const& p : fixture().finder.find(text)) {
    for (auto const* at : {&p.cue, &p.subject, &p.act, &p.object, &p.sentence}) {
      CHECK(at->span.begin <= at->span.end);
      CHECK(at->span.end <= field_of(text, at->field).size());
    }
    CHECK(p.sentence.field == corpus::Field::text);
    CHECK_FALSE(p.rule.empty());
  }
}
