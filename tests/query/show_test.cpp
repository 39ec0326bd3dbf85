#include "query/show.hpp"

#include "tests/fakes/query_world.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <random>

using namespace smallprint;
using query::ClauseView;
using query::DocumentView;

namespace {

corpus::Source const terms{"Acme AI", "Terms of Service"};
corpus::Source const privacy{"Acme AI", "Privacy Policy"};
corpus::Source const slashed{"A/B Labs", "Terms of Service"};

corpus::Provision ban() {
  corpus::Provision out = test::provision(corpus::Modality::prohibition, corpus::Bearer::user);
  out.cue = {corpus::Field::lead_in, {4, 11}};
  out.subject = {corpus::Field::lead_in, {0, 3}};
  out.act = {corpus::Field::text, {0, 13}};
  out.object = {corpus::Field::text, {5, 13}};
  out.qualifiers = {{corpus::Qualifier::Kind::consent, {corpus::Field::text, {14, 25}}}};
  out.rule = "may-not";
  return out;
}

struct Terms : test::World {
  Terms() {
    add(terms, "2024-01-01T08:00:00Z", {{"1", "Be nice.", "Use"}, {"2", "Pay in time.", "Fees"}});
    add(terms, "2024-06-01T08:00:00Z",
        {{"1", "Be nice.", "Use"},
         {"1(a)", "sell **outputs** unless told", "Use", "You may not:", {ban()}},
         {"1(b)", "resell access", "Use", "You may not:"},
         {"", "We like cake.", "Odds > Cakes"},
         {"2", "Pay late.", "Fees"},
         {"2", "Old fees end.", "Old fees"}});
    add(privacy, "2024-03-01T08:00:00Z", {{"1", "Be nice.", "Use"}});
    add(privacy, "2024-04-01T08:00:00Z", {{"1", "Be kind.", "Use"}});
    add(slashed, "2024-01-01T08:00:00Z", {{"I.", "Slash."}});
    store();
  }
  ClauseView clause(std::string_view id, query::ShowScope const& scope = {}) {
    return std::get<ClauseView>(query::show(store(), texts, id, scope).value());
  }
  DocumentView document(std::string_view id, query::ShowScope const& scope = {}) {
    return std::get<DocumentView>(query::show(store(), texts, id, scope).value());
  }
  corpus::Error error(std::string_view id, query::ShowScope const& scope = {}) {
    auto const got = query::show(store(), texts, id, scope);
    REQUIRE(got.has_error());
    return got.error();
  }
};

std::vector<std::string> texts_of(std::vector<query::ClauseLine> const& lines) {
  std::vector<std::string> out;
  for (auto const& line : lines) out.push_back(line.text);
  return out;
}

}  // namespace

TEST_CASE("a clause is shown in its context", "[query][show]") {
  Terms world;
  auto const got = world.clause("Acme AI/Terms of Service#1(a)");
  CHECK(got.citation == "Acme AI, Terms of Service, 1(a)");
  CHECK(got.version_date == "2024-06-01T08:00:00Z");
  CHECK(got.in_force);
  CHECK(got.clause.text == "sell outputs unless told");
  CHECK(got.quote == "sell **outputs** unless told");
  auto const version = world.texts.text(got.snapshot).value();
  CHECK(version.substr(got.clause.start, got.clause.end - got.clause.start) == got.quote);
  CHECK(got.clause.heading == "Use");
  CHECK(got.lead_in == "You may not:");
  CHECK(texts_of(got.before) == std::vector<std::string>{"Be nice."});
  CHECK(texts_of(got.after) == std::vector<std::string>{"resell access", "We like cake."});
  CHECK(texts_of(world.clause("Acme AI/Terms of Service#1(b)", {"", 1}).before) ==
        std::vector<std::string>{"sell outputs unless told"});
}

TEST_CASE("provisions are shown in words", "[query][show]") {
  Terms world;
  auto const provisions = world.clause("Acme AI/Terms of Service#1(a)").provisions;
  REQUIRE(provisions.size() == 1);
  auto const& one = provisions.front();
  CHECK(one.modality == corpus::Modality::prohibition);
  CHECK(one.bearer == corpus::Bearer::user);
  CHECK(one.subject == "You");
  CHECK(one.cue == "may not");
  CHECK(one.act == "sell outputs ");
  CHECK(one.object == "outputs ");
  CHECK(one.rule == "may-not");
  REQUIRE(one.qualifiers.size() == 1);
  CHECK(one.qualifiers.front().words.empty());  // a span outside the text shows nothing
}

TEST_CASE("a key shows where the text stands, and everywhere it stood", "[query][show]") {
  Terms world;
  auto const key = world.clause("Acme AI/Terms of Service#1").clause.key;
  auto const got = world.clause(key.substr(0, 8));
  CHECK(got.document == "Terms of Service");
  CHECK(got.in_force);
  REQUIRE(got.stays.size() == 2);
  CHECK(got.stays[0].document == "Privacy Policy");
  CHECK(got.stays[0].since == "2024-03-01T08:00:00Z");
  CHECK(got.stays[0].until == "2024-04-01T08:00:00Z");
  CHECK(got.stays[1].document == "Terms of Service");
  CHECK(got.stays[1].until.empty());
  // A text that is gone is shown where it stood last.
  auto const old = world.clause(world.clause("Acme AI/Terms of Service@2024-01#2").clause.key);
  CHECK(old.clause.text == "Pay in time.");
  CHECK_FALSE(old.in_force);
  CHECK(old.version_date == "2024-01-01T08:00:00Z");
  CHECK(old.stays.at(0).until == "2024-06-01T08:00:00Z");
  // At a date when both had it, the younger version comes first.
  CHECK(world.clause(key, {"2024-03-15", 2}).document == "Privacy Policy");
}

TEST_CASE("a document is shown as it was at a date", "[query][show]") {
  Terms world;
  CHECK(world.document("Acme AI/Terms of Service").clauses.size() == 6);
  auto const old = world.document("Acme AI/Terms of Service@2024-05-31");
  CHECK(old.version_date == "2024-01-01T08:00:00Z");
  CHECK(texts_of(old.clauses) == std::vector<std::string>{"Be nice.", "Pay in time."});
  CHECK(world.document("Acme AI/Terms of Service@2024-06-01").clauses.size() == 6);  // inclusive
  CHECK(world.document("Acme AI/Terms of Service", {"2024-02-01", 2}).clauses.size() == 2);
  CHECK(world.clause("Acme AI/Terms of Service@2024-02-01#2").clause.text == "Pay in time.");
  for (auto const& line : old.clauses) CHECK(!line.key.empty());
}

TEST_CASE("names and labels may be written in short", "[query][show]") {
  Terms world;
  CHECK(world.document("acme/privacy").document == "Privacy Policy");
  CHECK(world.document("ACME AI/terms of service").document == "Terms of Service");
  CHECK(world.document("A/B Labs/Terms of Service").authority == "A/B Labs");
  CHECK(world.clause("a/b labs/terms#i").clause.text == "Slash.");
  CHECK(world.clause("acme/terms#1 (A).").clause.label == "1(a)");
  CHECK(world.clause("acme/terms#cakes").clause.text == "We like cake.");
}

TEST_CASE("what cannot be shown is told with near candidates", "[query][show]") {
  Terms world;
  auto const [id, code, message] = GENERATE(table<char const*, corpus::Errc, char const*>({
      {"", corpus::Errc::syntax, "expected a clause's key or 'authority/document', got nothing"},
      {"Acme AI", corpus::Errc::syntax,
       "expected a clause's key (8 or more hex digits) or 'authority/document', got 'Acme AI'"},
      {"abc123", corpus::Errc::syntax, "expected 8 or more digits of a key, got 6"},
      {"acme/terms@yesterday", corpus::Errc::syntax, "expected a date like 2025-06-01 after '@', got 'yesterday'"},
      {"acme/terms#", corpus::Errc::syntax, "expected a label after '#', got end of id"},
      {"acme/", corpus::Errc::not_found, "no such document"},
      {"Acme AI/Cookie Rules", corpus::Errc::not_found,
       "no such document; there are Acme AI/Privacy Policy, Acme AI/Terms of Service"},
      {"Acme AI/Privcy Polcy", corpus::Errc::not_found,
       "no such document; did you mean \u201CAcme AI/Privacy Policy\u201D?"},
      {"a*/terms", corpus::Errc::not_found, "names 2 documents: A/B Labs/Terms of Service, Acme AI/Terms of Service"},
      {"acme/terms@2023-01-01", corpus::Errc::not_found,
       "no version as early as 2023-01-01; the first is of 2024-01-01T08:00:00Z"},
      {"acme/terms#1(c)", corpus::Errc::not_found,
       "no clause '1(c)'; did you mean \u201C1(a)\u201D or \u201C1(b)\u201D?"},
  }));
  CAPTURE(id);
  auto const error = world.error(id);
  CHECK(error.code == code);
  CHECK(error.message == message);
  CHECK(!error.source.empty());
}

TEST_CASE("a label that stands twice asks for a key", "[query][show]") {
  Terms world;
  auto const error = world.error("acme/terms#2");
  CHECK(error.code == corpus::Errc::not_found);
  CHECK(error.message.starts_with("'2' names 2 clauses; show one by its key: "));
  auto const key = error.message.substr(error.message.find("key: ") + 5, 8);
  CHECK(world.clause(key).clause.text == "Pay late.");
  CHECK(error.message.ends_with(" (Old fees)"));
}

TEST_CASE("a removed document says since when", "[query][show]") {
  test::World world;
  world.add(terms, "2024-01-01T08:00:00Z", {{"1", "Be nice."}});
  world.remove(terms, "2024-02-01T08:00:00Z");
  auto const got = query::show(world.store(), world.texts, "acme/terms", {});
  REQUIRE(got.has_error());
  CHECK(got.error().message == "was removed on 2024-02-01T08:00:00Z; name an earlier date after '@'");
  CHECK(query::show(world.store(), world.texts, "acme/terms@2024-01-15", {}).has_value());
}

TEST_CASE("any bytes are an ID or an error", "[query][show][property]") {
  Terms world;
  std::mt19937 random(3);
  std::string const letters = "acme/terms#@2024-1(b)\xFF\xC3\xA9 *'\"";
  for (int round = 0; round < 2000; ++round) {
    std::string id = round % 3 == 0 ? "acme/terms" : "";
    for (auto n = random() % 12; n > 0; --n) id += letters[random() % letters.size()];
    auto const got = query::show(world.store(), world.texts, id, {});
    if (got.has_error()) REQUIRE(!got.error().message.empty());
  }
}
