#include "query/query_language.hpp"

#include "corpus/text.hpp"
#include "query/query_plan.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <fstream>
#include <random>
#include <sstream>

using namespace smallprint;
using namespace smallprint::query::language;

namespace {

/// A tree in one line: (sell & data), a list without operators as (sell data).
std::string show(Node const& node) {
  auto const list = [&](std::string_view joint) {
    std::string out = "(";
    for (auto const& child : node.children) out += (out.size() > 1 ? std::string(joint) : "") + show(child);
    return out + ")";
  };
  switch (node.kind) {
    case Node::Kind::term: {
      auto const text = node.phrase ? "\"" + node.text + "\"" : node.text;
      return (node.exact ? "=" : "") + text + (node.prefix ? "*" : "");
    }
    case Node::Kind::near:
      return "near" + std::to_string(node.distance) + list(" ");
    case Node::Kind::all:
      return list(node.implicit ? " " : " & ");
    case Node::Kind::any:
      return list(" | ");
    case Node::Kind::none:
      return "!" + show(node.children.front());
    case Node::Kind::words:
      return std::string(to_string(node.field)) + ":" + show(node.children.front());
    case Node::Kind::filter: {
      std::string out = std::string(to_string(node.field)) + ":[";
      for (auto const& value : node.values) out += (out.back() == '[' ? "" : "|") + value;
      return out + "]";
    }
  }
  return {};
}

std::string refusal(std::string_view text) {
  auto const got = parse(text);
  REQUIRE(got.has_error());
  CHECK(got.error().source == "query");
  auto const told = explain(got.error(), text);
  return told.substr(0, told.find('\n'));
}

/// The blocks of docs/query.md that are marked `kind`.
std::vector<std::string> blocks(std::string const& kind) {
  std::ifstream file(SMALLPRINT_SOURCE_DIR "/docs/query.md");
  REQUIRE(file);
  std::vector<std::string> out;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("```")) {
      inside = line == "```" + kind;
      if (inside) out.emplace_back();
    } else if (inside) {
      out.back() += line + "\n";
    }
  }
  return out;
}

}  // namespace

TEST_CASE("a query becomes a tree", "[query][language]") {
  auto const [text, tree] = GENERATE(table<char const*, char const*>({
      {"sell", "sell"},
      {"sell data", "(sell data)"},
      {"a AND b OR c d", "((a & b) | (c d))"},
      {"a b AND c", "(a (b & c))"},
      {"a OR b AND c", "(a | (b & c))"},
      {"NOT a b", "(!a b)"},
      {"NOT a AND b", "(!a & b)"},
      {"NOT NOT a", "a"},
      {"a -b -\"c d\" -(e f) -=g", "(a !b !\"c d\" !(e f) !=g)"},
      {"\"a b\"* c* =d =\"e f\"*", "(\"a b\"* c* =d =\"e f\"*)"},
      {"\u201Ca b\u201D \u201Ec\u201C", "(\"a b\" \"c\")"},
      {"NEAR(a \"b c\", 5)", "near5(a \"b c\")"},
      {"NEAR (a b)", "near10(a b)"},
      {"a NEAR/3 b", "near3(a b)"},
      {"a NEAR b NEAR/2 c", "(near10(a b) & near2(b c))"},
      {"a NEAR(b c)", "(a near10(b c))"},
      {"-NEAR(a b) c", "(!near10(a b) c)"},
      {"((a))", "a"},
      {"provider:acme", "provider:[acme]"},
      {"Provider: \"Acme AI\"", "provider:[Acme AI]"},
      {"provider:(acme OR \"b c\" OR d e*)", "provider:[acme|b c|d e*]"},
      {"authority:a document:b", "(provider:[a] type:[b])"},
      {"MODALITY:Prohibition", "modality:[prohibition]"},
      {"bearer:third-party", "bearer:[third-party]"},
      {"heading:a b", "(heading:a b)"},
      {"heading:(a -b) text:\"c d\" lead-in:NEAR(e f)", "(heading:(a !b) text:\"c d\" lead-in:near10(e f))"},
      // What looks like an operator and is a word.
      {"and or not near", "(and or not near)"},
      {"ANDROID NOTE NEARBY ORDER", "(ANDROID NOTE NEARBY ORDER)"},
      {"opt-out a - b -- c", "(opt-out a b c)"},
      {"10:30 note: https://a.b/c std::x", "(10:30 note: https://a.b/c std::x)"},
      {"a = b & c , d * / ?", "(a b c d)"},
      {"sell, rent; or 1,000.50?", "(sell rent; or 1,000.50?)"},
      {"don't \u2014 caf\u00E9\u00A0x\u3000y", "(don't caf\u00E9 x y)"},
      {"\u4F60\u597D \u0926\u0947\u0935", "(\u4F60\u597D \u0926\u0947\u0935)"},
      {"a\nb\tc", "(a b c)"},
  }));
  CAPTURE(text);
  auto const got = parse(text);
  REQUIRE(got.has_value());
  CHECK(show(*got) == tree);
}

TEST_CASE("an error points at the column and says what was expected", "[query][language]") {
  auto const [text, message] = GENERATE(table<char const*, char const*>({
      {"", "query:1:1: expected a word, a phrase, a field or '(', got end of query"},
      {"   ", "query:1:4: expected a word, a phrase, a field or '(', got end of query"},
      {"(sell data", "query:1:11: expected ')', got end of query"},
      {"sell) data", "query:1:5: expected end of query, got ')'"},
      {"()", "query:1:2: expected a word, a phrase, a field or '(', got ')'"},
      {"sell \"data", "query:1:11: expected '\"', got end of query"},
      {"\"\"", "query:1:2: expected a word inside the quotes, got '\"'"},
      {"\"&\" a", "query:1:2: expected a word inside the quotes, got '&'"},
      {"OR a", "query:1:1: expected a word, a phrase, a field or '(', got 'OR'"},
      {"a OR", "query:1:5: expected a word, a phrase, a field or '(', got end of query"},
      {"a AND  AND b", "query:1:8: expected a word, a phrase, a field or '(', got 'AND'"},
      {"a NOT", "query:1:6: expected a word, a phrase, a field or '(', got end of query"},
      {"a NOT & b", "query:1:7: expected a word, a phrase, a field or '(', got '&'"},
      {"NEAR(a)", "query:1:7: expected a word or phrase, got ')'"},
      {"NEAR(a b", "query:1:9: expected ')', got end of query"},
      {"NEAR(a b, x)", "query:1:11: expected a distance from 1 to 1000, got 'x'"},
      {"a NEAR/0 b", "query:1:8: expected a distance from 1 to 1000, got '0'"},
      {"a NEAR/1001 b", "query:1:8: expected a distance from 1 to 1000, got '1001'"},
      {"a NEAR/99999999999 b", "query:1:8: expected a distance from 1 to 1000, got '99999999999'"},
      {"a NEAR/5 (b)", "query:1:10: expected a word or phrase, got '('"},
      {"a NEAR", "query:1:7: expected a word or phrase, got end of query"},
      {"sell provider:", "query:1:15: expected a value after the colon, got end of query"},
      {"heading:type:a", "query:1:9: expected a value after the colon, got 'type:a'"},
      {"heading:(a type:b)", "query:1:12: expected words inside 'heading:', got the field 'type:'"},
      {"provider:(a AND b)", "query:1:11: expected names joined by OR after 'provider:'"},
      {"provider:(-a)", "query:1:12: expected names joined by OR after 'provider:'"},
      {"bearer:we", "query:1:8: no bearer 'we'; there are unknown, user, provider, third-party, both"},
      {"a providr:b", "query:1:3: no field 'providr'; did you mean \u201Cprovider\u201D?"},
      {"colour:red",
       "query:1:1: no field 'colour'; there are provider, type, modality, bearer, topic, heading, lead-in, "
       "text; quotes make it words"},
      {"caf\u00E9 (b", "query:1:8: expected ')', got end of query"},  // columns count characters
      {"a\nb (c", "query:2:5: expected ')', got end of query"},
      {"a \xFF", "query:1:3: expected UTF-8, got another byte"},
  }));
  CAPTURE(text);
  CHECK(refusal(text) == message);
}

TEST_CASE("a caret stands under the place", "[query][language]") {
  auto const text = "first\n\u00E9\u00E9 OR OR b\nlast";
  CHECK(explain(parse(text).error(), text) ==
        "query:2:7: expected a word, a phrase, a field or '(', got 'OR'\n  \u00E9\u00E9 OR OR b\n        ^");
  CHECK(explain({corpus::Errc::io, "archive", 0, "is gone"}, "a") == "archive: is gone");
}

TEST_CASE("length and depth are limited", "[query][language]") {
  CHECK(parse(std::string(max_size, 'a')).has_value());
  CHECK(parse(std::string(max_size + 1, 'a')).error().code == corpus::Errc::too_large);
  auto const nested = [](std::size_t depth) { return std::string(depth, '(') + "a" + std::string(depth, ')'); };
  CHECK(parse(nested(max_depth)).has_value());
  auto const deep = parse(nested(max_depth + 1));
  REQUIRE(deep.has_error());
  CHECK(deep.error().code == corpus::Errc::too_large);
  CHECK(deep.error().offset == max_depth);
  CHECK(parse("\"" + std::string(100, '(') + "a\"").has_value());          // not in quotes
  auto const hidden = std::string("\u201Cx\" ") + std::string(4000, '(');  // any quote ends a phrase
  CHECK(parse(hidden).error().code == corpus::Errc::too_large);
  std::string nots;
  for (int i = 0; i < 1000; ++i) nots += "NOT ";
  CHECK(show(*parse(nots + "a")) == "a");
}

TEST_CASE("every expression is made of quoted strings", "[query][language]") {
  auto const [text, expression] = GENERATE(table<char const*, char const*>({
      {"sell", "\"sell\""},
      {"a b", "(\"a\" AND \"b\")"},
      {"a OR b*", "(\"a\" OR \"b\" *)"},
      {"a -b -c", "(\"a\" NOT (\"b\" OR \"c\"))"},
      {"=\"may not\"", "\"=may =not\""},
      {"a=b", "\"a b\""},
      {"NEAR(a \"b c\", 5)", "NEAR(\"a\" \"b c\" , 5)"},
      {"heading:(a OR b)", "{heading} : (\"a\" OR \"b\")"},
      {"lead-in:a", "{lead_in} : \"a\""},
      {"heading:(a -b)", "({heading} : \"a\" NOT {heading} : \"b\")"},
      {"c (a OR b)", "((\"a\" OR \"b\") AND \"c\")"},  // the deepest first
  }));
  CAPTURE(text);
  auto const got = plan(parse(text).value());
  REQUIRE(got.has_value());
  REQUIRE(got->branches.size() == 1);
  CHECK(got->branches.front().expression() == expression);
}

TEST_CASE("fields and words in too many mixtures are refused", "[query][language]") {
  std::string text;
  for (char c = 'a'; c < 'g'; ++c) text += std::string("(provider:") + c + " OR " + c + ") AND ";
  auto const got = plan(parse(text + "z").value());
  REQUIRE(got.has_error());
  CHECK(got.error().code == corpus::Errc::too_large);
}

TEST_CASE("the manual's examples are as it says", "[query][language][docs]") {
  std::size_t lines = 0;
  for (auto const& block : blocks("query")) {
    std::istringstream in(block);
    for (std::string line; std::getline(in, line); ++lines) {
      CAPTURE(line);
      auto const got = parse(line);
      CHECK(got.has_value());
      PlanOptions options;
      options.topic_query = [](std::string_view) { return corpus::Result<std::string>("words"); };
      if (got) CHECK(plan(*got, options).has_value());
    }
  }
  CHECK(lines > 30);
  auto const errors = blocks("error");
  CHECK(errors.size() >= 6);
  for (auto const& block : errors) {
    auto const end = block.find('\n');
    auto const text = block.substr(0, end);
    CAPTURE(text);
    auto const got = parse(text);
    REQUIRE(got.has_error());
    CHECK(explain(got.error(), text) + "\n" == block.substr(end + 1));
  }
}

TEST_CASE("random bytes are read or refused, never more", "[query][language][property]") {
  std::mt19937 random(7);
  std::string const letters = "ab \"\"()()-*=:,ANDORTE/5\n\xC3\xA9";
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (auto n = random() % 40; n > 0; --n)
      text += round % 4 == 0 ? static_cast<char>(random()) : letters[random() % letters.size()];
    auto const got = parse(text);
    if (got) {
      REQUIRE(plan(*got).has_value());
      continue;
    }
    REQUIRE(got.error().offset <= text.size());
    REQUIRE(!explain(got.error(), text).empty());
  }
}
