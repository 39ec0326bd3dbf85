#include "query/question.hpp"
#include "tests/support/real_data.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <random>

using namespace smallprint;

namespace {

struct Fixture {
  corpus::Lexicons lexicons = corpus::load_lexicons(test::data_folder() / "lexicons").value();
  corpus::Topics topics = corpus::load_topics(test::data_folder() / "topics", lexicons.concepts).value();
};

std::string topic_of(std::string_view question) {
  static Fixture const one;
  auto const frame = query::understand(question, one.topics, one.lexicons);
  return frame.topic != nullptr ? frame.topic->id : "-";
}

}  // namespace

TEST_CASE("questions in ordinary words find their topic", "[query]") {
  auto const [question, topic] = GENERATE(table<char const*, char const*>({
      {"Could my flatmate log in with my account?", "share-account"},
      {"Does what I type feed the model?", "provider-trains-on-content"},
      {"Do I lose my day in court?", "arbitration"},
      {"What happens to my data after I close the account?", "data-retention-after-closure"},
      {"Is there a promise of uptime?", "uptime-promise"},
      {"Is it okay to publish AI drafts on my blog?", "share-output-publicly"},
      {"Can I use the answers to teach my own LLM?", "train-competing-model"},
      {"Will they use my chats for training?", "provider-trains-on-content"},
      {"Can they kick me out without warning?", "provider-suspends-without-notice"},
      {"Do I have to pay their lawyers?", "user-indemnifies"},
      {"Can my 12 year old use it?", "minimum-age"},
      {"Can I rent out my seat?", "resell-access"},
      {"Can I get around the content filter?", "bypass-safeguards"},
      {"May I crawl the site with a script?", "scrape-service"},
      {"Can I decompile the app?", "reverse-engineer"},
      {"Is it allowed to pretend that I wrote the text myself?", "claim-human-made"},
      {"May I use the outputs in my business?", "commercial-use-output"},
      {"Do I own the copyright in generated images?", "output-ownership"},
      {"Could I put a drawing that it made on a mug and charge for it?", "commercial-use-output"},
      {"Will strangers' lawyers send the bill to me if they sue the company over my prompts?", "user-indemnifies"},
      {"Is it a breach when my sister signs in with my password?", "share-account"},
      {"Must we sue one by one, or may we go to court together?", "class-action"},
      {"What is the most they would ever pay me?", "liability-cap"},
      {"Would they mind a script that saves every page of the site?", "scrape-service"},
      {"Is a trick that makes it answer what it is not supposed to say allowed?", "bypass-safeguards"},
      {"Is a refund possible?", "refunds"},
      {"Do the prices go up while I am subscribed?", "price-changes"},
      {"May I send it into a volcano?", "-"},
      {"", "-"},
  }));
  CAPTURE(question);
  CHECK(topic_of(question) == topic);
}

TEST_CASE("every topic understands its own question", "[query]") {
  Fixture const fixture;
  for (auto const& topic : fixture.topics.all) {
    CAPTURE(topic.id, topic.question);
    auto const frame = query::understand(topic.question, fixture.topics, fixture.lexicons);
    REQUIRE(frame.topic != nullptr);
    CHECK(frame.topic->id == topic.id);
  }
}

TEST_CASE("no question breaks the understanding", "[query][property]") {
  static Fixture const fixture;
  std::mt19937 random(static_cast<unsigned>(GENERATE(range(0, 200))));
  std::string question(random() % 60, ' ');
  for (auto& c : question) c = static_cast<char>(random());
  auto const frame = query::understand(question, fixture.topics, fixture.lexicons);
  CHECK(frame.fit >= 0);
  CHECK(frame.fit <= 1);
}
