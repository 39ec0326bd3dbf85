#include "tests/app/home.hpp"
#include "tests/support/docx.hpp"

#include <catch2/generators/catch_generators_range.hpp>

#include <random>
#include <set>

/// `check-quotes` on the samples: every sentence of theirs, quoted in each kind of draft, as it is and changed.
using namespace smallprint;
using test::Json;

namespace {

struct Sentence {
  std::string provider, document, text;
};

/// Sentences of the newest versions, of 6 words or more and without quotation marks of their own.
std::vector<Sentence> sentences() {
  std::vector<Sentence> out;
  std::set<std::string> seen;
  auto const home = test::sample_home();
  for (auto const* document :
       {"Quillmere/Terms of Service", "Brambleforge/Terms of Service", "Ostrovia Canvas/Community Guidelines",
        "Tallowby Voice/Acceptable Use Policy", "Tallowby Voice/Terms of Service"}) {
    auto const view = home.json({"show", document});
    for (auto const& clause : view["clauses"]) {
      auto const text = clause["text"].get<std::string>();
      for (std::size_t at = 0; at < text.size();) {
        auto const stop = std::min(text.find(". ", at), text.size() - 1) + 1;
        auto const sentence = text.substr(at, stop - at);
        at = stop + 1;
        auto const words = std::count(sentence.begin(), sentence.end(), ' ') + 1;
        if (words < 6 || sentence.find("\u201C") != std::string::npos || sentence.find(" | ") != std::string::npos ||
            sentence.find('[') != std::string::npos || !seen.insert(sentence).second)
          continue;
        out.push_back({view["provider"], view["document"], sentence});
      }
    }
  }
  REQUIRE(out.size() > 60);
  return out;
}

std::string escaped(std::string const& text) {
  std::string out;
  for (char const c : text) out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string(1, c);
  return out;
}

/// A draft that quotes each, by kind of file.
std::string draft_of(std::vector<std::string> const& quotes, std::string const& kind) {
  std::string out;
  for (auto const& quote : quotes) {
    if (kind == "md") out += "They say: \u201C" + quote + "\u201D\n\n";
    if (kind == "txt") out += "They say: \"" + quote + "\"\n\n";
    if (kind == "html") out += "<p>They say: <q>" + escaped(quote) + "</q></p>\n";
    if (kind == "docx") out += "<w:p><w:r><w:t>They say: \u201C" + escaped(quote) + "\u201D</w:t></w:r></w:p>";
  }
  return kind == "docx" ? tests::docx(out) : out;
}

Json check(std::string const& draft, std::string const& kind, int exit) {
  test::Scratch const scratch;
  auto const file = scratch / ("draft." + kind);
  test::write(file, draft);
  return test::sample_home().json({"check-quotes", file.string(), "--format", "json", "--places", "20"}, exit);
}

/// The file of a version that a place names.
std::string bytes_of(Json const& place) {
  return test::read(test::samples() / place["provider"].get<std::string>() /
                    place["version_date"].get<std::string>().substr(0, 10) /
                    (place["document"].get<std::string>() + ".md"));
}

}  // namespace

TEST_CASE("what the samples say is exact, in each kind of draft, with its bytes", "[app][property]") {
  std::string const kind = GENERATE("md", "txt", "html", "docx");
  auto const all = sentences();
  std::vector<std::string> quotes;
  for (auto const& one : all) quotes.push_back(one.text);
  auto const draft = draft_of(quotes, kind);
  auto const got = check(draft, kind, 0);
  auto const& found = got["drafts"][0]["quotations"];
  REQUIRE(found.size() == all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    INFO(kind << ": " << all[i].text);
    CHECK(found[i]["state"] == "exact");
    bool there = false;
    for (auto const& place : found[i]["places"]) {
      there = there || (place["provider"] == all[i].provider && place["document"] == all[i].document);
      for (auto const& part : place["parts"]) {
        auto const begin = part["start"].get<std::size_t>();
        CHECK(bytes_of(place).substr(begin, part["end"].get<std::size_t>() - begin) == part["quote"]);
      }
    }
    CHECK(there);
    if (kind != "md" && kind != "txt") continue;
    auto const begin = found[i]["start"].get<std::size_t>();
    CHECK(draft.substr(begin, found[i]["end"].get<std::size_t>() - begin) == all[i].text);
    auto const line =
        static_cast<std::size_t>(std::count(draft.begin(), draft.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
    CHECK(found[i]["line"] == line + 1);
  }
}

TEST_CASE("one changed word is altered, by exactly this word", "[app][property]") {
  auto const all = sentences();
  std::mt19937 random(17);
  std::vector<std::string> quotes;
  std::vector<std::string> changed;
  for (auto const& one : all) {
    std::vector<std::pair<std::size_t, std::size_t>> words;  // those of letters alone
    for (std::size_t at = 0; at < one.text.size();) {
      auto const end = std::min(one.text.find(' ', at), one.text.size());
      auto const word = one.text.substr(at, end - at);
      if (word.size() > 1 &&
          std::all_of(word.begin(), word.end(), [](unsigned char c) { return std::isalpha(c) != 0; }))
        words.emplace_back(at, end - at);
      at = end + 1;
    }
    REQUIRE_FALSE(words.empty());
    auto const [at, size] = words[random() % words.size()];
    changed.push_back(one.text.substr(at, size));
    quotes.push_back(one.text.substr(0, at) + "bananas" + one.text.substr(at + size));
  }
  auto const got = check(draft_of(quotes, "md"), "md", 1);
  auto const& found = got["drafts"][0]["quotations"];
  REQUIRE(found.size() == all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    INFO(quotes[i]);
    CHECK(found[i]["state"] == "altered");
    REQUIRE_FALSE(found[i]["places"].empty());
    auto const& difference = found[i]["places"][0]["difference"];
    REQUIRE(difference.size() == 1);
    CHECK(difference[0]["kind"] == "changed");
    CHECK(difference[0]["draft"] == "bananas");
    CHECK(difference[0]["source"] == changed[i]);
  }
}

TEST_CASE("a dropped not changes the meaning", "[app]") {
  std::vector<std::string> quotes;
  for (auto const& one : sentences())
    if (auto const at = one.text.find(" not "); at != std::string::npos)
      quotes.push_back(one.text.substr(0, at) + one.text.substr(at + 4));
  REQUIRE(quotes.size() > 10);
  auto const got = check(draft_of(quotes, "md"), "md", 1);
  for (auto const& one : got["drafts"][0]["quotations"]) {
    INFO(one["text"]);
    CHECK(one["state"] == "altered");
    CHECK(one["changes_meaning"] == true);
  }
}

TEST_CASE("files that cannot be read are named, and the others are checked", "[app]") {
  test::Scratch const scratch;
  test::write(scratch / "good.md", "\u201CYou may not lend your account to another person\u201D");
  test::write(scratch / "empty.md", "");
  test::write(scratch / "cut.docx", tests::docx("<w:p/>").substr(0, 60));
  test::write(scratch / "binary.txt", std::string("a\0b", 3));
  test::write(scratch / "old.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
  test::write(scratch / "closed.md", "words");
  std::filesystem::permissions(scratch / "closed.md", std::filesystem::perms::none);
  test::Arguments arguments{"check-quotes", "--format", "json"};
  for (auto const* name : {"empty.md", "cut.docx", "binary.txt", "old.doc", "closed.md", "none.md", "good.md"})
    arguments.push_back((scratch / name).string());
  arguments.push_back(scratch.path().string());
  auto const got = test::sample_home().run(arguments);
  CHECK(got.exit == 3);
  auto const says = [&](std::string const& name, std::string const& what) {
    INFO(got.err);
    CHECK(got.err.find("smallprint: " + (scratch / name).string() + ": " + what) != std::string::npos);
  };
  says("empty.md", "is empty");
  says("cut.docx", "expected a DOCX, got a broken ZIP file: ");
  says("binary.txt", "expected text, got a binary file (line 1, column 2 is a zero byte)");
  says("old.doc", "expected Markdown, HTML, DOCX or text, got an old Word file; save it as DOCX");
  says("closed.md", "cannot read the file");
  says("none.md", "no such file");
  CHECK(got.err.find("expected a file, got a folder") != std::string::npos);
  auto const json = Json::parse(got.out);
  CHECK(json["drafts"].size() == 8);
  CHECK(json["drafts"][6]["quotations"][0]["state"] == "exact");
  CHECK(json["drafts"][6]["error"].is_null());
}
