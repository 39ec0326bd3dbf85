#include "query/changes/renames.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

namespace {

query::ClauseChange change(std::string before, std::string after) {
  query::ClauseChange out;
  out.redline = query::redline(before, after);
  out.old_text = std::move(before);
  out.new_text = std::move(after);
  return out;
}

/// The renames of texts of two versions, pair by pair.
std::vector<query::Rename> renames(std::vector<std::pair<std::string, std::string>> const& texts) {
  std::vector<query::ClauseChange> changes;
  std::vector<std::vector<query::RedlineToken>> old_words, new_words;
  for (auto const& [before, after] : texts) {
    changes.push_back(change(before, after));
    old_words.push_back(query::redline_tokens(before));
    new_words.push_back(query::redline_tokens(after));
  }
  std::vector<std::vector<query::RedlineToken> const*> was, is;
  for (auto const& one : old_words) was.push_back(&one);
  for (auto const& one : new_words) is.push_back(&one);
  return query::find_renames(changes, was, is);
}

}  // namespace

TEST_CASE("a defined term by another name is found, in singular and plural", "[query]") {
  auto const found = renames({{"A \"Gadget\" is a tool.", "A \"Fixture\" is a tool."},
                              {"You may lend Gadgets to others.", "You may lend Fixtures to others."},
                              {"Break no Gadget.", "Break no Fixture."}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].changes == 3);
  corpus::Lexicon const lexicon;
  corpus::ChangeRules const rules(lexicon);
  CHECK(query::only_renamed(change("Return each Gadget.", "Return each Fixture."), found, rules) == &found[0]);
  CHECK(query::only_renamed(change("Return a Gadget.", "Sell a Fixture."), found, rules) == nullptr);
}

TEST_CASE("what is no defined term, or is still spoken of, has no other name", "[query]") {
  CHECK(renames({{"The law of Larkmere governs.", "The law of Dunmere governs."},
                 {"The courts of Larkmere decide.", "The courts of Dunmere decide."},
                 {"We live in Larkmere.", "We live in Dunmere."}})
            .empty());
  CHECK(renames({{"A \"Gadget\" is a tool.", "A \"Fixture\" is a tool."},
                 {"You may lend Gadgets to others.", "You may lend Fixtures to others."},
                 {"Break no Gadget.", "Break no Fixture."},
                 {"A Gadget costs 3 crowns.", "A Gadget costs 4 crowns."}})
            .empty());
  CHECK(renames({{"A \"Gadget\" is a tool.", "A \"Fixture\" is a tool."}, {"Break no Gadget.", "Break no Fixture."}})
            .empty());
}
