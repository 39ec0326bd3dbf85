#include "parser/readers/markdown_parts.hpp"

#include "parser/parser.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <array>
#include <atomic>
#include <random>
#include <thread>

using namespace smallprint;
using corpus::Document;
using corpus::MediaType;

namespace {

using Parts = std::vector<std::string_view>;

Document read(std::string_view markdown) {
  return parser::read_document(markdown, MediaType::markdown, "test").value();
}

void check_same(Document const& a, Document const& b) {
  REQUIRE(a.text == b.text);
  CHECK(a.title == b.title);
  CHECK(a.offsets == b.offsets);
  REQUIRE(a.marks.size() == b.marks.size());
  for (std::size_t i = 0; i < a.marks.size(); ++i)
    CHECK((a.marks[i].kind == b.marks[i].kind && a.marks[i].text == b.marks[i].text &&
           a.marks[i].target == b.marks[i].target));
  REQUIRE(a.nodes.size() == b.nodes.size());
  for (std::size_t i = 1; i < a.nodes.size(); ++i) {
    auto const& x = a.nodes[i];
    auto const& y = b.nodes[i];
    CAPTURE(i, x.raw.begin, x.raw.end, y.raw.begin, y.raw.end);
    CHECK((x.kind == y.kind && x.level == y.level && x.ordered == y.ordered && x.header == y.header &&
           x.parent == y.parent && x.number == y.number && x.marker == y.marker && x.text == y.text && x.raw == y.raw));
  }
}

}  // namespace

TEST_CASE("Markdown is cut where no block goes on", "[parser][markdown]") {
  auto const [markdown, parts] = GENERATE(table<std::string_view, Parts>({
      {"# A\n\ntext\n\nmore\n", {"# A\n\n", "text\n\n", "more\n"}},
      {"text\nmore\n", {"text\nmore\n"}},
      {"1. one\n\n   same\n\n2. two\n\nText\n", {"1. one\n\n   same\n\n2. two\n\n", "Text\n"}},
      {"> one\n\n> two\n\n**Text**\n", {"> one\n\n> two\n\n", "**Text**\n"}},
      {"* one\n\n* two\n", {"* one\n\n* two\n"}},
      {"a\n\n\ufeff_b_\n", {"a\n\n\ufeff_b_\n"}},
      {"a\n\n| b |\n|---|\n", {"a\n\n| b |\n|---|\n"}},
      {"a\n\nb\n\n```\n\nc\n```\n\nd\n", {"a\n\n", "b\n\n```\n\nc\n```\n\nd\n"}},
      {"a\n\n<!-- \n\nb\n\n-->\n", {"a\n\n<!-- \n\nb\n\n-->\n"}},
      {"a\n\nb [c]\n\n[c]: d\n", {"a\n\nb [c]\n\n[c]: d\n"}},
      {"a\r\n\r\nb\r\n", {"a\r\n\r\nb\r\n"}},
      {"", {}},
  }));
  CAPTURE(markdown);
  CHECK(parser::markdown_parts(markdown) == parts);
}

TEST_CASE("Markdown read in parts is what it is as a whole", "[parser][markdown][property]") {
  constexpr std::array<std::string_view, 41> lines{"",
                                                   "",
                                                   "",
                                                   "",
                                                   "# Title",
                                                   "## 2. Part ##",
                                                   "Some *words* and **more**.",
                                                   "Acme",
                                                   "===",
                                                   "---",
                                                   "* item",
                                                   "  more of it",
                                                   "    deep",
                                                   "1. first",
                                                   "2. second",
                                                   "   1) inner",
                                                   "> quoted",
                                                   "lazy",
                                                   "| a | b |",
                                                   "|---|---|",
                                                   "| c | d |",
                                                   "<div>",
                                                   "</div> after",
                                                   "<b>bold</b>",
                                                   "[link](https://a.example/x \"t\")",
                                                   "see https://b.example",
                                                   "~~gone~~",
                                                   "**Notice.** Text",
                                                   "**Notice. **Text",
                                                   "\\# no title",
                                                   "(a) item",
                                                   "\u201Cquoted\u201D",
                                                   "\u00a0",
                                                   "  ",
                                                   "\t",
                                                   "a  ",
                                                   "b\\",
                                                   "***",
                                                   "`code",
                                                   "&amp; more"};
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    std::string markdown;
    for (auto n = random() % 30; n > 0; --n) markdown.append(lines[random() % lines.size()]).append("\n");
    markdown += "\n\n";
    CAPTURE(markdown);
    // A link definition, which leaves no trace in the tree, keeps Markdown whole.
    check_same(read(markdown), read(markdown + "[unused]: https://a.example\n"));
  }
}

TEST_CASE("Markdown reads the same while other threads read", "[parser][markdown]") {
  // cmark's extensions switch characters on and off for all of its parsers.
  std::atomic<int> other = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&other, t] {
      for (int i = 0; i < 500; ++i) {
        auto const name = std::to_string(t * 1000 + i);
        other += read("~~gone~~ www.a\\_b.example " + name).text == "gone www.a\\_b.example " + name + "\n" ? 0 : 1;
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(other == 0);
}

TEST_CASE("a cache of parts gives what it was given, and forgets", "[parser][markdown]") {
  parser::PartCache cache(8000);
  auto const part = [](int i) { return "part " + std::to_string(i) + std::string(90, '.'); };
  for (int i = 0; i < 200; ++i) {
    auto read = std::make_shared<Document>();
    read->title = part(i);
    cache.put(part(i), read);
    CHECK(cache.find(part(0)) != nullptr);  // asked for again and again
  }
  CHECK(cache.find(part(1)) == nullptr);
  REQUIRE(cache.find(part(199)) != nullptr);
  CHECK(cache.find(part(199))->title == part(199));
  cache.put(std::string(4000, 'x'), std::make_shared<Document>());
  CHECK(cache.find(std::string(4000, 'x')) == nullptr);  // too large to be worth it
}
