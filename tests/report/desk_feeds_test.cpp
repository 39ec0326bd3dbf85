#include "tests/report/desk_example.hpp"

#include <catch2/catch_test_macros.hpp>
#include <pugixml.hpp>

#include <algorithm>
#include <regex>
#include <set>

using namespace smallprint;

namespace {

report::DeskLinks links() {
  return {"news.example,2031", "https://news.example/report.html", "https://news.example/feeds/"};
}

report::DeskFeed const& named(std::vector<report::DeskFeed> const& feeds, std::string const& file) {
  auto const it = std::find_if(feeds.begin(), feeds.end(), [&](auto const& feed) { return feed.file == file; });
  REQUIRE(it != feeds.end());
  return *it;
}

std::vector<std::string> ids(std::string const& xml) {
  pugi::xml_document document;
  REQUIRE(document.load_string(xml.c_str()));
  std::vector<std::string> out;
  for (auto const entry : document.child("feed").children("entry")) out.emplace_back(entry.child_value("id"));
  return out;
}

/// The elements that RFC 4287 requires, once each, and dates as RFC 3339 has them.
void check(pugi::xml_node of) {
  static std::regex const time(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"), uri(R"(tag:[\w.@-]+,[\d-]+:[\w.~:/%-]+)");
  for (auto const* name : {"id", "title", "updated"}) {
    auto const children = of.children(name);
    CAPTURE(of.name(), name);
    CHECK(std::distance(children.begin(), children.end()) == 1);
    CHECK(of.child_value(name) != std::string_view());
  }
  CAPTURE(of.child_value("id"), of.child_value("updated"));
  CHECK(std::regex_match(of.child_value("id"), uri));
  CHECK(std::regex_match(of.child_value("updated"), time));
}

}  // namespace

TEST_CASE("there is a feed for all, for each provider and for each topic", "[report]") {
  auto const feeds = report::desk_feeds(test::DeskExample().report, links());
  std::vector<std::string> files;
  for (auto const& feed : feeds) files.push_back(feed.file);
  REQUIRE(files.size() == 6);
  CHECK(files[0] == "all.xml");
  CHECK(files[1] == "provider-marigold-ai.xml");
  CHECK(files[2].starts_with("provider-ostlund-son_"));
  CHECK(std::vector(files.begin() + 3, files.end()) ==
        std::vector<std::string>{"topic-minimum-age.xml", "topic-name-the-service.xml", "topic-share-outputs.xml"});
  CHECK(ids(feeds[0].xml) ==
        std::vector<std::string>{"tag:news.example,2031:change/" + files[2].substr(9, files[2].size() - 13) +
                                     "/acceptable-use-policy/2031-06-02T04:10:00Z",
                                 "tag:news.example,2031:answer/marigold-ai/minimum-age/2031-06-01T03:00:00Z",
                                 "tag:news.example,2031:answer/marigold-ai/share-outputs/2031-06-01T03:00:00Z",
                                 "tag:news.example,2031:change/marigold-ai/terms-of-service/2031-06-01T03:00:00Z",
                                 "tag:news.example,2031:change/marigold-ai/privacy-policy/2031-05-31"});
  CHECK(ids(named(feeds, "topic-minimum-age.xml").xml).size() == 2);
  CHECK(ids(named(feeds, "topic-name-the-service.xml").xml).size() == 1);
}

TEST_CASE("feeds have what RFC 4287 requires, whatever the texts are", "[report]") {
  auto const hostile = test::hostile_report();
  for (auto const& report : {test::DeskExample().report, hostile, report::DeskReport()})
    for (auto const& feed : report::desk_feeds(report, links())) {
      CAPTURE(feed.file);
      CHECK(std::regex_match(feed.file, std::regex("[a-z0-9_-]+[.]xml")));
      CHECK(feed.xml.find_first_of("\x01\x1b") == std::string::npos);
      CHECK(feed.xml.find("&#x1") == std::string::npos);
      CHECK(feed.xml.find("&#27") == std::string::npos);
      CHECK(feed.xml.find("\xEF\xBF\xBE") == std::string::npos);
      CHECK(feed.xml.find("<script") == std::string::npos);
      pugi::xml_document document;
      REQUIRE(document.load_string(feed.xml.c_str()));
      auto const root = document.child("feed");
      CHECK(std::string_view(root.attribute("xmlns").value()) == "http://www.w3.org/2005/Atom");
      check(root);
      CHECK(root.child("author").child_value("name") == std::string_view("smallprint"));
      CHECK(root.find_child_by_attribute("link", "rel", "self").attribute("href").value() ==
            "https://news.example/feeds/" + feed.file);
      for (auto const entry : root.children("entry")) {
        check(entry);
        CHECK(std::string_view(entry.child("content").attribute("type").value()) == "html");
        CHECK(std::string_view(entry.child_value("content")).find("<script") == std::string_view::npos);
      }
    }
}

TEST_CASE("an entry is for people and for programs", "[report]") {
  auto const feeds = report::desk_feeds(test::DeskExample().report, links());
  pugi::xml_document document;
  REQUIRE(document.load_string(named(feeds, "all.xml").xml.c_str()));
  auto const root = document.child("feed");
  CHECK(root.child_value("updated") == std::string_view("2031-06-02T04:10:00Z"));
  auto entry = root.child("entry").next_sibling("entry").next_sibling("entry");
  CHECK(entry.child_value("title") ==
        std::string_view("Marigold AI: Sharing results permitted → conditional: names the service"));
  CHECK(std::string_view(entry.child_value("content")).find("You may publish Results if you name") !=
        std::string_view::npos);
  entry = entry.next_sibling("entry");
  CHECK(entry.child_value("title") ==
        std::string_view("Marigold AI, Terms of Service: substantive, more restrictive, under an old date"));
  CHECK(std::string_view(entry.child_value("content")).find("<del>in any form</del>") != std::string_view::npos);
  std::vector<std::string> terms;
  for (auto const one : entry.children("category")) terms.emplace_back(one.attribute("term").value());
  CHECK(terms == std::vector<std::string>{"substantive", "more-restrictive", "minimum-age", "name-the-service",
                                          "share-outputs"});
  CHECK(entry.child("link").attribute("href").value() ==
        std::string_view("https://news.example/report.html#change.marigold-ai.terms-of-service.2031-06-01T03:00:00Z"));
  entry = entry.next_sibling("entry");
  CHECK(entry.child_value("updated") == std::string_view("2031-05-31T00:00:00Z"));
  // The page has what entries lead to.
  CHECK(report::desk_html(test::DeskExample().report)
            .find("id=\"change.marigold-ai.terms-of-service.2031-06-01T03:00:00Z\"") != std::string::npos);
}

TEST_CASE("entries keep their ids when others come", "[report]") {
  test::DeskExample more;
  auto const before = ids(report::desk_feeds(more.report, links()).front().xml);
  more.change("Aster", "Terms of Service", "2031-06-02", query::ChangeClass::substantive, "a ban came");
  more.change("Marigold ai", "Terms of Service", "2031-06-02", query::ChangeClass::substantive, "a ban came");
  auto after = ids(report::desk_feeds(more.report, links()).front().xml);
  CHECK(after.size() == before.size() + 2);
  for (auto const& id : before) CHECK(std::find(after.begin(), after.end(), id) != after.end());
}

TEST_CASE("feeds of names that hardly differ are files of their own", "[report]") {
  test::DeskExample example;
  example.report.changes.clear(), example.report.answers.clear();
  std::vector<std::string> const names{"Acme AI",
                                       "Acme Ai",
                                       "acme ai",
                                       "ACME AI",
                                       "Acme-AI",
                                       "Acme  AI",
                                       "Acmé AI",
                                       "Acme AI ",
                                       "Ａcme AI",
                                       "詩",
                                       "歌",
                                       "",
                                       "../etc",
                                       "acme-ai",
                                       std::string(300, 'a'),
                                       std::string(301, 'a')};
  for (auto const& name : names)
    example.change(name, "Terms of Service", "2031-06-02", query::ChangeClass::substantive, "a ban came");
  std::set<std::string> files, all;
  for (auto const& feed : report::desk_feeds(example.report, {})) {
    files.insert(feed.file);
    CHECK(feed.file.size() < 200);
    CHECK(std::regex_match(feed.file, std::regex("[a-z0-9_-]+[.]xml")));
    CHECK(feed.xml.find("<link") == std::string::npos);
    if (feed.file == "all.xml")
      for (auto const& id : ids(feed.xml)) all.insert(id);
  }
  CHECK(files.size() == names.size() + 1);
  CHECK(all.size() == names.size());
  CHECK(files.contains("provider-acme-ai.xml"));
}

TEST_CASE("the same report gives the same feeds", "[report]") {
  auto const one = report::desk_feeds(test::DeskExample().report, links());
  auto const two = report::desk_feeds(test::DeskExample().report, links());
  REQUIRE(one.size() == two.size());
  for (std::size_t i = 0; i < one.size(); ++i) CHECK(one[i].xml == two[i].xml);
}
