#include "small_index.hpp"

#include <catch2/generators/catch_generators_range.hpp>

#include <atomic>
#include <random>
#include <thread>

using namespace smallprint;
using namespace smallprint::test;

namespace {

corpus::Provision random_provision(std::mt19937& random, std::uint32_t size) {
  auto const located = [&] {
    corpus::Located out;
    out.field = static_cast<corpus::Field>(random() % 3);
    out.span.begin = random() % size;
    out.span.end = out.span.begin + random() % (size - out.span.begin);
    return out;
  };
  corpus::Provision p;
  p.modality = static_cast<corpus::Modality>(random() % 8);
  p.bearer = static_cast<corpus::Bearer>(random() % 5);
  p.cue = located();
  p.subject = located();
  p.act = located();
  p.object = located();
  p.sentence = located();
  for (auto n = random() % 3; n > 0; --n)
    p.qualifiers.push_back({static_cast<corpus::Qualifier::Kind>(random() % 5), located()});
  p.rule = "rule-" + std::to_string(random() % 9);
  return p;
}

}  // namespace

TEST_CASE("texts come back whole, with their provisions", "[index]") {
  Folder folder;
  std::mt19937 random(11);
  Writer w(folder.file());
  std::vector<index::StoredText> stored;
  for (int i = 0; i < 60; ++i) {
    index::StoredText t;
    t.text = {i % 3 == 0 ? "" : "Heading \u00e9 > " + std::to_string(i / 5),
              i % 4 == 0 ? "" : "You may not:", "Text \u6761\u6b3e " + std::to_string(i),
              i % 2 == 0 ? "" : "provider=Acme"};
    t.key = t.text.key();
    for (auto n = random() % 4; n > 0; --n) t.provisions.push_back(random_provision(random, 12));
    CHECK_FALSE(w.builder->text_id(t.key).has_value());
    t.id = w.builder->add_text(t.text, t.provisions, "en").value();
    CHECK(w.builder->text_id(t.key) == t.id);
    CHECK(w.builder->add_text(t.text, {}, "en").value() == t.id);  // once
    stored.push_back(std::move(t));
  }
  w.builder->commit().value();
  auto const store = index::open_store(folder.file()).value();
  std::vector<std::int64_t> ids{stored[7].id, 12345, stored[3].id};
  auto const two = store->texts(ids);
  REQUIRE(two.size() == 2);
  CHECK(two[0].id == stored[7].id);
  CHECK(two[1].id == stored[3].id);
  std::int64_t provisions = 0;
  for (auto const& expected : stored) {
    auto const got = store->text_by_key(expected.key).value();
    CHECK(got.id == expected.id);
    CHECK(got.text == expected.text);
    CHECK(corpus::encode(got.provisions) == corpus::encode(expected.provisions));
    provisions += static_cast<std::int64_t>(expected.provisions.size());
  }
  CHECK(store->counts().texts == 60);
  CHECK(store->counts().provisions == provisions);
}

TEST_CASE("a key may be cut as long as one clause has it", "[index]") {
  Folder folder;
  Writer w(folder.file());
  auto const id = w.text("one");
  w.builder->commit().value();
  auto const store = index::open_store(folder.file()).value();
  auto const key = corpus::ClauseText{"", "", "one", ""}.key();
  CHECK(store->text_by_key(key.substr(0, 8)).value().id == id);
  auto upper = key;
  for (auto& c : upper) c = static_cast<char>(c >= 'a' ? c - 32 : c);
  CHECK(store->text_by_key(upper).value().id == id);
  auto const code = [&](std::string const& k) { return store->text_by_key(k).error().code; };
  CHECK(code(key.substr(0, 7)) == corpus::Errc::syntax);
  CHECK(code(key + "0") == corpus::Errc::syntax);
  CHECK(code("wxyzwxyz") == corpus::Errc::syntax);
  CHECK(code(key.substr(0, 8) == "00000000" ? "ffffffff" : "00000000") == corpus::Errc::not_found);
}

TEST_CASE("versions carry their facts", "[index]") {
  Folder folder;
  Writer w(folder.file());
  corpus::ParsedDocument parsed;
  parsed.language = "fr";
  parsed.capture = corpus::Capture::bot_wall;
  corpus::VersionInfo info;
  info.id = 77;
  info.source = acme;
  info.date = "2024-01-01T00:00:00Z";
  info.kind = corpus::VersionKind::technical_upgrade;
  info.sha256 = std::string(64, 'b');
  auto const id = w.builder->add_version(info, &parsed, {}).value();
  w.builder->commit().value();
  auto const store = index::open_store(folder.file()).value();
  auto const current = store->current("2024-01-01");
  REQUIRE(current.size() == 1);
  auto const& v = current[0].version;
  CHECK(current[0].document.source == acme);
  CHECK(v.id == id);
  CHECK(v.archive_id == 77);
  CHECK(v.kind == info.kind);
  CHECK(v.sha256 == info.sha256);
  CHECK(v.language == "fr");
  CHECK(v.capture == corpus::Capture::bot_wall);
  CHECK_FALSE(v.provisions_supported);
  CHECK(store->occurrences(id).value().empty());
  CHECK(w.builder->known_archive_ids() == std::vector<std::int64_t>{77});
  CHECK(store->current("2023-12-31").empty());
}

TEST_CASE("what was not committed leaves no trace", "[index]") {
  Folder folder;
  {
    Writer w(folder.file());
    w.version(acme, "2024-01-01T00:00:00Z", {"one"});
    w.builder->commit().value();
    w.version(acme, "2024-02-01T00:00:00Z", {"two"});
  }
  auto const store = index::open_store(folder.file()).value();
  CHECK(store->counts().versions == 1);
  CHECK(store->counts().texts == 1);
  CHECK(store->find("two", {}, 0).value().empty());
}

TEST_CASE("an index says whether its last load came to its end", "[index]") {
  Folder folder;
  {
    Writer w(folder.file());
    CHECK(index::open_store(folder.file()).value()->complete());  // empty, and nothing is missing
    w.version(acme, "2024-01-01T00:00:00Z", {"one"});
    w.builder->commit().value();
  }
  CHECK_FALSE(index::open_store(folder.file()).value()->complete());
  Writer w(folder.file());
  w.builder->finish().value();
  auto const store = index::open_store(folder.file()).value();
  CHECK(store->complete());
  w.version(acme, "2024-02-01T00:00:00Z", {"one", "two"});
  CHECK(store->complete());  // nothing committed yet
  w.builder->finish().value();
  CHECK(store->complete());
  CHECK(store->find("two", {}, 0).value().size() == 1);
}

TEST_CASE("fresh throws away what is there, also under an open reader", "[index]") {
  Folder folder;
  {
    Writer w(folder.file());
    w.version(acme, "2024-01-01T00:00:00Z", {"one"});
    w.builder->commit().value();
  }
  auto const old = index::open_store(folder.file()).value();
  Writer w(folder.file(), true);
  w.version(bolt, "2024-01-01T00:00:00Z", {"two"});
  w.builder->commit().value();
  CHECK(old->counts().texts == 1);
  auto const store = index::open_store(folder.file()).value();
  REQUIRE(store->documents().size() == 1);
  CHECK(store->documents()[0].source == bolt);
}

TEST_CASE("readers see whole commits while a writer works", "[index]") {
  Folder folder;
  Writer w(folder.file());
  w.version(acme, "2024-01-01T00:00:00Z", {"clause 0"});
  w.builder->commit().value();
  std::atomic<bool> done = false;
  std::atomic<int> faults = 0;
  std::atomic<int> reads = 0;
  auto const read = [&] {
    auto const store = index::open_store(folder.file()).value();
    std::int64_t seen = 0;
    while (!done || reads < 20) {
      auto const counts = store->counts();
      // Each commit adds two versions: an odd number over the first one was seen half done.
      if (counts.versions < seen || counts.versions % 2 == 0) ++faults;
      seen = counts.versions;
      auto const hits = store->find("clause", {}, 0);
      if (!hits || hits->empty()) ++faults;
      ++reads;
    }
  };
  std::thread first(read);
  std::thread second(read);
  for (int i = 0; i < 40; ++i) {
    for (int half = 0; half < 2; ++half)
      w.version(acme, "2024-02-01T00:00:" + std::to_string(10 + i) + "Z", {"clause " + std::to_string(2 * i + half)});
    w.builder->commit().value();
  }
  done = true;
  first.join();
  second.join();
  CHECK(faults == 0);
}
