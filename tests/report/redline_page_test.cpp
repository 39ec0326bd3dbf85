#include "tests/report/redline_example.hpp"

#include <catch2/catch_test_macros.hpp>

#include <regex>
#include <set>

using namespace smallprint;
using query::ChangeClass;

namespace {

std::vector<std::string> all(std::string const& page, char const* pattern) {
  std::regex const what(pattern);
  std::vector<std::string> out;
  for (std::sregex_iterator it(page.begin(), page.end(), what), end; it != end; ++it) out.push_back((*it)[1]);
  return out;
}

std::string without(std::string const& text, char const* pattern) {
  return std::regex_replace(text, std::regex(pattern), "");
}

/// Words that a reader of marked text has, parted by one space.
std::string words(std::string text) {
  text = without(text, R"re(<span class="h">[^<]*</span>)re");
  text = without(text, "<[^>]*>");
  for (auto const& [from, to] :
       {std::pair("&lt;", "<"), {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
    text = std::regex_replace(text, std::regex(from), to);
  text = std::regex_replace(text, std::regex(R"(\s+)"), " ");
  return std::regex_replace(text, std::regex("^ | $"), "");
}

/// Without spaces: removed words stand apart from added ones by some that no version has.
std::string bare(std::string const& text) {
  return without(text, R"(\s)");
}

/// The clauses of a version in the order of the page, as the pattern finds their texts.
std::string joined(std::vector<std::string> const& texts, char const* leave_out) {
  std::string out;
  for (auto const& text : texts)
    if (auto const one = words(without(text, leave_out)); !one.empty()) out += one + " | ";
  return out;
}

constexpr auto removed = "<del>[^]*?</del>|<span class=\"g\"> </span>|<span class=\"rel\">[^]*";
constexpr auto added = "<ins>[^]*?</ins>|<span class=\"rel\">[^]*";

}  // namespace

TEST_CASE("the page runs and loads nothing, whatever the texts are", "[report]") {
  test::RedlineExample const example;
  auto const page = example.page();
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("&lt;script&gt;40") != std::string::npos);
  CHECK(page.find("a reason &lt;b&gt;") != std::string::npos);
  CHECK(page.find("<June>") == std::string::npos);
  CHECK(page.find("default-src 'none'") != std::string::npos);
  for (auto const* one : {"src=", "url(", "@import", "http:", "https:", "onclick", " style="})
    CHECK(page.find(one) == std::string::npos);
}

TEST_CASE("links lead to places of the page, of which each has its name alone", "[report]") {
  test::RedlineExample const example;
  for (auto const least : {ChangeClass::identical_text, ChangeClass::date_or_version_only, ChangeClass::substantive}) {
    auto const page = example.page(least);
    auto const ids = all(page, " id=\"([^\"]*)\"");
    std::set<std::string> const known(ids.begin(), ids.end());
    CHECK(known.size() == ids.size());
    auto const links = all(page, " href=\"([^\"]*)\"");
    CHECK(links.size() > 10);
    for (auto const& link : links) {
      CAPTURE(link);
      CHECK(link.starts_with("#"));
      CHECK(known.contains(link.substr(1)));
    }
    for (auto const& reference : all(page, "aria-labelledby=\"([^\"]*)\"")) CHECK(known.contains(reference));
  }
}

TEST_CASE("a clause that moved and the place where it stood lead to each other", "[report]") {
  test::RedlineExample const example;
  auto const page = example.page();
  auto const from = all(page, "href=\"#was-([0-9]+)\">from 2</a>");
  REQUIRE(from.size() == 1);
  CHECK(page.find("id=\"was-" + from[0] + "\"") != std::string::npos);
  CHECK(page.find("href=\"#change-" + from[0] + "\">to 20</a>") != std::string::npos);
  CHECK(page.find("id=\"was-" + from[0] + "\"") < page.find("id=\"change-1\""));
}

TEST_CASE("both views have the words of both versions whole", "[report]") {
  test::RedlineExample const example;
  auto const page = example.page();
  auto const& c = example.comparison;
  auto const one = all(page, "<p class=\"one[^\"]*\">([^]*?)</p>");
  // The last things are the heading's change and the clauses under it.
  std::string new_text;
  for (auto const& clause : c.after.clauses) new_text += words(example.text(clause)) + " ";
  auto inline_text = joined(one, removed);
  inline_text = std::regex_replace(inline_text, std::regex("Rules > Last things \\| "), "");
  CHECK(words(std::regex_replace(inline_text, std::regex("\\|"), "")) ==
        words(std::regex_replace(new_text, std::regex("<[^>]*>"), "")));
  auto const old_inline = joined(one, added);
  auto const sides = joined(all(page, "<p class=\"old[^\"]*\">([^]*?)</p>"), "<none>") + joined(one, "<none>");
  for (auto const& clause : c.before.clauses) {
    CAPTURE(example.text(clause), old_inline, sides);
    CHECK(bare(old_inline).find(bare(example.text(clause))) != std::string::npos);
    CHECK(sides.find(example.text(clause)) != std::string::npos);
  }
  for (auto const& text :
       {std::string("The fee is <script>40</script> marks & due now."), std::string("Answers come within a week.")})
    CHECK(joined(all(page, "<p class=\"new[^\"]*\">([^]*?)</p>"), "<none>").find(text) != std::string::npos);
}

TEST_CASE("classes below the least begin unmarked", "[report]") {
  test::RedlineExample const example;
  auto const checked = [](std::string const& page, std::string const& name) {
    REQUIRE(page.find("id=\"show-" + name + "\"") != std::string::npos);
    return page.find("id=\"show-" + name + "\" checked") != std::string::npos;
  };
  auto const usual = example.page();
  CHECK(checked(usual, "substantive"));
  CHECK(checked(usual, "moved"));
  CHECK_FALSE(checked(usual, "identical-text"));
  CHECK(checked(example.page(ChangeClass::identical_text), "identical-text"));
  CHECK_FALSE(checked(example.page(ChangeClass::substantive), "editorial"));
  CHECK(usual.find("show-boilerplate\"") == std::string::npos);  // none to choose
}

TEST_CASE("changes and their neighbours stand open, the rest is folded", "[report]") {
  test::RedlineExample const example;
  auto const page = example.page();
  auto const folds = all(page, "<details class=\"fold\">([^]*?)</details>");
  REQUIRE(folds.size() == 1);
  CHECK(folds[0].find("7 unchanged clauses, numbered 4 to 10") != std::string::npos);
  CHECK(folds[0].find("Room 11") == std::string::npos);
  CHECK(page.find("<h4>Rooms</h4>") < page.find("<details class=\"fold\">"));
  CHECK(page.find("Stood under “Rules &gt; Dogs”") != std::string::npos);
}

TEST_CASE("each change says what it is", "[report]") {
  test::RedlineExample const example;
  auto const page = example.page();
  for (auto const* said :
       {"<span class=\"rel\">split into 2</span>", "▲</span> more restrictive", "Take pictures",
        "user: prohibition added", "heading reworded", "<h2 id=\"contents\">3 substantive changes</h2>",
        "<h2 id=\"answers\">1 answer changed</h2>", "<mark>Nobody</mark> may photograph", "clause 12</a>",
        "13 <span aria-hidden=\"true\">→ </span>", "No clause says anything of it."}) {
    CAPTURE(said);
    CHECK(page.find(said) != std::string::npos);
  }
  CHECK(page.find("Silent change") == std::string::npos);
}

TEST_CASE("what casts doubt on a comparison stands at the top", "[report]") {
  test::RedlineExample example;
  example.comparison.diff.silent_change = true;
  example.comparison.diff.gave_up = true;
  auto const page = example.page();
  CHECK(page.find("Silent change") < page.find("<h2"));
  CHECK(page.find("Not everything was compared") < page.find("<h2"));
}

TEST_CASE("the same comparison gives the same bytes", "[report]") {
  CHECK(test::RedlineExample().page() == test::RedlineExample().page());
}

TEST_CASE("a page is made of whatever there is", "[report]") {
  report::Comparison nothing;
  CHECK(report::comparison_html(nothing, ChangeClass::editorial).find("</html>") != std::string::npos);
  test::RedlineExample example;
  example.comparison.texts.clear();
  CHECK(example.page().find("id=\"change-1\"") != std::string::npos);
  test::RedlineExample wall;
  wall.comparison.diff = {};
  wall.comparison.before.clauses.resize(2);
  wall.comparison.before.capture = corpus::Capture::bot_wall;
  auto const page = wall.page();
  CHECK(page.find("Nothing was compared") != std::string::npos);
  CHECK(page.find("unchanged") == std::string::npos);
}

TEST_CASE("a document in another language says so, and what the page says of it does not", "[report]") {
  test::RedlineExample example;
  example.comparison.language = "ar";
  auto const page = example.page();
  CHECK(page.find("<div class=\"text\" lang=\"ar\" dir=\"rtl\">") != std::string::npos);
  CHECK(page.find("<div class=\"note\" lang=\"en\" dir=\"ltr\">") != std::string::npos);
  example.comparison.language = "\"><script>";
  CHECK(example.page().find("<script") == std::string::npos);
}
