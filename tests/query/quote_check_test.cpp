#include "query/quote_check.hpp"
#include "tests/fakes/query_world.hpp"

#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <random>

using namespace smallprint;
using query::QuotePiece;
using query::QuoteState;

namespace {

corpus::Source const acme{"Acme AI", "Terms of Service"};
corpus::Source const acme_policy{"Acme AI", "Usage Policy"};
corpus::Source const bolt{"Bolt", "Terms of Service"};

struct Checks {
  test::World world;
  corpus::Lexicons lexicons = corpus::load_lexicons(SMALLPRINT_SOURCE_DIR "/corpus/lexicons").value();

  Checks() {
    world.add(acme, "2024-01-01T00:00:00Z",
              {{"1", "You must be at least 13 years old.", "Who"},
               {"2", "You may not share **Output** with the public.", "What"},
               {"3", "We may end your account with notice.", "End"}});
    world.add(acme, "2025-01-01T00:00:00Z",
              {{"1", "You must be at least 13 years old.", "Who"},
               {"2", "You may share **Output** with the public, unless the law forbids it.", "What"},
               {"3", "You may not:", "Rules"},
               {"3(a)", "scrape the Service by robots;", "Rules", "You may not:"},
               {"3(b)", "sell the Service to others.", "Rules", "You may not:"}});
    world.add(bolt, "2024-06-01T00:00:00Z",
              {{"7", "You must be at least 13 years old.", "Age"},
               {"8", "These terms are governed by the laws of Utopia.", "Law"}});
  }

  query::CheckedQuote check(std::string const& text, std::string const& sentence = "", query::QuoteScope scope = {}) {
    corpus::Quotation quotation;
    quotation.text = text;
    quotation.sentence = sentence;
    quotation.paragraph = sentence;
    auto out = query::QuoteChecker(world.store(), world.texts, lexicons, std::move(scope)).check(quotation).value();
    for (auto const& place : out.places)
      for (auto const& part : place.parts) {
        auto const bytes = world.texts.text(place.snapshot).value();
        CHECK(bytes.substr(part.start, part.end - part.start) == part.quote);
      }
    return out;
  }
};

/// "left-out not; changed a/b"
std::string difference(query::QuotePlace const& place) {
  std::string out;
  for (auto const& piece : place.pieces) {
    if (piece.kind == QuotePiece::Kind::same) continue;
    out +=
        (out.empty() ? "" : "; ") + std::string(query::to_string(piece.kind)) + " " + piece.draft + "/" + piece.source;
  }
  return out;
}

}  // namespace

TEST_CASE_METHOD(Checks, "words in force are exact, wherever they stand", "[query]") {
  auto const got = check("You must be at least 13 years old.");
  CHECK(got.state == QuoteState::exact);
  CHECK(got.good());
  REQUIRE(got.places.size() == 2);
  CHECK(got.places[0].authority == "Acme AI");
  CHECK(got.places[0].since == "2024-01-01T00:00:00Z");
  CHECK(got.places[0].until.empty());
  CHECK(got.places[0].parts[0].clause == "1");
}

TEST_CASE_METHOD(Checks, "whom the draft names comes first", "[query]") {
  auto const got = check("You must be at least 13 years old.", "Bolt's terms say");
  REQUIRE(got.places.size() == 2);
  CHECK(got.places[0].authority == "Bolt");
  CHECK(got.places[0].named);
  CHECK_FALSE(got.places[1].named);
}

TEST_CASE_METHOD(Checks, "a quotation keeps the markup of its source", "[query]") {
  auto const got = check("You may share Output with the public");
  REQUIRE(got.places.size() == 1);
  CHECK(got.places[0].parts[0].quote == "You may share **Output** with the public");
}

TEST_CASE_METHOD(Checks, "words that are gone are superseded, and what stands there now is shown", "[query]") {
  auto const got = check("You may not share Output with the public.");
  CHECK(got.state == QuoteState::superseded);
  REQUIRE(got.places.size() == 1);
  auto const& place = got.places[0];
  CHECK(place.since == "2024-01-01T00:00:00Z");
  CHECK(place.until == "2025-01-01T00:00:00Z");
  REQUIRE(place.now);
  CHECK(place.now->clause.clause == "2");
  CHECK(place.now->changes_meaning);
  CHECK(check("You may not share Output with the public.", "", {{}, "2024-12-31", 3}).state == QuoteState::exact);
  CHECK(check("You may share Output with the public", "", {{}, "2024-12-31", 3}).state == QuoteState::altered);
}

TEST_CASE_METHOD(Checks, "what differs is said word by word, and a change of meaning is flagged", "[query]") {
  auto const [text, expected, meaning] = GENERATE(table<char const*, char const*, bool>({
      {"You must be at least 18 years old.", "changed 18/13", true},
      {"You must be at least 13 full years old.", "added full/", false},
      {"governed by the fine laws of Utopia", "added fine/", false},
      {"These terms are not governed by the laws of Utopia", "added not/", true},
      {"These Terms are governed by the laws of Utopia", "changed Terms/terms", false},
      {"These terms, are governed by the laws of Utopia", "added ,/", false},
  }));
  INFO(text);
  auto const got = check(text);
  CHECK(got.state == QuoteState::altered);
  REQUIRE_FALSE(got.places.empty());
  CHECK(difference(got.places[0]) == expected);
  CHECK(got.changes_meaning == meaning);
  CHECK_FALSE(got.good());
}

TEST_CASE_METHOD(Checks, "what is left out or put in by an editor is exact, and noted", "[query]") {
  auto const got = check("You may share Output ... unless the law forbids it.");
  CHECK(got.state == QuoteState::exact);
  CHECK(difference(got.places[0]) == "elided \u2026/with the public,");
  CHECK(difference(check("[Users] may share Output with the public").places[0]).starts_with("inserted [Users]/"));
  CHECK(check("[y]ou may share Output with the public").state == QuoteState::exact);
}

TEST_CASE_METHOD(Checks, "an ellipsis that hides a negation changes the meaning", "[query]") {
  auto const got = check("You may ... share Output with the public", "", {{}, "2024-12-31", 3});
  CHECK(got.state == QuoteState::exact);
  CHECK(got.changes_meaning);
  CHECK_FALSE(got.good());
}

TEST_CASE_METHOD(Checks, "a full stop in the middle of a sentence is told", "[query]") {
  auto const got = check("You may share Output with the public.");
  CHECK(got.state == QuoteState::exact);
  CHECK(got.places[0].goes_on == ", unless the law forbids it.");
  CHECK(got.places[0].goes_on_qualifies);
}

TEST_CASE_METHOD(Checks, "a quotation may reach over clauses", "[query]") {
  auto const [text, clauses] = GENERATE(table<char const*, char const*>({
      {"You may not: (a) scrape the Service by robots; (b) sell the Service to others.", "3 3(a) 3(b) "},
      {"You may not: scrape the Service by robots", "3 3(a) "},
      {"You may not: sell the Service to others.", "3 3(b) "},
      {"scrape the Service by robots; sell the Service", "3(a) 3(b) "},
      {"at least 13 years old. You may share Output", "1 2 "},
      {"You must be at least 13 years old ... sell the Service to others", "1 3(b) "},
  }));
  INFO(text);
  auto const got = check(text);
  CHECK(got.state == QuoteState::exact);
  REQUIRE_FALSE(got.places.empty());
  std::string all;
  for (auto const& part : got.places[0].parts) all += part.clause + ' ';
  CHECK(all == clauses);
}

TEST_CASE_METHOD(Checks, "words of another than is named are told", "[query]") {
  auto const got = check("These terms are governed by the laws of Utopia.", "Acme AI writes");
  CHECK(got.state == QuoteState::exact);
  CHECK(got.elsewhere);
  CHECK_FALSE(got.good());
  CHECK(got.places[0].authority == "Bolt");
  CHECK_FALSE(check("These terms are governed by the laws of Utopia.", "Bolt, unlike Acme AI, writes").elsewhere);
}

TEST_CASE_METHOD(Checks, "what stands nowhere is not found, and the nearest is shown as such", "[query]") {
  auto const far = check("Every user brings a cake on Fridays");
  CHECK(far.state == QuoteState::not_found);
  CHECK(far.places.empty());
  auto const near = check("You must always be at your desk at thirteen, least of all at home");
  CHECK(near.state == QuoteState::not_found);
}

TEST_CASE_METHOD(Checks, "the limit on places counts what it leaves out", "[query]") {
  auto const got = check("You must be at least 13 years old.", "", {{}, "", 1});
  CHECK(got.places.size() == 1);
  CHECK(got.more == 1);
  CHECK(check("You must be at least 13 years old.", "", {{"Bolt"}, "", 3}).places.size() == 1);
}

TEST_CASE_METHOD(Checks, "the words of a heading are found, and said to be one", "[query]") {
  corpus::Source const carta{"Carta", "Terms of Service"};
  world.add(carta, "2024-01-01T00:00:00Z",
            {{"1", "We bill monthly.", "Fees"}, {"2", "No money back.", "Fees > What we never refund at all"}});
  world.add(carta, "2025-01-01T00:00:00Z",
            {{"1", "We bill monthly.", "Fees and what you pay > Billing"}, {"2", "Ask us.", "Fees and what you pay"}});
  auto const now = check("Fees and what you pay");
  CHECK(now.good());
  REQUIRE(now.places.size() == 1);
  CHECK(now.places[0].is_heading);
  CHECK(now.places[0].caveat == "the words are a heading");
  CHECK(now.places[0].citation == "Carta, Terms of Service, Fees and what you pay");
  CHECK(now.places[0].since == "2025-01-01T00:00:00Z");
  auto const gone = check("What we never refund");
  CHECK(gone.state == QuoteState::superseded);
  REQUIRE(gone.places.size() == 1);
  CHECK(gone.places[0].until == "2025-01-01T00:00:00Z");
  CHECK(gone.places[0].parts[0].quote == "What we never refund");
}

TEST_CASE_METHOD(Checks, "words that came after the date are told", "[query]") {
  auto const got = check("You may share Output with the public, unless the law forbids it.", "", {{}, "2024-12-31", 3});
  CHECK(got.state == QuoteState::altered);
  REQUIRE(got.later);
  CHECK(got.later->authority == "Acme AI");
  CHECK(got.later->document == "Terms of Service");
  CHECK(got.later->since == "2025-01-01T00:00:00Z");
  auto const rules = check("sell the Service to others", "", {{}, "2024-12-31", 3});
  CHECK(rules.state == QuoteState::not_found);
  CHECK(rules.later);
  CHECK_FALSE(check("You may not share Output with the public.", "", {{}, "2024-12-31", 3}).later);
  CHECK_FALSE(check("sell the Service to others").later);
}

TEST_CASE_METHOD(Checks, "a change of meaning is flagged in other languages too", "[query]") {
  auto const [source, quoted, meaning] = GENERATE(table<char const*, char const*, bool>({
      {"Sie dürfen die Ausgabe nicht mit anderen teilen.", "Sie dürfen die Ausgabe mit anderen teilen", true},
      {"Sie dürfen keine Konten an Dritte verkaufen.", "Sie dürfen Konten an Dritte verkaufen", true},
      {"Sie müssen uns über die Änderung unterrichten.", "Sie können uns über die Änderung unterrichten", true},
      {"Wir löschen die Daten nach der Kündigung.", "Wir löschen die Angaben nach der Kündigung", false},
      {"Vous ne pouvez pas partager le contenu avec des tiers.", "Vous pouvez partager le contenu avec des tiers",
       true},
      {"Vous devez nous informer de tout changement.", "Vous pouvez nous informer de tout changement", true},
      {"Nous traitons les données de votre compte.", "Nous traitons les informations de votre compte", false},
      {"Usted no puede compartir el contenido con otros.", "Usted puede compartir el contenido con otros", true},
      {"Usted deberá informarnos de cualquier cambio.", "Usted podrá informarnos de cualquier cambio", true},
      {"Guardamos los datos de la cuenta.", "Guardamos los archivos de la cuenta", false},
  }));
  INFO(quoted);
  world.add({"Dorn", "Terms of Service"}, "2024-01-01T00:00:00Z", {{"1", source, "Eins"}});
  auto const got = check(quoted);
  CHECK(got.state == QuoteState::altered);
  CHECK(got.changes_meaning == meaning);
}

TEST_CASE_METHOD(Checks, "any quotation gets a result", "[query][property]") {
  std::mt19937 random(13);
  std::vector<std::string> const parts{"you ", "may ", "not ",     "share ", "Output ", "[",      "]",    "...", "…",
                                       ". ",   "“",    "\n",       "(",      ")",       "13 ",    "*",    "_",   "\"",
                                       "- ",   "é",    "Service ", "[sic]",  "$",       "{text}", " OR ", "'"};
  for (int round = 0; round < 400; ++round) {
    std::string text;
    for (auto n = random() % 25; n > 0; --n) text += parts[random() % parts.size()];
    INFO(text);
    auto const got = check(text);
    for (auto const& place : got.places) REQUIRE_FALSE(place.parts.empty());
  }
}
