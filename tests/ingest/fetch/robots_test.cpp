#include "ingest/fetch/robots.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <string>

using namespace smallprint::ingest;

namespace {

bool allows(std::string const& text, std::string const& target, std::string const& product = "smallprint") {
  return RobotsRules::parse(text, product).judge(target).allowed;
}

}  // namespace

TEST_CASE("a crawler's name is the beginning of its User-Agent", "[ingest][fetch][robots]") {
  CHECK(product_token("smallprint/1.0 (+https://example.com)") == "smallprint");
  CHECK(product_token("Small_Print-bot (x)") == "Small_Print-bot");
  CHECK(product_token("1.0 smallprint").empty());
}

TEST_CASE("robots.txt speaks to the groups that name the crawler, else to all", "[ingest][fetch][robots]") {
  std::string const text =
      "User-agent: other\nDisallow: /\n\n"
      "user-AGENT: SmallPrint/2.0\nDisallow: /a\n\n"
      "User-agent: *\nDisallow: /b\n\n"
      "User-agent: third\nUser-agent: smallprint\nDisallow: /c\n";
  CHECK_FALSE(allows(text, "/a"));
  CHECK(allows(text, "/b"));  // for the others
  CHECK_FALSE(allows(text, "/c"));
  CHECK(allows(text, "/d"));
  CHECK_FALSE(allows(text, "/b", "unknown"));
  CHECK(allows(text, "/a", "unknown"));
  CHECK_FALSE(allows(text, "/b", ""));
  CHECK(allows(text, "/b", "smallprint-fetch") == false);  // another name, not ours with something behind it
  CHECK(allows("User-agent: small\nDisallow: /\n", "/x"));
  CHECK(allows("User-agent: smallprint\nUser-agent: *\n", "/x"));
  CHECK(allows("User-agent: *\nDisallow: /\nUser-agent: smallprint\n", "/x"));  // a group of its own, without rules
  CHECK(allows("Disallow: /\n", "/x"));                                         // said to nobody
}

TEST_CASE("a line in between that is no rule ends no group", "[ingest][fetch][robots]") {
  std::string const text =
      "User-agent: smallprint\nSitemap: https://example.com/map.xml\nnonsense\nUser-agent: other\nHost: x\nDisallow: "
      "/a\n";
  CHECK_FALSE(allows(text, "/a"));
  CHECK_FALSE(allows(text, "/a", "other"));
}

TEST_CASE("the longest rule decides, and the kinder one of two", "[ingest][fetch][robots]") {
  auto const [rules, target, allowed] = GENERATE(table<char const*, char const*, bool>({
      {"Disallow: /\nAllow: /legal", "/legal/terms", true},
      {"Allow: /legal\nDisallow: /legal/old", "/legal/old/1", false},
      {"Disallow: /legal/old\nAllow: /legal", "/legal/old/1", false},
      {"Disallow: /page\nAllow: /page", "/page", true},
      {"Allow: /page\nDisallow: /page", "/page", true},
      {"Disallow: /*.php$\nAllow: /index", "/index.php", false},
      {"Disallow:", "/x", true},
      {"Disallow: /x", "/X", true},
      {"Disallow: /fish", "/fish.html", false},
      {"Disallow: /fish/", "/fish", true},
      {"Disallow: /fish*", "/fishing", false},
      {"Disallow: /*.php", "/a/b.php5?x", false},
      {"Disallow: /*.php$", "/a.php", false},
      {"Disallow: /*.php$", "/a.php?x", true},
      {"Disallow: /*.php$", "/a.php/b.php", false},
      {"Disallow: /a*b*c$", "/a-c-b-c", false},
      {"Disallow: /a*b*c$", "/a-c", true},
      {"Disallow: /ab*b$", "/ab", true},  // one b cannot be two
      {"Disallow: /$", "/", false},
      {"Disallow: /$", "/x", true},
      {"Disallow: /a$b", "/a$b", false},  // only at the end is it special
      {"Disallow: *", "/x", false},
      {"Disallow: terms", "/terms", true},  // no path
      {"Disallow: /", "/robots.txt", true},
  }));
  INFO(rules << " / " << target);
  CHECK(allows(std::string("User-agent: *\n") + rules + "\n", target) == allowed);
}

TEST_CASE("percent-encoding hides nothing and invents nothing", "[ingest][fetch][robots]") {
  auto const [rule, target, same] = GENERATE(table<char const*, char const*, bool>({
      // RFC 9309 2.2.2
      {"/foo/bar?baz=quz", "/foo/bar?baz=quz", true},
      {"/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", true},
      {"/foo/bar/\xe3\x83\x84", "/foo/bar/%E3%83%84", true},
      {"/foo/bar/%E3%83%84", "/foo/bar/%e3%83%84", true},
      {"/foo/bar/%62%61%7A", "/foo/bar/baz", true},
      // 2.2.3
      {"/path/file-with-a-%2A.html", "/path/file-with-a-*.html", true},
      {"/path/file-with-a-%2A.html", "/path/file-with-a-x.html", false},
      {"/path/foo-%24", "/path/foo-$", true},
      {"/a/b", "/a%2Fb", false},
      {"/a?b", "/a%3Fb", false},
      {"/100%", "/100%", true},
      {"/a%2", "/a%2", true},
      {"/a b", "/a%20b", true},
      {"/a%25b", "/a%b", false},
  }));
  INFO(rule << " / " << target);
  CHECK(allows(std::string("User-agent: *\nDisallow: ") + rule, target) != same);
}

TEST_CASE("lines end as any system ends them, and the line that decides is told", "[ingest][fetch][robots]") {
  auto const end = GENERATE("\n", "\r\n", "\r");
  std::string text = "\xef\xbb\xbfUser-agent : * # all\n\n  disallow :  /x  # not this\nAllow: /y";
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += std::string_view(end).size())
    text.replace(at, 1, end);
  auto const rules = RobotsRules::parse(text, "smallprint");
  CHECK_FALSE(rules.judge("/x").allowed);
  CHECK(rules.judge("/x").line == 3);
  CHECK(rules.judge("/y").line == 4);
  CHECK(rules.judge("/z").line == 0);
}

TEST_CASE("a crawl delay is a number, and not for ever", "[ingest][fetch][robots]") {
  auto const delay = [](std::string const& text) { return RobotsRules::parse(text, "smallprint").crawl_delay(); };
  CHECK(delay("User-agent: *\nCrawl-delay: 2.5\n") == 2.5);
  CHECK(delay("User-agent: *\nCrawl-delay: 86400\n") == longest_crawl_delay);
  CHECK(delay("User-agent: *\nCrawl-delay: 2\nUser-agent: smallprint\nDisallow: /x\n") == std::nullopt);
  CHECK(delay("User-agent: smallprint\nCrawl-delay: 1\nCrawl-delay: 3\nUser-agent: other\nCrawl-delay: 9\n") == 3.0);
  for (std::string const bad : {"-1", "soon", "5s", "nan", "inf", "", "1e999"}) {
    INFO(bad);
    CHECK(delay("User-agent: *\nCrawl-delay: " + bad + "\n") == std::nullopt);
  }
}

TEST_CASE("500 KiB of robots.txt are read, and no half line", "[ingest][fetch][robots]") {
  std::string text = "User-agent: *\n";
  while (text.size() + 40 < robots_bytes) text += "Disallow: /filler\n";
  text += "#" + std::string(robots_bytes - text.size() - 13, ' ') + "\n";
  REQUIRE(text.size() == robots_bytes - 11);
  text += "Disallow: /private\nDisallow: /late\n";  // the limit falls behind its first slash
  CHECK_FALSE(allows(text, "/filler"));
  CHECK(allows(text, "/open"));
  CHECK(allows(text, "/private"));
  CHECK(allows(text, "/late"));
}

TEST_CASE("robots.txt may be anything", "[ingest][fetch][robots]") {
  CHECK(allows("<!DOCTYPE html><html><body>Disallow: /</body></html>", "/x"));
  CHECK(allows(std::string("\0\0\xff\xfe:\0", 6), "/x"));
  CHECK(allows("", "/x"));
  CHECK(allows("User-agent: *\nDisallow: /" + std::string(100000, '*') + "z", "/" + std::string(8000, 'y')));
}
