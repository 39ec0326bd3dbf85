#include "index/layout.hpp"

#include "corpus/compress.hpp"
#include "small_index.hpp"

#include <catch2/generators/catch_generators_range.hpp>

#include <random>

using namespace smallprint;
using namespace smallprint::test;

namespace {

std::vector<index::Occurrence> random_occurrences(std::mt19937& random, std::size_t count) {
  std::vector<index::Occurrence> out;
  std::uint32_t at = 0;
  for (; count > 0; --count) {
    index::Occurrence o;
    o.text_id = 1 + static_cast<std::int64_t>(random() % 90000);
    if (random() % 3 != 0) o.label = std::to_string(random() % 30) + "(b)";
    // Mostly onwards, now and then into the clause before: a row and its cells overlap.
    auto const begin =
        random() % 20 == 0 ? at - std::min(at, static_cast<std::uint32_t>(random() % 50)) : at + random() % 9;
    std::uint32_t raw = 0;
    for (auto n = random() % 6; n > 0; --n) {
      std::uint32_t const clean_size = 1 + random() % 40;
      std::uint32_t const raw_size = random() % 2 == 0 ? clean_size : random() % 60;
      raw += random() % 5;
      o.offsets.append(clean_size, {raw, raw + raw_size});
      raw += raw_size;
    }
    o.raw = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + raw)};
    at = o.raw.end;
    out.push_back(std::move(o));
  }
  return out;
}

void check_same(std::vector<index::Occurrence> const& a, std::vector<index::Occurrence> const& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CAPTURE(i);
    CHECK(a[i].text_id == b[i].text_id);
    CHECK(a[i].label == b[i].label);
    CHECK(a[i].raw == b[i].raw);
    CHECK(a[i].offsets == b[i].offsets);
  }
}

}  // namespace

TEST_CASE("a layout comes back as it went in", "[index]") {
  auto const seed = GENERATE(range(0u, 40u));
  std::mt19937 random(seed);
  auto occurrences = random_occurrences(random, random() % 60);
  std::vector<std::int64_t> labels;
  for (auto& o : occurrences) {
    o.label.clear();
    labels.push_back(static_cast<std::int64_t>(random() % 500));
  }
  auto const got = index::decode_layout(index::encode_layout(occurrences, labels)).value();
  check_same(got.occurrences, occurrences);
  CHECK(got.label_ids == labels);
}

TEST_CASE("damaged layouts are errors, never crashes", "[index]") {
  auto const seed = GENERATE(range(0u, 200u));
  std::mt19937 random(seed);
  auto const occurrences = random_occurrences(random, 8);
  std::vector<std::int64_t> const labels(occurrences.size(), 3);
  auto bytes = index::encode_layout(occurrences, labels);
  if (seed % 2 == 0) {
    bytes.resize(random() % bytes.size());
    CHECK(index::decode_layout(bytes).has_error());
  } else {
    for (int i = 0; i < 3; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    static_cast<void>(index::decode_layout(bytes));
  }
}

TEST_CASE("versions give back their clauses through chains of layouts", "[index]") {
  Folder folder;
  std::mt19937 random(3);
  auto occurrences = random_occurrences(random, 120);
  std::vector<std::pair<std::int64_t, std::vector<index::Occurrence>>> kept;
  for (int part = 0; part < 3; ++part) {
    Writer w(folder.file());
    for (auto& o : occurrences) o.text_id = w.text("text " + std::to_string(o.text_id));
    for (int i = 0; i < 20; ++i) {
      auto fresh = random_occurrences(random, 1).front();
      fresh.text_id = w.text("new " + std::to_string(part * 100 + i));
      occurrences[random() % occurrences.size()] = fresh;
      corpus::VersionInfo info;
      info.id = part * 100 + i + 1;
      info.source = i % 5 == 4 ? bolt : acme;  // documents take turns
      info.date = "2024-01-" + std::to_string(10 + i) + "T00:00:00Z";
      if (i % 7 == 6) occurrences = kept.front().second;  // an old state comes back
      kept.emplace_back(w.builder->add_version(info, nullptr, occurrences).value(), occurrences);
    }
    w.builder->commit().value();
  }
  auto const store = index::open_store(folder.file()).value();
  for (auto const& [id, expected] : kept) check_same(store->occurrences(id).value(), expected);
  auto const missing = store->occurrences(9999);
  REQUIRE(missing.has_error());
  CHECK(missing.error().code == corpus::Errc::not_found);
}

TEST_CASE("a version that changes one clause costs a few bytes", "[index]") {
  std::mt19937 random(5);
  auto occurrences = random_occurrences(random, 400);
  std::vector<std::int64_t> const labels(occurrences.size(), 1);
  auto const before = index::encode_layout(occurrences, labels);
  occurrences[200] = random_occurrences(random, 1).front();
  auto const after = index::encode_layout(occurrences, labels);
  CHECK(corpus::compress(after, before).size() < 120);
  CHECK(corpus::compress(after).size() > 2000);
}
