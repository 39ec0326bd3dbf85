#include "parser/draft.hpp"

#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <random>
#include <string>

using namespace smallprint;
using corpus::DraftKind;
using corpus::Quotation;

namespace {

std::vector<Quotation> read(std::string const& bytes, DraftKind kind = DraftKind::markdown) {
  return parser::read_draft(bytes, kind, "draft").value().quotations;
}

/// The draft's own bytes of a quotation.
std::string raw(std::string const& bytes, Quotation const& one) {
  return bytes.substr(one.raw.begin, one.raw.size());
}

}  // namespace

TEST_CASE("a quotation has its words, its bytes and its place", "[parser]") {
  std::string const draft = "# Title\n\nÉtudes: they say “you **may not** share it”.\n";
  auto const all = read(draft);
  REQUIRE(all.size() == 1);
  CHECK(all[0].text == "you may not share it");
  CHECK(raw(draft, all[0]) == "you **may not** share it");
  CHECK(all[0].line == 3);
  CHECK(all[0].column == 19);
  CHECK(all[0].sentence.find("they say") != std::string::npos);
  auto const not_raw = all[0].offsets.to_raw({8, 11});
  CHECK(draft.substr(not_raw.begin, not_raw.size()) == "not");
}

TEST_CASE("quotations are found in each kind of draft", "[parser]") {
  auto const [kind, draft, expected] = GENERATE(table<DraftKind, char const*, char const*>({
      {DraftKind::markdown, "> you may not share it\n> at all\n", "you may not share it at all"},
      {DraftKind::markdown, "> “you may not share it”\n>\n> — Terms, 3.2\n", "you may not share it"},
      {DraftKind::markdown, "> you may not share it\n>\n> or sell it\n", "you may not share it\nor sell it"},
      {DraftKind::markdown, "“you may not share it\n\n“or sell it to others”",
       "you may not share it\nor sell it to others"},
      {DraftKind::markdown, "“you may not share it\n\nor sell it”", "you may not share it"},
      {DraftKind::markdown, "`\"you may not share it\"` and\n\n```\n\"you may not share it\"\n```\n", ""},
      {DraftKind::markdown, "a “scare quote” only", ""},
      {DraftKind::html, "<p>They say <q>you may <b>not</b> share it</q>.</p>", "you may not share it"},
      {DraftKind::html, "<p>They say &ldquo;you may not share it&rdquo;.</p>", "you may not share it"},
      {DraftKind::html, "<blockquote><p>you may not share it</p></blockquote>", "you may not share it"},
      {DraftKind::html, "<p><code>\"you may not share it\"</code></p>", ""},
      {DraftKind::text, "They say \"you may not\nshare it\".", "you may not share it"},
  }));
  INFO(draft);
  auto const all = read(draft, kind);
  CHECK((all.empty() ? "" : all.front().text) == expected);
  CHECK(all.size() <= 1);
}

TEST_CASE("one quotation inside another is told", "[parser]") {
  auto const all = read("He wrote: “The terms say ‘you may not share it with others’ and that is it.”");
  REQUIRE(all.size() == 2);
  CHECK_FALSE(all[0].nested);
  CHECK(all[1].nested);
  CHECK(all[1].text == "you may not share it with others");
}

TEST_CASE("an open quotation ends with its paragraph, and says so", "[parser]") {
  auto const all = read("They say “you may not share it.\n\nAnother paragraph.");
  REQUIRE(all.size() == 1);
  CHECK(all[0].unclosed);
  CHECK(all[0].text == "you may not share it.");
}

TEST_CASE("a kind of draft is told by bytes, then by name", "[parser]") {
  CHECK(parser::draft_kind("PK\x03\x04...", "a.md").value() == DraftKind::docx);
  CHECK(parser::draft_kind("# Title", "a.md").value() == DraftKind::markdown);
  CHECK(parser::draft_kind("<p>", "a.HTML").value() == DraftKind::html);
  CHECK(parser::draft_kind("<!DOCTYPE html><p>", "-").value() == DraftKind::html);
  CHECK(parser::draft_kind("words\n\n> quoted", "-").value() == DraftKind::markdown);
  CHECK(parser::draft_kind("words", "-").value() == DraftKind::text);
}

TEST_CASE("a draft that cannot be read says why", "[parser]") {
  auto const message = [](std::string const& bytes, DraftKind kind) {
    auto const got = parser::read_draft(bytes, kind, "draft");
    REQUIRE(got.has_error());
    CHECK(got.error().source == "draft");
    return got.error().message;
  };
  CHECK(message("line\nb\xFF", DraftKind::markdown) == "line 2, column 2: expected UTF-8, got byte 0xFF");
  CHECK(message(std::string("a\0b", 3), DraftKind::text) ==
        "expected text, got a binary file (line 1, column 2 is a zero byte)");
  CHECK(message("\xFF\xFE\x41", DraftKind::text) == "expected UTF-8, got UTF-16; save it as UTF-8");
  CHECK(parser::draft_kind("%PDF-1.7", "a.pdf").error().message ==
        "expected Markdown, HTML, DOCX or text, got a PDF file");
  parser::DraftLimits few;
  few.quotations = 1;
  CHECK(parser::read_draft("“you may not share” “you may not share”", DraftKind::text, "draft", few).error().message ==
        "has 2 quotations; a draft has at most 1");
  few.bytes = 3;
  CHECK(parser::read_draft("four", DraftKind::text, "draft", few).error().message ==
        "has 4 bytes; a draft has at most 3");
}

TEST_CASE("any bytes give quotations of the draft or an error", "[parser][property]") {
  std::mt19937 random(11);
  std::vector<std::string> const parts{"“",        "”",       "\"",    "> ", "\n", "\n\n",         " you may not ",
                                       "share it", "<q>",     "</q>",  "**", "`",  "<blockquote>", "\xC3",
                                       "é",        "&rdquo;", "[...]", "- "};
  for (int round = 0; round < 1500; ++round) {
    std::string draft;
    for (auto n = random() % 30; n > 0; --n) draft += parts[random() % parts.size()];
    for (auto const kind : {DraftKind::markdown, DraftKind::html, DraftKind::text, DraftKind::docx}) {
      auto const got = parser::read_draft(draft, kind, "draft");
      if (got.has_error()) {
        REQUIRE_FALSE(got.error().message.empty());
        continue;
      }
      for (auto const& one : got->quotations) {
        REQUIRE(one.raw.begin <= one.raw.end);
        REQUIRE(one.raw.end <= draft.size());
        REQUIRE(one.offsets.clean_size() == one.text.size());
        REQUIRE(one.line >= 1);
      }
    }
  }
}
