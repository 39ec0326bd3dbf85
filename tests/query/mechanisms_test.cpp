// Small invented documents, one way of drafting each, through the whole chain: parse, provisions, index, ask.
// The cases are data: tests/query/mechanisms/README.md.
#include "parser/parser.hpp"
#include "parser/provision/provisions.hpp"
#include "query/ask.hpp"
#include "tests/fakes/query_world.hpp"
#include "tests/query/mechanism_cases.hpp"
#include "tests/support/real_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

using namespace smallprint;
using test::MechanismCase;

namespace {

/// All cases in one index, each as an authority of its own.
class Cases {
 public:
  Cases() {
    for (auto const& one : all)
      for (auto const& document : one.documents) add(one, document);
  }

  std::vector<MechanismCase> all =
      test::CaseReader::read(std::filesystem::path(SMALLPRINT_SOURCE_DIR) / "tests" / "query" / "mechanisms");
  corpus::Lexicons lexicons = corpus::load_lexicons(test::data_folder() / "lexicons").value();
  corpus::Topics topics = corpus::load_topics(test::data_folder() / "topics", lexicons.concepts).value();
  test::World world;

 private:
  void add(MechanismCase const& one, test::CaseDocument const& document) {
    // The text knows the provider by its name, the index by the case's id: names may repeat.
    // A sentence or two may be too few to tell their language: a last line without matter makes up for it.
    auto const text = document.text + "\n\n---\n\nAnd that is how it is with all of this, for you and for us.\n";
    auto const parsed = parser::parse(text, corpus::MediaType::markdown, one.provider, lexicons).value();
    INFO(one.place);
    REQUIRE(parsed.capture == corpus::Capture::document);
    REQUIRE(parsed.provisions_supported);
    world.add_parsed({one.id, document.type}, document.date, text, parsed,
                     [&](corpus::ClauseText const& clause) { return finder_.find(clause); });
  }

  parser::ProvisionFinder finder_{lexicons};
};

std::string shown(std::vector<query::Quote> const& quotes, std::string_view title) {
  std::string out;
  for (auto const& quote : quotes)
    out += fmt::format("  {} [{}, {}, {}] {}{}\n", title, quote.document, to_string(quote.stance), quote.rule,
                       quote.lead_in.empty() ? "" : quote.lead_in + " ... ", quote.quote);
  return out;
}

/// What is wrong with the answer; empty when nothing is.
std::string fault(MechanismCase const& one, query::Answer const& answer) {
  std::string out;
  if (std::find(one.verdicts.begin(), one.verdicts.end(), answer.verdict) == one.verdicts.end()) out += " verdict";
  auto const value = test::plain(answer.value.value_or(""));
  for (auto const& part : one.value)
    if (part == "none" ? answer.value.has_value() : value.find(test::plain(part)) == std::string::npos) out += " value";
  if (one.conflict && *one.conflict != answer.conflict) out += " conflict";
  if (!one.quote.empty() && (answer.evidence.empty() ||
                             test::plain(answer.evidence[0].quote).find(test::plain(one.quote)) == std::string::npos))
    out += " quote";
  return out.empty() ? out : out.substr(1);
}

std::string report(MechanismCase const& one, query::Answer const& answer, std::string const& wrong) {
  auto const words = [](std::string const& verdict, bool conflict, std::string const& value) {
    return verdict + (conflict ? ", conflict" : "") + (value.empty() ? "" : ", value \"" + value + "\"");
  };
  std::string verdicts;
  for (auto const verdict : one.verdicts) verdicts.append(verdicts.empty() ? "" : " or ").append(to_string(verdict));
  std::string values;
  for (auto const& value : one.value) values += (values.empty() ? "" : " + ") + value;
  return fmt::format(
      "{} ({}, {}): {}\n  question  {}\n  expected  {}\n  got       {}, topic {}\n{}{}{}", one.id, one.mechanism,
      one.place, wrong, one.question, words(verdicts, one.conflict.value_or(false), values),
      words(std::string(to_string(answer.verdict)), answer.conflict, answer.value.value_or("")),
      answer.topic.empty() ? "none" : answer.topic, one.quote.empty() ? "" : "  must quote " + one.quote + "\n",
      shown(answer.evidence, "quote  "), shown(answer.nearest, "nearest"));
}

struct Count {
  int passed = 0;
  int total = 0;
};

}  // namespace

TEST_CASE("mechanisms: each text gives the answer that lawyers give", "[query][mechanisms]") {
  Cases cases;
  query::Asker asker(cases.world.store(), cases.world.texts, cases.lexicons, cases.topics);
  auto const* set = std::getenv("SMALLPRINT_MECHANISMS");
  bool const listing = set != nullptr && *set != '\0';
  std::map<std::string, Count> counts;
  std::string known;
  Count sum;
  for (auto const& one : cases.all) {
    query::AskScope scope;
    scope.authorities = {one.id};
    scope.as_of = one.as_of;
    auto const answer = asker.ask(one.question, "", scope).value().at(0);
    for (auto const& quote : answer.evidence) {
      INFO(one.place);
      CHECK(quote.quote == cases.world.texts.text(quote.snapshot).value().substr(quote.start, quote.end - quote.start));
    }
    auto const wrong = fault(one, answer);
    auto& count = counts[one.mechanism];
    for (auto* c : {&count, &sum}) {
      ++c->total;
      if (wrong.empty()) ++c->passed;
    }
    if (!wrong.empty() && !one.fails.empty()) known += report(one, answer, wrong) + "  known     " + one.fails + "\n\n";
    if (!wrong.empty() && one.fails.empty()) FAIL_CHECK(report(one, answer, wrong));
    if (wrong.empty() && !one.fails.empty())
      FAIL_CHECK(one.place << ": case " << one.id << " passes now: remove its mark");
  }
  std::string table = fmt::format("{:<40} passed  total\n", "mechanism");
  for (auto const& [mechanism, count] : counts)
    table += fmt::format("{:<40} {:>6} {:>6}\n", mechanism, count.passed, count.total);
  table += fmt::format("{:<40} {:>6} {:>6}\n", "all", sum.passed, sum.total);
  if (listing) fmt::print("{}{}", known, table);
  SUCCEED(table);  // -s shows it
}
