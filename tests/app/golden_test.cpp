#include "tests/support/golden.hpp"
#include "tests/app/home.hpp"

#include <catch2/generators/catch_generators_range.hpp>

using namespace smallprint;

namespace {

/// Arguments as in a shell: spaces part them, quotes of both kinds keep them together.
test::Arguments split(std::string const& line) {
  test::Arguments out;
  std::string word;
  bool open = false;
  char quote = 0;
  for (char const c : line) {
    if (quote != 0 ? c == quote : c == '"' || c == '\'') {
      quote = quote != 0 ? '\0' : c;
      open = true;
    } else if (quote == 0 && (c == ' ' || c == '\n')) {
      if (open) out.push_back(std::exchange(word, {}));
      open = false;
    } else {
      word += c;
      open = true;
    }
  }
  return out;
}

/// input is what it reads from standard input; expected_stderr.txt and exit are there only where they are
/// not empty and 0.
void check(std::filesystem::path const& file, std::string const& actual, std::string const& nothing) {
  if (tests::updating_golden()) {
    std::filesystem::remove(file);
    if (actual != nothing) test::write(file, actual);
  }
  CHECK(actual == (std::filesystem::exists(file) ? test::read(file) : nothing));
}

}  // namespace

TEST_CASE("each command prints what is expected on the samples", "[app][golden]") {
  auto const folder = std::filesystem::path(GENERATE(from_range(tests::golden_cases("cli"))));
  auto const line = test::read(folder / "cmd");
  INFO(folder.filename().string() << ": smallprint " << line);
  auto const input = folder / "input";
  auto const got = test::sample_home().run(split(line), std::filesystem::exists(input) ? test::read(input) : "");
  CHECK(got.out == tests::golden_expected(folder, got.out));
  check(folder / "expected_stderr.txt", got.err, "");
  check(folder / "exit", std::to_string(got.exit) + "\n", "0\n");
}

TEST_CASE("the golden folder of commands is not empty", "[app][golden]") {
  CHECK(tests::golden_cases("cli").size() >= 30);
}
