#include "tests/app/home.hpp"

#include <catch2/generators/catch_generators.hpp>

using namespace smallprint;
using test::Scratch;

namespace {

/// The one line of `outcome`'s standard error that says what is wrong.
std::string complaint(test::Outcome const& outcome) {
  return outcome.err.substr(0, outcome.err.find('\n'));
}

}  // namespace

TEST_CASE("an option before the command is the command's", "[app][options]") {
  Scratch const scratch;
  auto const home = (scratch / "home").string();
  auto const imported = test::run({"--home", home, "-q", "--format", "text", "import", test::samples().string()});
  INFO(imported.err);
  REQUIRE(imported.exit == 0);
  CHECK(imported.out.empty());  // -q
  CHECK(std::filesystem::exists(scratch / "home" / "index.db"));

  auto const after = test::run({"ask", "--topic", "arbitration", "--home", home, "--format", "csv"});
  CHECK(after.exit == 0);
  CHECK(after.out.starts_with("provider,"));
  for (test::Arguments const& arguments :
       std::vector<test::Arguments>{{"--home", home, "--format", "csv", "ask", "--topic", "arbitration"},
                                    {"--format=csv", "ask", "--home=" + home, "--topic", "arbitration"},
                                    {"--home", "/nonexistent", "--format", "md", "ask", "--topic", "arbitration",
                                     "--home", home, "--format", "csv"}}) {
    auto const before = test::run(arguments);
    CAPTURE(arguments, before.err);
    CHECK(before.exit == 0);
    CHECK(before.out == after.out);
  }
}

TEST_CASE("an option before the command is checked as the command's", "[app][options]") {
  auto const& home = test::sample_home();
  for (test::Arguments const& arguments :
       std::vector<test::Arguments>{{"--format", "csv", "verify"}, {"verify", "--format", "csv"}}) {
    auto const got = home.run(arguments);
    CAPTURE(arguments);
    CHECK(got.exit == 2);
    CHECK(complaint(got) == "smallprint: --format: csv not in {text,json}");
  }
  auto const ended = home.run({"--home"});
  CHECK(ended.exit == 2);
  CHECK(complaint(ended) == "smallprint: --home: 1 required DIR missing");
}

TEST_CASE("what stands in the command's place and is none is named", "[app][options]") {
  auto const [arguments, expected] = GENERATE(table<test::Arguments, std::string>({
      {{"compere"}, "smallprint: compere: no such command; did you mean “compare”?"},
      {{"--home", "there", "compere"}, "smallprint: compere: no such command; did you mean “compare”?"},
      {{"compere", "--help"}, "smallprint: compere: no such command; did you mean “compare”?"},
      {{"compere", "ask", "x"}, "smallprint: compere: no such command; did you mean “compare”?"},
      {{"--quotes", "3"}, "smallprint: --quotes: no such option before a command"},
      {{"--home", "there"}, "smallprint: A subcommand is required"},
  }));
  auto const got = test::run(arguments);
  CAPTURE(arguments);
  CHECK(got.exit == 2);
  CHECK(got.out.empty());
  CHECK(complaint(got) == expected);
}
