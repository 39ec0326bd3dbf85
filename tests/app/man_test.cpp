#include "tests/app/home.hpp"

using namespace smallprint;
using test::Scratch;

namespace {

/// The page as a terminal shows it, and what the formatter said about it.
test::Outcome formatted(test::Arguments arguments, std::string const& program) {
  Scratch const scratch;
  test::write(scratch / "smallprint.1", test::run({"man"}).out);
  arguments.push_back((scratch / "smallprint.1").string());
  test::RunOptions options;
  options.program = program;
  options.env["MANPAGER"] = "cat";
  options.env["MANWIDTH"] = "100";
  options.env["LC_ALL"] = "C.UTF-8";
  return test::run(arguments, options);
}

void check_page(test::Outcome const& got) {
  CHECK(got.exit == 0);
  CHECK(got.err.empty());
  for (auto const* part :
       {"--topic", "--neighbours", "Examples:", "smallprint history", "SMALLPRINT_HOME", "archive.db"})
    CHECK(got.out.find(part) != std::string::npos);
}

}  // namespace

TEST_CASE("the manual page has every command with its options, examples and exit codes", "[app][man]") {
  auto const got = test::run({"man"});
  REQUIRE(got.exit == 0);
  CHECK(got.out.starts_with(".TH SMALLPRINT 1 "));
  for (std::string const command :
       {"import", "ask", "compare", "search", "show", "history", "topics", "verify", "reindex", "completion", "man"}) {
    CAPTURE(command);
    auto const at = got.out.find(".SS \"smallprint " + command + "\"\n");
    REQUIRE(at != std::string::npos);
    auto const section = got.out.substr(at, got.out.find("\n.S", at + 1) - at);
    auto const help = test::run({command, "--help"}).out;
    for (std::size_t from = help.find(" --"); from != std::string::npos; from = help.find(" --", from + 1)) {
      auto const end = help.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", from + 1);
      auto const option = help.substr(from + 1, end - from - 1);
      if (help[from - 1] == '\n' || help.rfind("\n", from) + 40 < from || option.size() < 4)
        continue;  // not in the column of names
      std::string roff;
      for (char const c : option) roff += c == '-' ? "\\-" : std::string(1, c);
      CAPTURE(option);
      CHECK(section.find(roff) != std::string::npos);
    }
    CHECK(section.find("smallprint " + command) != std::string::npos);
    CHECK(section.find("Example") != std::string::npos);
  }
  for (auto const* title : {".SH FILES\n", ".SH ENVIRONMENT\n", ".SH \"EXIT STATUS\"\n"})
    CHECK(got.out.find(title) != std::string::npos);
}

TEST_CASE("groff formats the manual page without a warning", "[app][man]") {
  if (!test::is_installed("groff")) SKIP("groff is not installed");
  check_page(formatted({"-man", "-Tutf8", "-ww", "-P-cbou"}, "groff"));
}

TEST_CASE("man shows the manual page without a warning", "[app][man]") {
  if (!test::is_installed("man")) SKIP("man is not installed");
  check_page(formatted({"--warnings", "-l"}, "man"));
}
