#include "query/history.hpp"

#include "tests/fakes/query_world.hpp"

#include <catch2/catch_test_macros.hpp>

#include <random>

using namespace smallprint;

namespace {

corpus::Source const terms{"Acme AI", "Terms of Service"};
corpus::Source const policy{"Acme AI", "Usage Policy"};
corpus::Source const other{"Borealis", "Terms of Service"};

/// Answers by the words in force: "may sell" permits, "may not sell" restricts, both are a conflict.
struct FakeAsker {
  index::Store& store;
  std::string authority = "Acme AI";
  std::vector<std::string> asked{};

  corpus::Result<query::Answer> operator()(std::string const& as_of) {
    asked.push_back(as_of);
    query::Answer out;
    out.authority = authority;
    out.question = "Is selling forbidden?";
    bool may = false, may_not = false, captured = false;
    for (auto const& one : store.current(as_of)) {
      if (one.document.source.authority != authority) continue;
      if (one.version.capture != corpus::Capture::document) continue;
      captured = true;
      for (auto const& at : store.occurrences(one.version.id).value()) {
        std::vector const ids{at.text_id};
        auto const text = store.texts(ids).at(0).text.text;
        may = may || text.find("may sell") != std::string::npos;
        may_not = may_not || text.find("may not sell") != std::string::npos;
      }
    }
    out.conflict = may && may_not;
    out.verdict = !captured ? query::Verdict::not_captured
                  : may_not ? query::Verdict::restricted
                  : may     ? query::Verdict::permitted
                            : query::Verdict::silent;
    return out;
  }
};

std::vector<std::string> steps(std::vector<query::AnswerChange> const& changes) {
  std::vector<std::string> out;
  for (auto const& one : changes)
    out.push_back(one.date.substr(0, 10) + " " + std::string(to_string(one.before.verdict)) + " -> " +
                  std::string(to_string(one.after.verdict)) + (one.after.conflict ? " (conflict)" : ""));
  return out;
}

std::string at(std::string const& day) {
  return day + "T12:00:00Z";
}

}  // namespace

TEST_CASE("an answer's history has every change and its date", "[query][history]") {
  test::World world;
  world.add(terms, at("2024-01-01"), {{"1", "Be nice."}});
  world.add(terms, at("2024-02-01"), {{"1", "Be nice."}, {"2", "You may sell it."}});
  world.add(terms, at("2024-03-01"), {{"1", "You may sell it."}, {"2", "Be nice."}});  // moved only
  world.add(terms, at("2024-04-01"), {{"1", "Be nice."}, {"2", "You may not sell it."}});
  world.add(terms, at("2024-05-01"), {}, corpus::Capture::error_page);
  world.add(terms, at("2024-06-01"), {{"1", "Be nice."}, {"2", "You may not sell it."}});
  world.add(policy, at("2024-06-15"), {{"1", "You may sell it."}});
  world.remove(policy, at("2024-07-01"));
  world.remove(terms, at("2024-08-01"));
  world.add(other, at("2024-03-15"), {{"1", "You may sell it."}});
  FakeAsker asker{world.store()};
  auto const got = query::answer_history(std::ref(asker), world.store(), "Acme AI");
  REQUIRE(got.has_value());
  CHECK(steps(*got) == std::vector<std::string>{
                           "2024-01-01 not-captured -> silent",
                           "2024-02-01 silent -> permitted",
                           "2024-04-01 permitted -> restricted",
                           "2024-05-01 restricted -> not-captured",
                           "2024-06-01 not-captured -> restricted",
                           "2024-06-15 restricted -> restricted (conflict)",
                           "2024-07-01 restricted -> restricted",
                           "2024-08-01 restricted -> not-captured",
                       });
  CHECK(got->front().before.question == "Is selling forbidden?");
  // Not where clauses only moved, nor at another authority's date, nor when nothing is left to ask.
  CHECK(asker.asked.size() == 7);
}

TEST_CASE("nothing is missed in histories made at random", "[query][history][property]") {
  std::mt19937 random(11);
  std::vector<std::string> const sentences{"Be nice.", "You may sell it.", "You may not sell it.", "Pay in time."};
  for (int round = 0; round < 8; ++round) {
    test::World world;
    std::vector<std::string> dates;
    for (int day = 1; day <= 24; ++day) {
      auto const date = at("2024-01-" + std::string(day < 10 ? "0" : "") + std::to_string(day));
      auto const& source = random() % 2 == 0 ? terms : policy;
      std::vector<test::Line> lines;
      for (auto const& sentence : sentences)
        if (random() % 3 == 0) lines.push_back({std::to_string(lines.size() + 1), sentence});
      if (random() % 8 == 0)
        world.remove(source, date);
      else
        world.add(source, date, lines, random() % 8 == 0 ? corpus::Capture::error_page : corpus::Capture::document);
      dates.push_back(date);
    }
    FakeAsker asker{world.store()};
    std::vector<std::string> expected;
    query::Answer last;
    last.verdict = query::Verdict::not_captured;
    bool first = true;
    for (auto const& date : dates) {  // every date, no thrift
      auto const answer = asker(date).value();
      if (!first && answer.verdict == last.verdict && answer.conflict == last.conflict) continue;
      query::AnswerChange const change{date, last, answer};
      expected.push_back(steps({change}).front());
      last = answer;
      first = false;
    }
    CHECK(steps(query::answer_history(std::ref(asker), world.store(), "Acme AI").value()) == expected);
  }
}

TEST_CASE("an unknown authority is told with near names", "[query][history]") {
  test::World world;
  world.add(terms, at("2024-01-01"), {{"1", "Be nice."}});
  FakeAsker asker{world.store()};
  auto const got = query::answer_history(std::ref(asker), world.store(), "Acne AI");
  REQUIRE(got.has_error());
  CHECK(got.error().code == corpus::Errc::not_found);
  CHECK(got.error().message == "no provider 'Acne AI'; did you mean \u201CAcme AI\u201D?");
  auto const failing = [](std::string const&) {
    return corpus::Result<query::Answer>(corpus::Error{corpus::Errc::io, "archive", 0, "is gone"});
  };
  CHECK(query::answer_history(failing, world.store(), "Acme AI").error().message == "is gone");
}

TEST_CASE("a document's history counts what came and went", "[query][history]") {
  test::World world;
  world.add(terms, at("2024-01-01"), {{"1", "One."}, {"2", "Two."}});
  world.add(terms, at("2024-02-01"), {{"1", "Two."}, {"2", "One."}});
  world.add(terms, at("2024-03-01"), {{"1", "Two."}, {"2", "Three."}, {"3", "Two."}});
  world.remove(terms, at("2024-04-01"));
  auto const id = world.store().documents().at(0).id;
  auto const got = query::document_history(world.store(), id);
  REQUIRE(got.has_value());
  std::vector<std::string> shown;
  for (auto const& step : *got)
    shown.push_back(std::to_string(step.clauses) + " +" + std::to_string(step.added) + " -" +
                    std::to_string(step.removed) + (step.version.removed ? " removed" : ""));
  CHECK(shown == std::vector<std::string>{"2 +2 -0", "2 +0 -0", "3 +1 -1", "0 +0 -2 removed"});
  CHECK(query::document_history(world.store(), 999).error().code == corpus::Errc::not_found);
}
