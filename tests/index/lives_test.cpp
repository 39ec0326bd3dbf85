#include "small_index.hpp"

#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <map>
#include <random>

using namespace smallprint;
using namespace smallprint::test;
using Shown = std::vector<std::string>;

TEST_CASE("a text that comes back has two lives", "[index]") {
  Folder folder;
  Writer w(folder.file());
  w.version(acme, "2024-01-01T00:00:00Z", {"one", "two"});
  w.version(acme, "2024-02-01T00:00:00Z", {"one"});
  w.version(acme, "2024-03-01T00:00:00Z", {"one", "two", "two"});
  w.builder->commit().value();
  auto const store = index::open_store(folder.file()).value();
  CHECK(show(store->lives(w.text("one"))) == Shown{"0-"});
  CHECK(show(store->lives(w.text("two"))) == Shown{"0-0", "2-"});
}

TEST_CASE("a removed document ends its texts, and a new capture revives them", "[index]") {
  Folder folder;
  Writer w(folder.file());
  w.version(acme, "2024-01-01T00:00:00Z", {"one"});
  w.place(acme, "2024-02-01T00:00:00Z", {}, corpus::Capture::document, true);
  w.builder->commit().value();
  auto const store = index::open_store(folder.file()).value();
  auto const one = w.text("one");
  CHECK(show(store->lives(one)) == Shown{"0-0"});
  CHECK(store->current("").empty());
  CHECK(store->current("2024-01-31").size() == 1);
  w.version(acme, "2024-03-01T00:00:00Z", {"one"});
  w.builder->commit().value();
  CHECK(show(store->lives(one)) == Shown{"0-0", "2-"});
  CHECK(store->current("").size() == 1);
}

TEST_CASE("a version of an earlier date takes its place and the lives are worked out anew", "[index]") {
  Folder folder;
  Writer w(folder.file());
  w.version(acme, "2024-01-01T00:00:00Z", {"one", "two"});
  w.version(acme, "2024-03-01T00:00:00Z", {"one", "two"});
  w.builder->commit().value();
  w.version(acme, "2024-02-01T00:00:00Z", {"one", "three"});
  w.version(acme, "2024-04-01T00:00:00Z", {"one"});
  w.builder->commit().value();
  auto const store = index::open_store(folder.file()).value();
  auto const document = store->documents().at(0).id;
  std::vector<std::string> dates;
  for (auto const& v : store->versions(document)) {
    CHECK(v.ordinal == dates.size());
    dates.push_back(v.date.substr(5, 2));
  }
  CHECK(dates == Shown{"01", "02", "03", "04"});
  CHECK(show(store->lives(w.text("one"))) == Shown{"0-"});
  CHECK(show(store->lives(w.text("two"))) == Shown{"0-0", "2-2"});
  CHECK(show(store->lives(w.text("three"))) == Shown{"1-1"});
}

TEST_CASE("lives of any history say exactly which version held which text", "[index]") {
  auto const seed = GENERATE(range(1u, 13u));
  CAPTURE(seed);
  std::mt19937 random(seed);
  Folder folder;
  std::vector<std::pair<std::string, std::vector<std::string>>> history;  // date, texts
  for (int i = 0; i < 25; ++i) {
    std::vector<std::string> texts;
    for (auto const* word : {"alpha", "beta", "gamma", "delta", "epsilon"})
      if (random() % 2 == 0) texts.emplace_back(word);
    history.emplace_back("2024-01-" + std::to_string(10 + i % 20) + "T00:00:00Z", texts);
  }
  if (seed % 2 == 0) std::shuffle(history.begin(), history.end(), random);
  std::map<std::string, std::int64_t> ids;
  {
    // Builders come and go: what one remembers, the next reads back.
    std::size_t next = 0;
    while (next < history.size()) {
      Writer w(folder.file());
      for (auto n = 1 + random() % 9; n > 0 && next < history.size(); --n, ++next) {
        w.version(acme, history[next].first, history[next].second);
        if (random() % 3 == 0) w.builder->commit().value();
      }
      w.builder->commit().value();
      for (auto const* word : {"alpha", "beta", "gamma", "delta", "epsilon"}) ids[word] = w.text(word);
      w.builder->commit().value();
    }
  }
  std::stable_sort(history.begin(), history.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
  auto const store = index::open_store(folder.file()).value();
  auto const document = store->documents().at(0).id;
  auto const versions = store->versions(document);
  REQUIRE(versions.size() == history.size());
  for (auto const& [word, id] : ids) {
    auto const lives = store->lives(id);
    for (std::uint32_t ordinal = 0; ordinal < history.size(); ++ordinal) {
      auto const& texts = history[ordinal].second;
      bool const held = std::find(texts.begin(), texts.end(), word) != texts.end();
      bool const alive = std::any_of(lives.begin(), lives.end(), [&](index::Life const& life) {
        return life.first <= ordinal && (!life.last || *life.last >= ordinal);
      });
      CHECK(held == alive);
    }
    for (std::size_t i = 1; i < lives.size(); ++i) CHECK(*lives[i - 1].last + 1 < lives[i].first);  // never touch
  }
  std::size_t total = 0;
  for (auto const& [word, id] : ids) total += store->lives(id).size();
  CHECK(store->texts_of(document).size() == total);
}
