#include "query/search.hpp"

#include "corpus/lexicon_file.hpp"
#include "corpus/text.hpp"
#include "query/search_topics.hpp"
#include "query/stop_words.hpp"
#include "tests/fakes/query_world.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <random>

using namespace smallprint;
using corpus::Bearer;
using corpus::Modality;
using test::provision;

namespace {

corpus::Source const acme_terms{"Acme AI", "Terms of Service"};
corpus::Source const acme_api{"Acme AI", "Developer Terms"};
corpus::Source const borealis{"Borealis", "Terms of Service"};
corpus::Source const cumulus{"Cumulus Research", "Terms of Service"};

/// Two dates of one provider, two more providers, one captured error page.
struct Terms : test::World {
  Terms() {
    add(acme_terms, "2024-01-01T00:00:00Z",
        {{"1", "You may not sell outputs.", "Use", "", {provision(Modality::prohibition, Bearer::user)}},
         {"2",
          "We may end the service at any time.",
          "Term",
          "",
          {provision(Modality::permission, Bearer::provider)}}});
    add(acme_terms, "2025-01-01T00:00:00Z",
        {{"1",
          "You **may not** sell outputs without our consent.",
          "Use",
          "",
          {provision(Modality::prohibition, Bearer::user)}},
         {"2",
          "reverse engineer the models;",
          "Use",
          "You must not:",
          {provision(Modality::prohibition, Bearer::user)}},
         {"3",
          "Both parties must keep secrets.",
          "Confidentiality",
          "",
          {provision(Modality::obligation, Bearer::both)}},
         {"", "Über data: caf\u00E9 owners say \u201Chello\u201D & opt-out.", "Odds", "", {}}});
    add(acme_api, "2025-02-01T00:00:00Z",
        {{"1", "You may sell access to outputs.", "Resale", "", {provision(Modality::permission, Bearer::user)}},
         {"2",
          "We store outputs and data for thirty days.",
          "Storage",
          "",
          {provision(Modality::statement, Bearer::provider)}}});
    add(borealis, "2025-01-05T00:00:00Z",
        {{"1", "Reselling of outputs is forbidden.", "Use", "", {provision(Modality::prohibition, Bearer::user)}},
         {"2",
          "You must train your staff. We train models on your data.",
          "Data",
          "",
          {provision(Modality::obligation, Bearer::user), provision(Modality::statement, Bearer::provider)}},
         {"3", "You may not sell outputs.", "Use", "", {provision(Modality::prohibition, Bearer::user)}}});
    add(cumulus, "2025-01-06T00:00:00Z", {{"", "Error 503: the outputs are not for sale now."}},
        corpus::Capture::error_page);
  }

  query::SearchResult run(std::string_view text, query::SearchScope const& scope = {}) {
    return query::search(store(), texts, text, scope).value();
  }
  /// "Acme AI, Terms of Service, 1" of each hit.
  std::vector<std::string> cited(std::string_view text, query::SearchScope const& scope = {}) {
    std::vector<std::string> out;
    for (auto const& hit : run(text, scope).hits) out.push_back(hit.citation);
    std::sort(out.begin(), out.end());
    return out;
  }
  corpus::Error error(std::string_view text, query::SearchScope const& scope = {}) {
    auto const got = query::search(store(), texts, text, scope);
    REQUIRE(got.has_error());
    return got.error();
  }
};

using Cited = std::vector<std::string>;
std::string const terms1 = "Acme AI, Terms of Service, 1", terms2 = "Acme AI, Terms of Service, 2",
                  terms3 = "Acme AI, Terms of Service, 3", odds = "Acme AI, Terms of Service, Odds",
                  api1 = "Acme AI, Developer Terms, 1", api2 = "Acme AI, Developer Terms, 2",
                  bor1 = "Borealis, Terms of Service, 1", bor2 = "Borealis, Terms of Service, 2",
                  bor3 = "Borealis, Terms of Service, 3";

}  // namespace

TEST_CASE("each operator finds its clauses", "[query][search]") {
  Terms terms;
  auto const check = [&](std::string_view text, Cited expected) {
    CAPTURE(text);
    std::sort(expected.begin(), expected.end());
    CHECK(terms.cited(text) == expected);
  };
  check("sell outputs", {terms1, api1, bor3});
  check("selling output", {terms1, api1, bor3});  // stems
  check("=selling", {});
  check("=sell", {terms1, api1, bor3});
  check("\"sell outputs\"", {terms1, bor3});
  check("\"sell access\" OR \"keep secrets\"", {api1, terms3});
  check("resel*", {bor1});
  check("sell AND consent", {terms1});
  check("outputs NOT sell", {api2, bor1});
  check("outputs -sell -store", {bor1});
  check("(models OR data) -train", {terms2, odds, api2});
  check("NEAR(outputs sell, 1)", {terms1, bor3});
  check("NEAR(outputs sell, 2)", {terms1, api1, bor3});
  check("sell NEAR/1 access", {api1});
  check("sell NEAR/1 consent", {});
  check("heading:storage", {api2});
  check("lead-in:\"must not\"", {terms2});
  check("text:must -heading:data", {terms3});
  check("heading:(use OR storage) outputs", {terms1, api2, bor1, bor3});
  check("cafe", {odds});
  check("opt-out", {odds});
}

TEST_CASE("fields limit documents and provisions", "[query][search]") {
  Terms terms;
  auto const check = [&](std::string_view text, Cited expected) {
    CAPTURE(text);
    std::sort(expected.begin(), expected.end());
    CHECK(terms.cited(text) == expected);
  };
  check("sell provider:acme", {terms1, api1});
  check("sell provider:\"ACME ai\"", {terms1, api1});
  check("sell provider:(borealis OR acme) type:service", {terms1, bor3});
  check("sell -provider:acme", {bor3});
  check("sell type:dev*", {api1});
  check("outputs modality:prohibition", {terms1, bor1, bor3});
  check("outputs NOT modality:prohibition", {api1, api2});
  check("modality:prohibition provider:acme", {terms1, terms2});  // nothing but fields
  check("bearer:user modality:obligation", {terms3, bor2});       // what binds both binds the user
  check("bearer:provider modality:obligation", {terms3});         // of one provision: not bor2
  check("modality:obligation modality:statement", {bor2});        // two provisions
  check("provider:acme -outputs -modality:obligation type:service", {terms2, odds});
  // Words and fields in any mixture.
  check("provider:borealis OR consent", {bor1, bor2, bor3, terms1});
  check("NOT (provider:acme OR outputs)", {bor2});
  check("outputs (modality:permission OR provider:borealis)", {api1, bor1, bor3});
  check("-(provider:acme sell) -provider:borealis", {terms2, terms3, odds, api2});
}

TEST_CASE("a hit's words are the version's bytes", "[query][search]") {
  Terms terms;
  for (auto const& hit : terms.run("may OR models OR data OR outputs OR secrets").hits) {
    CAPTURE(hit.citation);
    auto const version = terms.texts.text(hit.snapshot).value();
    CHECK(hit.text == version.substr(hit.start, hit.end - hit.start));
    CHECK(!hit.text.empty());
    CHECK(terms.store().text_by_key(hit.text_key).has_value());
  }
  auto const hit = terms.run("consent").hits.at(0);
  CHECK(hit.text == "You **may not** sell outputs without our consent.");
  CHECK(hit.snippet ==
        "You may not sell outputs without our \x02"
        "consent\x03.");
  CHECK(hit.heading == "Use");
  CHECK(hit.clause == "1");
  CHECK(hit.version_date == "2025-01-01T00:00:00Z");
}

TEST_CASE("the versions in force at a date are searched", "[query][search]") {
  Terms terms;
  query::SearchScope scope;
  scope.as_of = "2024-06-30";
  CHECK(terms.cited("sell", scope) == Cited{terms1});
  CHECK(terms.run("sell", scope).hits.at(0).text == "You may not sell outputs.");
  CHECK(terms.cited("consent", scope).empty());
  scope.as_of = "2023-01-01";
  CHECK(terms.run("sell", scope).total == 0);
}

TEST_CASE("what was not captured is named, not searched", "[query][search]") {
  Terms terms;
  auto const result = terms.run("sale");
  CHECK(result.hits.empty());
  CHECK(result.not_captured == Cited{"Cumulus Research, Terms of Service: error page"});
  CHECK(terms.run("provider:cumulus").total == 0);
  CHECK(terms.run("provider:cumulus").not_captured.size() == 1);
  CHECK(terms.run("provider:acme sell").not_captured.empty());  // it was not asked for
}

TEST_CASE("pages follow each other without gap or overlap", "[query][search]") {
  Terms terms;
  auto const all = terms.run("outputs");
  CHECK(all.total == 5);
  Cited whole, joined;
  for (auto const& hit : all.hits) whole.push_back(hit.citation);
  for (std::size_t offset = 0; offset < 7; offset += 2) {
    query::SearchScope scope;
    scope.limit = 2;
    scope.offset = offset;
    auto const page = terms.run("outputs", scope);
    CHECK(page.total == 5);
    for (auto const& hit : page.hits) joined.push_back(hit.citation);
  }
  CHECK(joined == whole);
  for (std::size_t i = 1; i < all.hits.size(); ++i) CHECK(all.hits[i - 1].score >= all.hits[i].score);
}

TEST_CASE("clauses that rank alike stand in the order of reading", "[query][search]") {
  Terms terms;
  Cited order;
  for (auto const& hit : terms.run("type:\"terms of service\"").hits) order.push_back(hit.citation);
  CHECK(order == Cited{terms1, terms2, terms3, odds, bor1, bor2, bor3});
}

TEST_CASE("a question in plain words finds something sensible", "[query][search]") {
  Terms terms;
  auto const stop_words = query::load_stop_words(std::filesystem::path(SMALLPRINT_SOURCE_DIR) / "corpus").value();
  query::SearchScope scope;
  scope.language.stop_words = &stop_words;
  auto const exact = terms.run("May I sell the outputs?", scope);
  CHECK_FALSE(exact.relaxed);
  CHECK(exact.total == 3);
  auto const loose = terms.run("Do they train their models on data of my elephant?", scope);
  CHECK(loose.relaxed);
  REQUIRE(!loose.hits.empty());
  CHECK(loose.hits.front().citation == bor2);
  // Four words or more: few clauses with all of them do not hide the others, but come first.
  auto const question = terms.run("You may sell access to outputs?");
  CHECK(question.relaxed);
  CHECK(question.total > 1);
  CHECK(question.hits.at(0).citation == api1);
  CHECK(terms.run("What is the", scope).total == terms.run("What is the").total);  // nothing but stop words
  CHECK(terms.run("sell AND elephant", scope).total == 0);                         // operators mean what they say
  CHECK(terms.run("sell elephant provider:borealis", scope).hits.at(0).citation == bor3);
  CHECK(terms.run("sell elephant zebra -outputs", scope).total == 0);
}

TEST_CASE("topic: stands for the words that the scope gives", "[query][search]") {
  Terms terms;
  query::SearchScope scope;
  scope.language.topic_query = [](std::string_view id) -> corpus::Result<std::string> {
    if (id == "resale") return std::string("text:(sell OR resell*)");
    if (id == "broken") return std::string("sell (");
    return corpus::Error{corpus::Errc::not_found, "topics", 0, "no topic '" + std::string(id) + "'"};
  };
  CHECK(terms.cited("topic:resale provider:borealis", scope) == Cited{bor1, bor3});
  CHECK(terms.cited("outputs -topic:resale", scope) == Cited{api2});
  CHECK(terms.error("outputs topic:zoo", scope).message == "no topic 'zoo'");
  CHECK(terms.error("outputs topic:zoo", scope).offset == 8);
  CHECK_THAT(terms.error("topic:broken", scope).message,
             Catch::Matchers::StartsWith("the query of topic 'broken' is wrong: expected"));
  CHECK(terms.error("topic:resale").code == corpus::Errc::unsupported);
}

TEST_CASE("topic: is what its readings speak from", "[query][search]") {
  Terms terms;
  query::SearchScope scope;
  scope.language.topic_query = [](std::string_view) { return corpus::Result<std::string>("outputs OR sell"); };
  scope.topic_reads = [](std::string_view id, index::StoredText const& text) {
    return text.text.text.find(id == "stores" ? "store" : "not sell") != std::string::npos;
  };
  CHECK(terms.cited("topic:bans", scope) == Cited{terms1, bor3});
  CHECK(terms.cited("outputs -topic:bans", scope) == Cited{api1, api2, bor1});
  CHECK(terms.cited("topic:(bans OR stores) provider:acme", scope) == Cited{api2, terms1});
  CHECK(terms.cited("topic:bans OR secrets", scope) == Cited{terms1, terms3, bor3});
  CHECK(terms.cited("NOT topic:bans type:dev*", scope) == Cited{api1, api2});
}

TEST_CASE("the project's own topics can be searched for", "[query][search]") {
  Terms terms;
  auto const lexicons = corpus::load_lexicons(SMALLPRINT_SOURCE_DIR "/corpus/lexicons").value();
  auto const topics = corpus::load_topics(SMALLPRINT_SOURCE_DIR "/corpus/topics", lexicons.concepts).value();
  query::SearchScope scope;
  query::allow_topics(scope, topics, lexicons.concepts);
  for (auto const& topic : topics.all) {
    CAPTURE(topic.id);
    CHECK(query::search(terms.store(), terms.texts, "topic:" + topic.id, scope).has_value());
  }
  CHECK(terms.error("topic:reverse-enginer", scope).message ==
        "no topic 'reverse-enginer'; did you mean \u201Creverse-engineer\u201D?");
}

TEST_CASE("names that are not there are told with near ones", "[query][search]") {
  Terms terms;
  auto const provider = terms.error("sell provider:boraelis");
  CHECK(provider.code == corpus::Errc::not_found);
  CHECK(provider.offset == 5);
  CHECK(provider.message == "no provider 'boraelis'; did you mean \u201CBorealis\u201D?");
  CHECK(terms.error("type:\"developper terms\"").message ==
        "no document type 'developper terms'; did you mean \u201CDeveloper Terms\u201D?");
  CHECK(terms.error("provider:zzzzzzzz").message == "no provider 'zzzzzzzz'");
}

TEST_CASE("a text that the archive lost is an error, not a silence", "[query][search]") {
  Terms terms;
  auto const hit = terms.run("consent").hits.at(0);
  terms.texts.forget(hit.snapshot);
  CHECK(terms.error("consent").code == corpus::Errc::not_found);
}

TEST_CASE("one search reads each version once", "[query][search]") {
  Terms terms;
  terms.store();
  terms.texts.reads = 0;
  terms.run("provider:acme OR provider:borealis");
  CHECK(terms.texts.reads == 3);
}

TEST_CASE("the deepest and longest queries are within the engine's reach", "[query][search]") {
  Terms terms;
  std::string right, left, chain;
  for (std::size_t i = 0; i < query::language::max_depth; ++i) {
    right += i % 2 == 0 ? "sell AND (" : "outputs OR (";
    left += '(';
  }
  right += "data" + std::string(query::language::max_depth, ')');
  left += "data";
  for (std::size_t i = 0; i < query::language::max_depth; ++i) left += i % 2 == 0 ? " OR sell)" : " AND outputs)";
  while (chain.size() + 3 < query::language::max_size) chain += "a" + std::string(chain.size() % 4 == 0 ? " " : "b ");
  for (auto const& text :
       {right, left, chain, "NEAR(" + chain.substr(0, 4000) + ")", "\"" + chain.substr(0, 4000) + "\""}) {
    auto const got = query::search(terms.store(), terms.texts, text, {});
    CHECK((got.has_value() || got.error().message.empty()));
  }
  std::string nots;
  for (int i = 0; i < 900; ++i) nots += "NOT ";
  CHECK(query::search(terms.store(), terms.texts, nots + "sell", {}).value().total == 3);
}

TEST_CASE("no bytes make the engine stumble", "[query][search][property]") {
  Terms terms;
  std::vector<std::string> const pieces{"sell",
                                        "\"",
                                        "\"",
                                        "(",
                                        ")",
                                        " AND ",
                                        " OR ",
                                        " NOT ",
                                        "-",
                                        "NEAR(",
                                        " NEAR/3 ",
                                        " NEAR ",
                                        ",",
                                        "*",
                                        "=",
                                        ":",
                                        "heading:",
                                        "lead-in:",
                                        "text:",
                                        "provider:acme",
                                        "modality:prohibition",
                                        "bearer:",
                                        "{",
                                        "}",
                                        "^",
                                        "+",
                                        "'",
                                        "''",
                                        "\\",
                                        "%",
                                        ";",
                                        " ",
                                        " ",
                                        " ",
                                        "\n",
                                        std::string(1, '\0'),
                                        "\u201C",
                                        "\u201D",
                                        "\u00A0",
                                        "\u4E2D\u6587",
                                        "\u0301",
                                        "\u200D",
                                        "caf\u00E9",
                                        "1,000",
                                        "3.2(b)",
                                        "rowid",
                                        "MATCH",
                                        "AND",
                                        "or",
                                        "text",
                                        "a*b",
                                        "=may",
                                        "~sell",
                                        "x\"\"y",
                                        "\xFF",
                                        "\xC3",
                                        "\x01",
                                        "\x7F",
                                        "--",
                                        "/*"};
  std::mt19937 random(20250101);
  std::size_t answered = 0;
  std::size_t refused = 0;
  for (int round = 0; round < 6000; ++round) {
    std::string text;
    for (auto n = random() % 12 + 1; n > 0; --n) text += pieces[random() % pieces.size()];
    if (round % 10 == 0)
      for (auto& c : text) c = static_cast<char>(random());
    auto const got = query::search(terms.store(), terms.texts, text, {});
    if (got) {
      ++answered;
      continue;
    }
    ++refused;
    INFO(query::language::explain(got.error(), text));
    REQUIRE(got.error().source == "query");  // never the engine's own complaint
    REQUIRE(got.error().offset <= text.size());
    REQUIRE(!got.error().message.empty());
  }
  CHECK(answered > 500);
  CHECK(refused > 1000);
}
