#include "tests/app/home.hpp"

#include <catch2/generators/catch_generators.hpp>

#include <filesystem>
#include <fstream>

/// `diff` on plain files: one invented change each, and what the program makes of it.
using namespace smallprint;
using test::Json;

namespace {

struct Change {
  char const* what;
  std::string before, after;
  char const* change_class;
  char const* direction = "neutral";
};

std::string const head = "# Terms of the Larkmere Observatory\n\nLast updated: 3 May 2024\n\n";
std::string const body =
    "## Visits\n\nYou may visit the dome on any evening on which the sky is clear.\n\n"
    "You may not:\n\n1. touch the lenses of the great telescope;\n2. bring dogs into the dome;\n3. lend your key card "
    "to others.\n\n"
    "## Fees\n\nYou must pay the fee within 30 days after you get the invoice.\n\n";
std::string const text = head + body;

/// Too long for a page that only says that something failed.
std::string const long_text = [] {
  auto out = text;
  for (int i = 1; i < 30; ++i)
    out += "Room " + std::to_string(i) + " of the museum shows instruments of its century to every visitor.\n\n";
  return out;
}();

std::string replaced(std::string whole, std::string const& from, std::string const& to) {
  auto const at = whole.find(from);
  if (at == std::string::npos) throw std::runtime_error("the text does not hold: " + from);
  return whole.replace(at, from.size(), to);
}

/// Rules that speak of one thing throughout. \param defined  as it is introduced
std::string terms(std::string const& defined, std::string const& name) {
  return head + "Each instrument is " + defined + " of the house.\n\nYou may look through a " + name +
         ".\n\nYou may not touch a " + name + ".\n\nA visitor who breaks a " + name + " must pay for it.\n\nThe " +
         name + " stays the property of the house.\n";
}

/// Two lists, of which the second holds what is given.
std::string lists(std::string const& second) {
  return text + "## Things shown\n\n- pickled frogs\n- pressed ferns\n\n## Things sold\n\n" + second +
         "- plaster casts\n\n" +
         "## End\n\nThe house is run by its members.\n\nIt opens each morning.\n\n"
         "It closes each night.\n\nThe garden is open too.\n\nThe tower is not.\n\nThe cellar is damp.\n";
}
std::string const tail =
    "## End\n\nThe house is run by its members.\n\nIt opens each morning.\n\nIt closes each night.\n\n"
    "The garden is open too.\n\nThe tower is not.\n\nThe cellar is damp.\n";

struct Folder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("smallprint-diff-" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string write(char const* name, std::string const& bytes) const {
    std::ofstream(path / name, std::ios::binary) << bytes;
    return (path / name).string();
  }
};

Json compare(std::string const& before, std::string const& after, int exit) {
  Folder const folder;
  auto const outcome =
      test::run({"diff", folder.write("old.md", before), folder.write("new.md", after), "--format", "json"});
  CAPTURE(outcome.err);
  REQUIRE(outcome.exit == exit);
  return Json::parse(outcome.out);
}

}  // namespace

TEST_CASE("each kind of change gets its class", "[changes]") {
  auto const change = GENERATE(values<Change>({
      {"the same bytes", text, text, "identical-text"},
      {"a link's address", text + "See the [map](https://larkmere.example/a).\n",
       text + "See the [map](https://larkmere.example/b?ref=7).\n", "identical-text"},
      {"blank lines", text, replaced(text, "## Fees", "\n\n\n## Fees"), "identical-text"},
      {"an invisible character", text, replaced(text, "any evening", "any\u2060 evening"), "identical-text"},
      {"quotation marks", text + "The card is called \"Key\".\n", text + "The card is called \u201CKey\u201D.\n",
       "identical-text"},
      {"the date of the update", text, replaced(text, "3 May 2024", "9 June 2025"), "date-or-version-only"},
      {"another number", text, replaced(replaced(text, "2. bring", "3. bring"), "3. lend", "4. lend"), "moved"},
      {"another order", text,
       head + "## Fees\n\nYou must pay the fee within 30 days after you get the invoice.\n\n" +
           body.substr(0, body.find("## Fees")),
       "moved"},
      {"a cookie banner", text, head + "We use cookies. Accept all cookies\n\n" + body, "boilerplate"},
      {"a question whether the page helped", text, text + "Was this page helpful?\n", "boilerplate"},
      {"a choice of languages", text, text + "Select language\n", "boilerplate"},
      {"an error page", text, "# Page not found\n\nThe page you are looking for does not exist.\n", "boilerplate"},
      {"a second copy", text + body, text, "boilerplate"},
      {"another spelling", text + "We honour the colour of your ticket.\n",
       text + "We honor the color of your ticket.\n", "editorial"},
      {"an article", text, replaced(text, "after you get the invoice", "after you get an invoice"), "editorial"},
      {"a ban that goes", text, replaced(text, "2. bring dogs into the dome;\n3. lend", "2. lend"), "substantive",
       "less-restrictive"},
      {"a ban that comes", text, replaced(text, "2. bring dogs", "2. take pictures of other visitors;\n3. bring dogs"),
       "substantive", "more-restrictive"},
      {"a right that goes", text,
       replaced(text, "You may visit the dome on any evening on which the sky is clear.\n\n", ""), "substantive",
       "more-restrictive"},
      {"a word of negation", text + "We may share your name.\n", text + "We may not share your name.\n", "substantive"},
      {"an amount of time", text, replaced(text, "30 days", "15 days"), "substantive"},
      {"a lead-in that no longer forbids", text, replaced(text, "You may not:", "You may:"), "substantive",
       "less-restrictive"},
      {"a heading that comes to forbid",
       text + "## Uses of the gift shop\n\n- photographing the exhibits\n- reselling the posters\n",
       text + "## Prohibited uses of the gift shop\n\n- photographing the exhibits\n- reselling the posters\n",
       "substantive"},
      {"a duty beside words that error pages have", long_text,
       long_text + "The yearly pass is no longer available. You must not lend your ticket to others.\n", "substantive"},
      {"an item that stands in another list too", lists("- dried flowers\n"),
       lists("- dried flowers\n- pickled frogs\n"), "substantive"},
      {"a name in a list of partners", text + "## Partners\n\n- Quillery\n- Marlow\n\n" + tail,
       text + "## Partners\n\n- Quillery\n- Dunmere\n- Marlow\n\n" + tail, "substantive"},
      {"another mailbox", text + "Write to desk@larkmere.example.\n",
       text + "Write to privacy-desk@larkmere.example.\n", "editorial"},
      {"a hidden mailbox", text + "Whoever lost a thing in the dome may write to desk@larkmere.example.\n",
       text + "Whoever lost a thing in the dome may write to [email protected].\n", "identical-text"},
      {"the day from which a ban holds", text + "From 17 November 2024, you may not film, as updated.\n",
       text + "From 23 November 2024, you may not film, as updated.\n", "substantive"},
      {"an announcement", text, text + "We're updating our house rules policy soon.\n", "editorial"},
      {"an announcement with a consequence", text,
       text + "We're updating our policy; you must leave the society by May if you do not agree.\n", "substantive"},
      {"emphasis that nothing rendered", text + "See the _catalogue_ of the library.\n",
       text + "See the catalogue of the library.\n", "identical-text"},
      {"another level of heading", text + "## Rooms\n\n### Library\n\nThe library opens at nine.\n",
       text + "## Rooms\n\n## Library\n\nThe library opens at nine.\n", "identical-text"},
      {"a term by another name", terms("“Gadget”", "Gadget"), terms("“Fixture”", "Fixture"), "editorial"},
      {"a place by another name", terms("the North Dome", "North Dome"), terms("the South Dome", "South Dome"),
       "substantive"},
      {"a date in a heading", "# Rules, last updated 3 May 2024\n\n" + body,
       "# Rules, last updated 9 June 2025\n\n" + body, "date-or-version-only"},
      {"a higher age", text + "You must be at least 14 years old to use the dome.\n",
       text + "You must be at least 16 years old to use the dome.\n", "substantive", "more-restrictive"},
      {"a ban that reaches further", text, replaced(text, "bring dogs into", "bring dogs, cats, birds or snakes into"),
       "substantive", "more-restrictive"},
      {"an exception that reaches further", text + "You may not smoke here, except on the terrace.\n",
       text + "You may not smoke here, except on the terrace, in the yard and along the lake.\n", "substantive",
       "less-restrictive"},
      {"more data collected", text + "We collect your name and address.\n",
       text + "We collect your name and address, your contacts and your location.\n", "substantive",
       "more-restrictive"},
      {"a sale that the provider forbids", text, text + "We prohibit the sale of user data to advertisers.\n",
       "substantive", "less-restrictive"},
      {"an exemption that goes", text + "This section does not apply to members of the society.\n", text, "substantive",
       "more-restrictive"},
      {"no refund any more", text + "We refund unused tickets.\n",
       text + "You do not have a right to a refund of unused tickets.\n", "substantive", "more-restrictive"},
      {"may for must", text, replaced(text, "You must pay", "You may pay"), "substantive", "less-restrictive"},
  }));
  CAPTURE(change.what);
  bool const same = std::string(change.change_class) == "identical-text";
  Folder const folder;
  auto const outcome = test::run(
      {"diff", folder.write("old.md", change.before), folder.write("new.md", change.after), "--format", "json"});
  CAPTURE(outcome.err, outcome.out);
  REQUIRE((outcome.exit == 1 || (same && outcome.exit == 0)));
  auto const json = Json::parse(outcome.out);
  CHECK(json["class"] == change.change_class);
  if (std::string(change.direction) != "neutral") CHECK(json["direction"] == change.direction);
}

TEST_CASE("a silent change is one that matters under an old date", "[changes]") {
  auto const changed = replaced(text, "30 days", "15 days");
  CHECK(compare(text, changed, 1)["silent_change"] == true);
  CHECK(compare(text, replaced(changed, "3 May 2024", "9 June 2025"), 1)["silent_change"] == false);
  CHECK(compare(text, changed + "You acknowledge that this policy is effective from 9 June 2025.\n",
                1)["silent_change"] == false);
  CHECK(compare(body, replaced(body, "30 days", "15 days"), 1)["silent_change"] == false);
}

TEST_CASE("changed answers are named with both verdicts", "[changes]") {
  auto const json = compare(text + "You may not share your account with anyone.\n", text, 1);
  bool found = false;
  for (auto const& answer : json["answers"])
    if (answer["topic"] == "share-account") {
      found = true;
      CHECK(answer["before"] == "restricted");
      CHECK(answer["after"] == "silent");
    }
  CHECK(found);
}

TEST_CASE("the redline of a change gives both texts back", "[changes]") {
  auto const json = compare(text, replaced(text, "30 days", "fifteen calendar days"), 1);
  for (auto const& change : json["changes"]) {
    std::string old_text, new_text;
    for (auto const& part : change["redline"]) {
      if (part["kind"] == "removed") old_text += part["text"].get<std::string>();
      if (part["kind"] == "added") new_text += part["text"].get<std::string>();
      if (part["kind"] == "same") {
        old_text += part["text"].get<std::string>();
        new_text += part["text"].get<std::string>();
      }
    }
    CHECK(new_text == change["new"]["text"]);
    CHECK(old_text == change["old"]["text"]);
  }
}

TEST_CASE("a page shows both files and the changes between them", "[changes]") {
  Folder const folder;
  auto const changed = replaced(text, "2. bring dogs into the dome;", "2. bring <script>alert(1)</script> dogs in;") +
                       "You may not share your account with anyone.\n";
  auto const before = folder.write("old<b>.md", text), after = folder.write("new.md", changed);
  std::vector<std::string> const command{"diff", before, after, "--format", "html"};
  auto const outcome = test::run(command);
  CAPTURE(outcome.err);
  CHECK(outcome.exit == 1);
  for (auto const* words :
       {"<!doctype html>", "old&lt;b&gt;.md", "lend your key card to others", "<ins>", "<del>", "Silent change",
        "Sharing the account", "user: prohibition added", "id=\"show-substantive\" checked", "unchanged clauses"}) {
    CAPTURE(words);
    CHECK(outcome.out.find(words) != std::string::npos);
  }
  CHECK(outcome.out.find("<script") == std::string::npos);
  CHECK(outcome.out.find("old<b>") == std::string::npos);
  CHECK(test::run(command).out == outcome.out);
  CHECK(test::run({"diff", before, before, "--format", "html"}).exit == 0);
}

TEST_CASE("a file that cannot be compared is named with the cause", "[changes]") {
  Folder const folder;
  auto const good = folder.write("good.md", text);
  CHECK(test::run({"diff", good, (folder.path / "none.md").string()}).err.find("no such file") != std::string::npos);
  CHECK(test::run({"diff", good, folder.path.string()}).err.find("got a folder") != std::string::npos);
  auto const pdf = folder.write("some.pdf", "%PDF-1.7\n");
  auto const outcome = test::run({"diff", good, pdf});
  CHECK(outcome.exit == 3);
  CHECK(outcome.err.find("some.pdf") != std::string::npos);
  CHECK(test::run({"diff", good}).exit == 2);
  CHECK(test::run({"diff", good, folder.write("bad.md", "caf\xE9 \xFF")}).exit == 3);
  CHECK(test::run({"diff", folder.write("empty.md", ""), good}).exit == 1);
}
