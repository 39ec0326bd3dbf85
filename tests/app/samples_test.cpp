#include "tests/app/home.hpp"

#include <fmt/format.h>

#include <map>
#include <regex>

using namespace smallprint;
using test::Json;

namespace {

struct Label {
  std::string provider, topic, verdict;
  Json value;
};

std::vector<Label> labels() {
  std::vector<Label> out;
  for (auto const& row : test::lines(test::read(test::samples() / "expected.jsonl")))
    out.push_back({row.at("provider"), row.at("question"), row.at("verdict"), row.at("value")});
  return out;
}

/// "at least 88 in 100" in docs/samples.md: the manual and this test promise the same.
double promised_share() {
  auto const manual = test::read(std::filesystem::path(SMALLPRINT_SOURCE_DIR) / "docs/samples.md");
  std::smatch found;
  REQUIRE(std::regex_search(manual, found, std::regex(R"(at\s+least\s+(\d+)\s+in\s+100)")));
  return std::stod(found[1]) / 100;
}

}  // namespace

TEST_CASE("the samples are answered as labelled, to the share that the manual promises", "[app][samples]") {
  auto const expected = labels();
  auto const matrix = test::sample_home().json({"compare"});
  std::map<std::pair<std::string, std::string>, Json> answers;
  for (auto const& answer : matrix["answers"]) answers[{answer["provider"], answer["topic"]}] = answer;
  CHECK(answers.size() == expected.size());  // each topic of each provider has its label

  std::string misses;
  std::size_t right = 0;
  for (auto const& label : expected) {
    auto const found = answers.find({label.provider, label.topic});
    REQUIRE(found != answers.end());
    if (found->second["verdict"] == label.verdict) {
      ++right;
      continue;
    }
    misses += fmt::format("  {}, {}: expected {}, got {}\n", label.provider, label.topic, label.verdict,
                          found->second["verdict"].get<std::string>());
  }
  INFO(right << " of " << expected.size() << " right; missed:\n" << misses);
  auto const share = static_cast<double>(right) / static_cast<double>(expected.size());
  CHECK(share >= promised_share());
  CHECK(promised_share() >= 0.88);
}

TEST_CASE("every labelled quote of the samples stands in its document", "[app][samples]") {
  std::size_t quotes = 0;
  for (auto const& row : test::lines(test::read(test::samples() / "expected.jsonl"))) {
    auto const folder = test::samples() / row.at("provider").get<std::string>();
    for (auto const& evidence : row.at("evidence")) {
      ++quotes;
      std::map<std::string, std::string> by_date;
      for (auto const& dated : std::filesystem::directory_iterator(folder)) {
        auto const file = dated.path() / (evidence.at("doc").get<std::string>() + ".md");
        if (std::filesystem::exists(file)) by_date[dated.path().filename()] = test::read(file);
      }
      INFO(row.dump());
      REQUIRE_FALSE(by_date.empty());
      CHECK(by_date.rbegin()->second.find(evidence.at("quote").get<std::string>()) != std::string::npos);
    }
  }
  CHECK(quotes > 60);
}

TEST_CASE("a term that the terms of service define holds in the other documents", "[app][samples]") {
  // Only its Terms of Service say that "Results" are outputs; its usage policy lets them be published.
  auto const answers =
      test::sample_home().json({"ask", "--topic", "share-output-publicly", "--provider", "Brambleforge"});
  CHECK(answers[0]["verdict"] == "permitted");
  CHECK(answers[0]["evidence"][0]["document"] == "Acceptable Use Policy");
}
