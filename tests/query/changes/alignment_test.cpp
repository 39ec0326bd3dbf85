#include "query/changes/alignment.hpp"

#include "corpus/text.hpp"
#include "query/changes/clause_words.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <random>

using namespace smallprint;
using query::Relation;

namespace {

/// Clauses written as "label|text".
struct Side {
  std::vector<query::ClauseWords> words;
  std::vector<std::string> labels;
  std::vector<query::Piece> pieces;

  explicit Side(std::vector<std::string> const& clauses) {
    for (auto const& clause : clauses) {
      auto const bar = clause.find('|');
      labels.push_back(clause.substr(0, bar));
      words.push_back(query::clause_words({"", "", clause.substr(bar + 1), ""}));
    }
    for (std::size_t i = 0; i < words.size(); ++i)
      pieces.push_back({labels[i], words[i].place, words[i].same, words[i].bag});
  }
};

/// "reworded 1-2" for each correspondence that is not unchanged.
std::vector<std::string> differences(std::vector<std::string> const& before, std::vector<std::string> const& after) {
  Side const a(before), b(after);
  std::vector<std::string> out;
  for (auto const& pair : query::align_clauses(a.pieces, b.pieces).pairs) {
    if (pair.relation == Relation::unchanged) continue;
    std::string line(to_string(pair.relation));
    line += ' ';
    for (auto const i : pair.before) line += std::to_string(i);
    line += '-';
    for (auto const i : pair.after) line += std::to_string(i);
    out.push_back(line);
  }
  return out;
}

std::string const fees = "1|You pay the fees that the order names within thirty days of the invoice.";
std::string const stars = "2|The observatory shows the planets every evening when the sky is clear.";
std::string const lens = "3|You may not take the lenses of the telescope home or lend them to anybody.";
std::string const dogs = "4|Dogs stay outside the dome, whatever their size and temper may be.";

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("each relation of clauses is told from the others", "[changes]") {
  CHECK(differences({fees, stars, lens}, {fees, stars, lens}).empty());
  CHECK(differences({fees, stars}, {fees, stars, lens}) == Lines{"added -2"});
  CHECK(differences({fees, stars, lens}, {fees, lens}) == Lines{"removed 1-"});
  CHECK(differences({fees, stars, lens, dogs}, {stars, lens, dogs, fees}) == Lines{"moved 0-3"});
  CHECK(differences({fees, stars}, {fees, "7" + stars.substr(1)}) == Lines{"renumbered 1-1"});
  CHECK(differences({fees, lens},
                    {fees, "3|You may not take the lenses of the big telescope home or rent them to anybody."}) ==
        Lines{"reworded 1-1"});
}

TEST_CASE("a clause that is cut in two is split, and the reverse is merged", "[changes]") {
  std::string const whole =
      "1|You pay the fees that the order names within thirty days. The observatory shows the planets every evening.";
  Lines const parts{"1|You pay the fees that the order names within thirty days.",
                    "2|The observatory shows the planets every evening."};
  CHECK(differences({whole, dogs}, {parts[0], parts[1], dogs}) == Lines{"split 0-01"});
  CHECK(differences({parts[0], parts[1], dogs}, {whole, dogs}) == Lines{"merged 01-0"});
}

TEST_CASE("other clauses are not taken for rewordings", "[changes]") {
  CHECK(differences({fees, stars}, {fees, dogs}) == Lines{"removed 1-", "added -1"});
}

TEST_CASE("nothing on a side is all added or all removed", "[changes]") {
  CHECK(differences({}, {fees}) == Lines{"added -0"});
  CHECK(differences({fees}, {}) == Lines{"removed 0-"});
  CHECK(differences({}, {}).empty());
}

TEST_CASE("every clause stands in exactly one correspondence, whatever was changed", "[changes]") {
  auto const seed = GENERATE(range(0u, 60u));
  std::mt19937 random(seed);
  auto const some = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  static char const* const words[] = {"you",  "may", "not",   "lens",  "dome", "fee",
                                      "star", "pay", "night", "guest", "day",  "key"};
  auto const clause = [&] {
    std::string out = std::to_string(some(9)) + "|";
    for (unsigned i = 0, n = 1 + some(14); i < n; ++i) out += std::string(words[some(12)]) + " ";
    return out;
  };
  Lines before;
  for (unsigned i = 0, n = some(40); i < n; ++i) before.push_back(clause());
  auto after = before;
  for (unsigned i = 0, n = some(12); i < n; ++i) {
    auto const at = after.empty() ? 0 : some(static_cast<unsigned>(after.size()));
    switch (some(4)) {
      case 0:
        after.insert(after.begin() + at, clause());
        break;
      case 1:
        if (!after.empty()) after.erase(after.begin() + at);
        break;
      case 2:
        if (!after.empty()) after[at] += " star key";
        break;
      default:
        if (!after.empty()) std::swap(after[at], after[some(static_cast<unsigned>(after.size()))]);
    }
  }
  Side const a(before), b(after);
  auto const alignment = query::align_clauses(a.pieces, b.pieces);
  std::vector<int> old_seen(before.size(), 0), new_seen(after.size(), 0);
  for (auto const& pair : alignment.pairs) {
    for (auto const i : pair.before) ++old_seen.at(i);
    for (auto const i : pair.after) ++new_seen.at(i);
    CHECK(pair.similarity >= 0);
    CHECK(pair.similarity <= 1);
    CHECK(pair.before.empty() == (pair.relation == Relation::added));
    CHECK(pair.after.empty() == (pair.relation == Relation::removed));
  }
  CAPTURE(seed);
  CHECK(old_seen == std::vector<int>(before.size(), 1));
  CHECK(new_seen == std::vector<int>(after.size(), 1));
}

TEST_CASE("where too much differs the alignment says that it gave up", "[changes]") {
  Lines before, after;
  for (int i = 0; i < 40; ++i) {
    before.push_back(std::to_string(i) + "|old words number " + std::to_string(i) + " of the first text");
    after.push_back(std::to_string(i) + "|new words number " + std::to_string(i + 100) + " in a second text");
  }
  Side const a(before), b(after);
  CHECK_FALSE(query::align_clauses(a.pieces, b.pieces).gave_up);
  auto const limited = query::align_clauses(a.pieces, b.pieces, {100, 1000});
  CHECK(limited.gave_up);
  CHECK(limited.pairs.size() >= 40);
}
