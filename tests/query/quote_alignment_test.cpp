#include "query/quote_alignment.hpp"

#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <random>
#include <string>

using namespace smallprint;
using query::AlignStep;

namespace {

query::Alignment align(std::string const& quote, std::string const& source) {
  return query::align(query::quotation_tokens(quote).tokens, query::source_tokens(source));
}

}  // namespace

TEST_CASE("what an editor may do costs nothing", "[query]") {
  std::string const source =
      "Except as stated, you may not use “Output” – or any part of it – to train models; see Section 3.";
  for (auto const* quote : {
           "you may not use “Output”",
           "You may not use \"Output\"",
           "you may not use 'Output' - or any part of it --- to train models",
           "you  may\nnot use ‘Output’",
           "[y]ou may not use",
           "[Y]ou may not use",
           "you may not use “Output” ... to train models.",
           "you may not use … train models",
           "you may [...] train models,",
           "...you may not use...",
           "you may not [sic] use",
           "[the customer] may not use “Output”",
           "you may not use “Output” [of the service] – or any part",
           "y\u00ADou may not **use** _“Output”_",
           "to train models.",
           "see Section 3.",
       }) {
    INFO(quote);
    CHECK(align(quote, source).cost == 0);
  }
}

TEST_CASE("all else costs, words more than marks and letters", "[query]") {
  std::string const source = "You may not use Output, or any part of it, to train models.";
  auto const [quote, cost] = GENERATE(table<char const*, int>({
      {"you may use Output", 100},                          // left out
      {"you may not ever use Output", 100},                 // added
      {"you may not sell Output", 100},                     // another
      {"you may not use output", 30},                       // another case
      {"you may not use Output or any part", 30},           // no comma
      {"you may not use Output, or part of it", 100},       // left out
      {"to train models, or any part of it ... you", 600},  // another order
  }));
  INFO(quote);
  auto const got = align(quote, source);
  CHECK((cost < 600 ? got.cost == cost : got.cost > 0));
}

TEST_CASE("of equal ways the one with more of the same words is taken", "[query]") {
  auto const got = align("You may rely on it", "You must not rely on it");
  CHECK(got.cost == 200);
  CHECK(got.same_words == 4);
  CHECK(align("subject to exceptions", "subject to exemptions. The end").steps.back().kind == AlignStep::Kind::changed);
}

TEST_CASE("ligatures are letters and accents are not", "[query]") {
  CHECK(align("you may \uFB01le a claim", "you may file a claim").cost == 0);
  CHECK(align("the café may close", "the cafe may close").cost == 30);
}

TEST_CASE("similarity is the share of words that are the same", "[query]") {
  CHECK(align("one two three four", "one two three four five").similarity() == 1);
  CHECK(align("one two three nine", "one two three four five").similarity() == 0.75);
  CHECK(align("six seven", "one two").similarity() == 0);
}

TEST_CASE("one changed word is one changed step, wherever it stands", "[query][property]") {
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> words;
    for (auto n = 20 + random() % 40; n > 0; --n) words.push_back("w" + std::to_string(random() % 1000));
    auto const begin = random() % 10;
    auto const end = begin + 4 + random() % 6;
    auto const at = begin + random() % (end - begin);
    std::string source;
    std::string quote;
    for (std::size_t i = 0; i < words.size(); ++i) {
      source += words[i] + ' ';
      if (i >= begin && i < end) quote += (i == at ? "other" : words[i]) + std::string(" ");
    }
    auto const got = align(quote, source);
    INFO(quote << " in " << source);
    REQUIRE(got.cost == 100);
    std::size_t changed = 0;
    for (auto const& step : got.steps) {
      if (step.kind == AlignStep::Kind::same) continue;
      ++changed;
      REQUIRE(step.quote == at - begin);
    }
    REQUIRE(changed == 1);
  }
}
