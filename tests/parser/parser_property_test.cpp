#include "parser/parser.hpp"
#include "tests/parser/tree_checks.hpp"
#include "tests/support/golden.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <chrono>

using namespace smallprint;
using corpus::MediaType;

namespace {

/// Small and the same everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 2654435761U + 1) {}
  std::uint32_t below(std::uint32_t n) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>(state_ >> 33) % n;
  }

 private:
  std::uint64_t state_;
};

void check(std::string_view bytes, MediaType type) {
  auto const document = parser::read_document(bytes, type, "test");
  if (document.has_error()) {
    CHECK(!document.error().message.empty());
    CHECK(document.error().offset <= bytes.size());
    return;
  }
  tests::check_tree(*document, bytes, type == MediaType::html ? tests::Spaces::other_encoding : tests::Spaces::exact);
  tests::check_clauses(*document, parser::split_clauses(*document));
}

std::string repeat(std::string_view unit, std::size_t times) {
  std::string out;
  out.reserve(unit.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += unit;
  return out;
}

constexpr MediaType all_types[] = {MediaType::markdown, MediaType::html, MediaType::text};

}  // namespace

TEST_CASE("random bytes are read or refused, never worse", "[parser][property]") {
  auto const type = GENERATE(from_range(std::begin(all_types), std::end(all_types)));
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Random random(seed);
    std::string bytes;
    for (auto n = random.below(400); n > 0; --n) bytes.push_back(static_cast<char>(random.below(256)));
    check(bytes, type);
  }
}

TEST_CASE("random markup is read, its spans hold and no word is lost", "[parser][property]") {
  static constexpr char const* pieces[] = {"You may not", ":",
                                           "\n",          "\n\n",
                                           "* ",          "1. ",
                                           "(a) ",        "(i) ",
                                           "**",          "_",
                                           "[",           "](x)",
                                           "`",           "> ",
                                           "# ",          "\\",
                                           "&amp;",       "| ",
                                           "|---|\n",     "  \n",
                                           "word ",       "\u00a0",
                                           "\u200b",      "e\u0301",
                                           "<b>",         "</b>",
                                           "<li>",        "<table>",
                                           "<td>",        "<br>",
                                           "; or ",       "***",
                                           "    ",        "\t",
                                           "~~",          "3.2 ",
                                           "Article IV ", "\u7b2c\u4e00\u6761 ",
                                           "\u2022 ",     "===\n",
                                           "---\n",       "<!--",
                                           "-->",         "https://a.example",
                                           "\r\n",        ". Then "};
  auto const type = GENERATE(from_range(std::begin(all_types), std::end(all_types)));
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    Random random(seed);
    std::string bytes;
    for (auto n = random.below(60); n > 0; --n)
      bytes += pieces[random.below(static_cast<std::uint32_t>(std::size(pieces)))];
    CAPTURE(seed, bytes);
    check(bytes, type);
  }
}

TEST_CASE("nesting of any depth is read in little time", "[parser][property]") {
  auto const begin = std::chrono::steady_clock::now();
  check(repeat("> ", 10000) + "deep", MediaType::markdown);
  check(repeat("- ", 10000) + "deep\n" + repeat("\n", 10000), MediaType::markdown);
  check(repeat("1. ", 10000) + "deep", MediaType::markdown);
  check(repeat("**a ", 20000), MediaType::markdown);
  check(repeat("[", 60000) + "a" + repeat("]", 60000), MediaType::markdown);
  check(repeat("[a](", 30000), MediaType::markdown);
  check(repeat("_a_", 60000), MediaType::markdown);
  check(repeat("`a``", 40000), MediaType::markdown);
  check(repeat("<a", 60000), MediaType::markdown);
  check(repeat("|", 20000) + "\n" + repeat("|-", 20000) + "|\n" + repeat("|a\n", 20000), MediaType::markdown);
  check(repeat("*\n", 200000), MediaType::markdown);
  check(repeat("<div>", 20000) + "deep" + repeat("</div>", 20000) + "<p>after", MediaType::html);
  check(repeat("<ul><li>", 20000) + "deep", MediaType::html);
  check(repeat("<b>", 50000) + repeat("<p>x", 1000), MediaType::html);
  check(repeat("<table><tr><td>", 5000) + "deep", MediaType::html);
  check(repeat("<", 100000), MediaType::html);
  check(repeat("(a) ", 100000), MediaType::text);
  check(repeat("(i) x; ", 100000), MediaType::text);
  check(repeat("1.", 100000), MediaType::text);
  auto const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  CHECK(seconds < 60);  // a quadratic reader takes many minutes
}

TEST_CASE("50 MB of one line are read in each type", "[parser][property]") {
  auto const type = GENERATE(from_range(std::begin(all_types), std::end(all_types)));
  auto const bytes = repeat("You may not sell it, and we (the provider) may say so. ", 50'000'000 / 55);
  auto const begin = std::chrono::steady_clock::now();
  auto const document = parser::read_document(bytes, type, "test").value();
  auto const clauses = parser::split_clauses(document);
  CHECK(clauses.size() == 1);
  CHECK(document.text.size() == bytes.size());  // the space at the end became the line end
  CHECK(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() < 30);
}

TEST_CASE("every golden page cut short at any byte is read", "[parser][property]") {
  for (auto const& folder : tests::golden_cases("clauses")) {
    for (auto const& [name, type] :
         {std::pair{"input.md", MediaType::markdown}, std::pair{"input.html", MediaType::html},
          std::pair{"input.txt", MediaType::text}}) {
      auto const bytes = tests::read_file(std::filesystem::path(folder) / name);
      for (std::size_t size = 0; size < bytes.size(); size += 3) check(std::string_view(bytes).substr(0, size), type);
    }
  }
}
