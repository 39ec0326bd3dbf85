#include "report/redline/words.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <regex>

using namespace smallprint;

namespace {

query::ClauseChange change(std::string before, std::string after) {
  query::ClauseChange out;
  out.redline = query::redline(before, after);
  out.old_text = std::move(before);
  out.new_text = std::move(after);
  return out;
}

/// With short marks instead of HTML's: [-removed-], {+added+}.
std::string shown(query::ClauseChange const& change) {
  auto out = report::inline_html(report::word_runs(change));
  for (auto const& [from, to] : {std::pair(R"re(<del><span class="h">[^<]*</span>)re", "[-"),
                                 {R"re(<span class="h">[^<]*</span></del>)re", "-]"},
                                 {R"re(<ins><span class="h">[^<]*</span>)re", "{+"},
                                 {R"re(<span class="h">[^<]*</span></ins>)re", "+}"},
                                 {"<span class=\"g\"> </span>", "_"}})
    out = std::regex_replace(out, std::regex(from), to);
  return out;
}

}  // namespace

TEST_CASE("no mark is drawn over spaces at its ends", "[report]") {
  struct Case {
    char const *before, *after, *shown;
  };
  auto const [before, after, expected] = GENERATE(values<Case>({
      {"due within 30 days", "due within 15 days", "due within [-30-]_{+15+} days"},
      {"our Rooms or Halls to sleep", "our Rooms, the Attic, or the Halls to sleep", nullptr},
      {"You may also sing", "You may sing", "You may [-also-]_sing"},
      {"You may sing", "You may also sing", "You may {+also+} sing"},
      {"You may sing loudly.", "You may sing.", "You may sing_[-loudly-]."},
      {"You may sing.", "You may sing loudly.", "You may sing {+loudly+}."},
      {"the fee", "the \u201Cfee\u201D", "the {+\u201C+}fee{+\u201D+}"},
      {"say \"yes\" now", "say \u201Cyes\u201D then", "say \u201Cyes\u201D [-now-]_{+then+}"},
      {"", "all new", "{+all new+}"},
      {"all gone ", "", "[-all gone-]_"},
  }));
  auto const one = change(before, after);
  CAPTURE(before, after);
  if (expected != nullptr) CHECK(shown(one) == expected);
  std::string was, is;
  for (auto const& run : report::word_runs(one)) {
    was += run.before;
    is += run.after;
    if (run.kind == report::WordRun::Kind::removed) CHECK(run.after.empty());
    if (run.kind == report::WordRun::Kind::gap) CHECK(run.after.empty());
  }
  CHECK(was == before);
  CHECK(is == after);
}
