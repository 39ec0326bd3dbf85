#include "tests/report/desk_example.hpp"

#include <catch2/catch_test_macros.hpp>

#include <regex>
#include <set>

using namespace smallprint;

namespace {

std::vector<std::string> all(std::string const& page, char const* pattern) {
  std::regex const what(pattern);
  std::vector<std::string> out;
  for (std::sregex_iterator it(page.begin(), page.end(), what), end; it != end; ++it) out.push_back((*it)[1]);
  return out;
}

bool has(std::string const& page, std::string_view text) {
  return page.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("the desk's page runs and loads nothing, whatever the texts are", "[report]") {
  for (auto const& report : {test::DeskExample().report, test::hostile_report()}) {
    auto const page = report::desk_html(report);
    CHECK_FALSE(has(page, "<script"));
    CHECK(has(page, "default-src 'none'"));
    for (auto const* one : {"src=", "url(", "@import", "http:", "https:", "onclick", " style="})
      CHECK_FALSE(has(page, one));
    CHECK(page.find_first_of("\x01\x1b") == std::string::npos);
  }
  CHECK(has(report::desk_html(test::hostile_report()), "A&lt;script&gt;&quot;&amp;&#39;"));
}

TEST_CASE("links of the desk's page lead to places that have their names alone", "[report]") {
  test::DeskExample twice;
  twice.report.changes.push_back(twice.report.changes.front());
  twice.report.answers.push_back(twice.report.answers.front());
  for (auto const& report : {test::DeskExample().report, test::hostile_report(), twice.report}) {
    auto const page = report::desk_html(report);
    auto const ids = all(page, " id=\"([^\"]*)\"");
    std::set<std::string> const known(ids.begin(), ids.end());
    CHECK(known.size() == ids.size());
    CHECK(ids.size() > 12);
    for (auto const& link : all(page, " href=\"([^\"]*)\"")) {
      CAPTURE(link);
      CHECK(link.starts_with("#"));
      CHECK(known.contains(link.substr(1)));
    }
    for (auto const& reference : all(page, "aria-labelledby=\"([^\"]*)\"")) CHECK(known.contains(reference));
  }
}

TEST_CASE("the weightiest stands first on the desk's page", "[report]") {
  test::DeskExample example;
  example.report.note = "The first report.";
  auto const page = report::desk_html(example.report);
  std::size_t at = 0;
  for (auto const* one :
       {"<title>What changed, 2031-05-30 to 2031-06-02</title>", "<h1>What changed, <time>2031-05-30</time> to ",
        "2 answers, 2 substantive changes, 1 editorial change at 2 of 40 providers; 4 changes that are "
        "noise.",
        "The first report.", "id=\"contents\"", "<h2 id=\"alerts\">", "<h2 id=\"answers\">", "<h2 id=\"substantive\">",
        "<h2 id=\"editorial\">", "<h2 id=\"noise\">", "<h2 id=\"failed\">", "<h2 id=\"silent\">"}) {
    CAPTURE(one);
    auto const next = page.find(one, at);
    REQUIRE(next != std::string::npos);
    at = next;
  }
}

TEST_CASE("headings of the desk's page leave out no level", "[report]") {
  char above = '0';
  for (auto const& level : all(report::desk_html(test::DeskExample().report), "<h([1-6])")) {
    CHECK(level[0] <= above + 1);
    above = level[0];
  }
}

TEST_CASE("the desk's page tells what each change is", "[report]") {
  auto const page = report::desk_html(test::DeskExample().report);
  for (auto const* said :
       {"<b aria-hidden=\"true\">P</b>permitted</span>", "<b aria-hidden=\"true\">C</b>conditional: names the service",
        "No clause says anything of it: 212 clauses in 2 documents were read.", "version of <time>2031-04-02</time>",
        "You may <mark>publish</mark> Results if", "Silent change, under an old date.", "▲</span> more restrictive",
        "compared with the version of <time>2031-04-02</time>", "Sharing results, Name the service",
        "user: permission became conditional", "[removed: </span>in any form", "not shown: 1 editorial",
        "4 more changed clauses</summary>", "[… 51 unchanged words …]", "<b>Quince</b>, Terms of Service",
        "clauses in another order", "bot wall", "since <time>2031-05-12</time>", "We tell you thirty days ahead"}) {
    CAPTURE(said);
    CHECK(has(page, said));
  }
  for (auto const* changed : {">Nobody<", ">Everybody<", "word18", "word90", ">at night<", ">by day<"}) {
    CAPTURE(changed);
    CHECK(has(page, changed));
  }
  CHECK_FALSE(has(page, "word45"));
}

TEST_CASE("noise alone is counted on the desk's page, and listed", "[report]") {
  test::DeskExample example;
  auto& report = example.report;
  report.answers.clear(), report.silent.clear();
  report.alerts = std::vector<report::Alert>{};
  std::erase_if(report.changes, [](report::DeskChange const& one) {
    return one.change.failed || one.change.diff.change_class >= query::ChangeClass::editorial;
  });
  auto const page = report::desk_html(report);
  CHECK(
      has(page, "No answer changed and no document in a way that matters, at 40 providers; 4 changes that are noise."));
  CHECK(has(page, "No watch alerts."));
  CHECK(has(page, "Identical text</th><td>2</td>"));
  CHECK(all(page, "<li>(<span class=\"who\">)").size() == 4);
  CHECK_FALSE(has(page, "id=\"alerts\""));
}

TEST_CASE("an empty desk's page says what was checked", "[report]") {
  report::DeskReport nothing;
  CHECK(has(report::desk_html(nothing), "<h1>What changed</h1>"));
  nothing.since = "2031-05-30", nothing.through = "2031-06-02T04:10:00Z", nothing.authorities = 1,
  nothing.documents = 1;
  nothing.still_silent = 2;
  auto const page = report::desk_html(nothing);
  CHECK(has(page, "No answer changed and no document in a way that matters, at 1 provider."));
  CHECK(has(page,
            "1 document was looked at, with versions up to 2031-06-02, 04:10 UTC. 2 sources were silent "
            "before and still are."));
  CHECK_FALSE(has(page, "<h2"));
  CHECK_FALSE(has(page, "<nav"));
}

TEST_CASE("the same report gives the same page", "[report]") {
  CHECK(report::desk_html(test::DeskExample().report) == report::desk_html(test::DeskExample().report));
}
