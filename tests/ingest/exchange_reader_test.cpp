#include "ingest/exchange_reader.hpp"

#include "tests/ingest/wacz/fetched.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;
using test::answer;

namespace {

std::vector<std::string> times(ingest::Archive& archive, ingest::ExchangeFilter const& filter) {
  auto reader = archive.exchanges(filter).value();
  std::vector<std::string> out;
  while (auto const one = reader.next().value()) out.push_back(one->request.exchange.time);
  CHECK(reader.totals().count == static_cast<std::int64_t>(out.size()));
  return out;
}

std::string const t1 = "2025-01-01T00:00:00Z", t2 = "2025-01-02T00:00:00Z", t3 = "2025-01-03T00:00:00Z";

}  // namespace

TEST_CASE("requests are read with all that is kept of them", "[ingest]") {
  test::Folder folder;
  auto archive = test::archive(folder / "archive.db");
  test::record(*archive, {answer(t1, "body")});
  auto reader = archive->exchanges({}).value();
  auto const one = reader.next().value();
  REQUIRE(one.has_value());
  CHECK(one->source == test::terms_source);
  CHECK(one->request.page == test::terms_page);
  CHECK(one->request.exchange.headers == answer(t1, "").headers);
  CHECK(one->request.exchange.body.empty());
  CHECK(archive->text(one->request.body_sha256).value() == "body");
  CHECK(one->size == 4);
  CHECK(one->seal.size() == 32);
  CHECK_FALSE(reader.next().value().has_value());
  CHECK(reader.totals().first == t1);
  CHECK(reader.totals().last == t1);
}

TEST_CASE("times and sources limit what is read", "[ingest]") {
  test::Folder folder;
  auto archive = test::archive(folder / "archive.db");
  corpus::Source const privacy{"Acme AI", "Privacy Policy"};
  test::record(*archive, {answer(t1, "a")});
  test::record(*archive, {answer(t2, "b")}, privacy);
  test::record(*archive, {answer(t3, "c")});
  CHECK(times(*archive, {}) == std::vector{t1, t2, t3});
  CHECK(times(*archive, {{}, t2, ""}) == std::vector{t2, t3});
  CHECK(times(*archive, {{}, t2, t2}) == std::vector{t2});
  CHECK(times(*archive, {{test::terms_source}, "", ""}) == std::vector{t1, t3});
  CHECK(times(*archive, {{test::terms_source, privacy}, "", t2}) == std::vector{t1, t2});
  CHECK(times(*archive, {{{"Nobody", "Terms"}}, "", ""}).empty());
}

TEST_CASE("a 304 leads to what brought its body", "[ingest]") {
  test::Folder folder;
  auto archive = test::archive(folder / "archive.db");
  corpus::Source const privacy{"Acme AI", "Privacy Policy"};
  test::record(*archive, {answer(t1, "a")});
  test::record(*archive, {answer(t2, "a")}, privacy);  // the same page, for another document
  test::record(*archive, {test::not_modified(t3)});
  auto reader = archive->exchanges({{}, t3, ""}).value();
  auto const confirms = reader.next().value();
  REQUIRE(confirms.has_value());
  auto const brought = reader.that_brought(*confirms).value();
  REQUIRE(brought.has_value());
  CHECK(brought->request.exchange.time == t1);
  CHECK(brought->body == confirms->body);
  CHECK(reader.get(brought->id).value()->seal == brought->seal);
  CHECK_FALSE(reader.get(99).value().has_value());
  CHECK_FALSE(reader.that_brought(*brought).value().has_value());
}

TEST_CASE("what is stored meanwhile is not seen", "[ingest]") {
  test::Folder folder;
  auto archive = test::archive(folder / "archive.db");
  test::record(*archive, {answer(t1, "a")});
  auto reader = archive->exchanges({}).value();
  auto other = ingest::Archive::open(folder / "archive.db", false).value();
  test::record(*other, {answer(t2, "b")});
  CHECK(reader.next().value()->request.exchange.time == t1);
  CHECK_FALSE(reader.next().value().has_value());
}
