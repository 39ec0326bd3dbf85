#include "corpus/change_rule_file.hpp"

#include "corpus/lexicon_file.hpp"
#include "corpus/text.hpp"
#include "tests/support/real_data.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace smallprint;

namespace {

corpus::Error error_of(std::string const& toml) {
  corpus::Lexicon const lexicon;
  auto const file = std::filesystem::temp_directory_path() / "smallprint-change-rules-test.toml";
  std::ofstream(file) << toml;
  auto const rules = corpus::load_change_rules(file, lexicon);
  std::filesystem::remove(file);
  REQUIRE(rules.has_error());
  return rules.error();
}

}  // namespace

TEST_CASE("the project's rules of changes load", "[corpus]") {
  auto const lexicons = corpus::load_lexicons(test::data_folder() / "lexicons").value();
  auto const rules = corpus::load_change_rules(test::data_folder() / "change_rules.toml", lexicons.concepts).value();
  CHECK(rules.light_words.contains(corpus::hash64("the")));
  for (auto const* grave : {"and", "or", "not", "no", "only", "any", "may", "must", "unless"})
    CHECK_FALSE(rules.light_words.contains(corpus::hash64(grave)));
  CHECK(rules.numerals.at(7) == "seven");
  CHECK(rules.page_words > 0);
  CHECK(rules.subjects.size() > 20);
  for (auto const& name : rules.restricting)
    CHECK(std::any_of(rules.subjects.begin(), rules.subjects.end(), [&](auto const& s) { return s == name; }));
}

TEST_CASE("broken rules of changes are named with line and cause", "[corpus]") {
  std::string const words = "light_words = [\"a\"]\nmonths = [\"may\"]\n[date]\npatterns = [\"a\"]\n";
  CHECK(error_of("light_words = 3\n").code == corpus::Errc::schema);
  CHECK(error_of(words).message.find("[page]") != std::string::npos);
  CHECK(error_of(words + "[page]\npatterns = [\"(a\"]\n").code == corpus::Errc::syntax);
  CHECK(error_of("spelling = [[\"our\"]]\ntakes = []\nprotects = []\nexempts = []\nannouncement = []\n" + words +
                 "[page]\npatterns = [\"a\"]\n[page_line]\npatterns = [\"a\"]\n")
            .message.find("two endings") != std::string::npos);
}
