#include "tests/app/home.hpp"

using namespace smallprint;
using test::Scratch;

TEST_CASE("no escape sequence and no carriage return goes into a pipe", "[app]") {
  auto options = test::sample_home().options();
  options.env["TERM"] = "xterm-256color";
  options.env["COLORTERM"] = "truecolor";
  for (test::Arguments const& arguments : std::vector<test::Arguments>{
           {"ask", "--topic", "resell-access", "--format", "text"},
           {"compare", "--format", "text"},
           {"search", "reverse engineer", "--format", "text"},
           {"show", "Quillmere/Terms of Service", "--format", "text"},
           {"history", "--provider", "Quillmere", "--topic", "arbitration", "--format", "text"},
           {"topics", "--format", "text"},
           {"import", test::samples().string(), "--format", "text"},
           {"reindex", "--format", "text"},
           {"--help"},
           {"ask"}}) {
    auto const got = test::run(arguments, options);
    CAPTURE(arguments);
    CHECK((got.out + got.err).find_first_of("\x1b\r\x02\x03") == std::string::npos);
    CHECK_FALSE((got.out + got.err).empty());
  }
}

TEST_CASE("text is folded to the columns asked for", "[app]") {
  auto options = test::sample_home().options();
  auto const longest = [&](std::string const& columns) {
    options.env["COLUMNS"] = columns;
    auto const out = test::run({"ask", "--topic", "output-ownership", "--format", "text"}, options).out;
    std::size_t most = 0, now = 0;
    for (char const c : out) {
      now = c == '\n' ? 0 : now + ((static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0);
      most = std::max(most, now);
    }
    return most;
  };
  CHECK(longest("60") <= 80);  // the line of the source is not folded
  CHECK(longest("140") > 100);
  CHECK(longest("rubbish") <= 80);
  CHECK(longest("60") < longest("140"));
}

TEST_CASE("what cannot be printed is a failure", "[app]") {
  test::RunOptions options;
  options.program = "/bin/sh";
  options.env["SMALLPRINT_HOME"] = test::sample_home().folder().string();
  auto const got = test::run({"-c", std::string("exec ") + SMALLPRINT_PROGRAM + " compare > /dev/full"}, options);
  CHECK(got.exit == 3);
  CHECK(got.err == "smallprint: standard output: cannot be written to\n");
}

namespace {

/// Has the shell itself read its completions, without running them.
void check_completions(std::string const& shell) {
  auto const got = test::run({"completion", shell});
  REQUIRE(got.exit == 0);
  for (auto const* command : {"import", "ask", "compare", "search", "show", "history", "topics", "verify", "reindex"})
    CHECK(got.out.find(command) != std::string::npos);
  if (!test::is_installed(shell)) SKIP(shell << " is not installed");
  Scratch scratch;
  test::write(scratch / "completion", got.out);
  test::RunOptions options;
  options.program = shell;
  auto const parsed = test::run({"-n", (scratch / "completion").string()}, options);
  INFO(parsed.err);
  CHECK(parsed.exit == 0);
}

}  // namespace

TEST_CASE("bash can read its completions", "[app]") {
  check_completions("bash");
}
TEST_CASE("zsh can read its completions", "[app]") {
  check_completions("zsh");
}
TEST_CASE("fish can read its completions", "[app]") {
  check_completions("fish");
}

TEST_CASE("bash completes commands, options and topics", "[app]") {
  if (!test::is_installed("bash")) SKIP("bash is not installed");
  Scratch scratch;
  test::write(scratch / "completion", test::run({"completion", "bash"}).out);
  std::filesystem::create_symlink(SMALLPRINT_PROGRAM, scratch / "smallprint");
  auto const completed = [&](std::string const& words, int at) {
    test::RunOptions options;
    options.program = "bash";
    options.env["PATH"] = scratch.path().string() + ":" + std::getenv("PATH");
    return test::run({"-c", "source " + (scratch / "completion").string() + "; COMP_WORDS=(" + words +
                                "); COMP_CWORD=" + std::to_string(at) + "; _smallprint; echo \"${COMPREPLY[*]}\""},
                     options)
        .out;
  };
  CHECK(completed("smallprint com", 1) == "compare completion\n");
  CHECK(completed("smallprint --ver", 1) == "--version\n");
  CHECK(completed("smallprint ask --as", 2) == "--as-of\n");
  CHECK(completed("smallprint --home there -q com", 4) == "compare completion\n");
  CHECK(completed("smallprint --home there ask --as", 4) == "--as-of\n");
  CHECK(completed("smallprint ask --topic minimum", 3) == "minimum-age\n");
}
