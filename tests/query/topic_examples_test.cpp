#include "query/topic_examples.hpp"

#include "tests/support/real_data.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>

using namespace smallprint;

namespace {

struct Fixture {
  corpus::Lexicons lexicons = corpus::load_lexicons(test::data_folder() / "lexicons").value();
  corpus::Topics topics = corpus::load_topics(test::data_folder() / "topics", lexicons.concepts).value();
  query::TopicExamples examples{topics, lexicons};
};

Fixture const& fixture() {
  static Fixture const one;
  return one;
}

std::string clearest(std::string_view question) {
  auto const& f = fixture();
  auto const frame = query::understand(question, f.topics, f.lexicons);
  auto const best = query::TopicExamples::clearest(f.examples.like(question, frame), frame.excluded);
  return best.topic != nullptr ? best.topic->id : "-";
}

}  // namespace

TEST_CASE("an example is most like its own topic", "[query]") {
  std::size_t all = 0, others = 0;
  for (auto const& topic : fixture().topics.all) {
    CAPTURE(topic.id);
    CHECK(topic.examples.size() >= 10);
    for (auto const& example : topic.examples) {
      CAPTURE(example);
      auto const like = fixture().examples.like(example, query::Frame{});
      REQUIRE_FALSE(like.empty());
      ++all;
      others += like.front().topic != &topic ? 1 : 0;
    }
  }
  CHECK(others * 200 <= all);  // who indemnifies whom is not in the words alone
}

TEST_CASE("likeness falls from the first to the last and repeats", "[query]") {
  auto const question = "Will the firm let me know if a thief copies our records?";
  auto const like = fixture().examples.like(question, query::Frame{});
  REQUIRE(like.size() > 5);
  CHECK(std::is_sorted(like.begin(), like.end(), [](auto const& a, auto const& b) { return a.score > b.score; }));
  CHECK(fixture().examples.like(question, query::Frame{}) == like);
}

TEST_CASE("questions like no example are nobody's", "[query]") {
  CHECK(clearest("") == "-");
  CHECK(clearest("zyx qwv") == "-");
  CHECK(clearest("May I send it into a volcano?") == "-");
  CHECK(clearest("How do I change the font size?") == "-");
}

TEST_CASE("a question in other words finds the topic of its nearest examples", "[query]") {
  auto const [question, topic] = GENERATE(table<char const*, char const*>({
      {"Does the vendor undertake to alert customers when their data has been stolen in a hack?", "breach-notice"},
      {"I am selling my business. Can the buyer take over my account?", "assign-agreement"},
  }));
  CAPTURE(question);
  CHECK(clearest(question) == topic);
}

TEST_CASE("a topic that a question excludes is not its clearest", "[query]") {
  auto const& f = fixture();
  auto const question = f.topics.all.front().examples.front();
  auto const like = f.examples.like(question, query::Frame{});
  REQUIRE(query::TopicExamples::clearest(like, {}).topic == &f.topics.all.front());
  std::vector<corpus::Topic const*> const excluded{&f.topics.all.front()};
  CHECK(query::TopicExamples::clearest(like, excluded).topic == nullptr);
}
