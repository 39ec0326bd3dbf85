#include "tests/ingest/fetch/fetching.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint::ingest;
using namespace smallprint::ingest::test;
using smallprint::test::page;
using smallprint::test::redirect;
using smallprint::test::WebServer;

TEST_CASE("redirects are followed and kept, each as a request of its host", "[ingest][fetch]") {
  WebServer web;
  web.on("127.0.0.1", "/a", redirect("/b", 301));
  web.on("127.0.0.1", "/b", redirect("c?x#part", 302));
  web.on("127.0.0.1", "/c?x", redirect(web.url("127.0.0.2", "/d"), 303));
  web.on("127.0.0.2", "/d", redirect("e", 307));
  web.on("127.0.0.2", "/e", [](auto const&, auto& response) {
    response.status = 308;
    response.set_header("Location", "/f");
    response.set_content("moved", "text/html");
  });
  web.on("127.0.0.2", "/f", page("here"));
  auto const result = fetch_one(quick_options(), web.url("127.0.0.1", "/a"));
  CHECK(result.end == FetchEnd::got);
  REQUIRE(result.exchanges.size() == 6);
  std::vector<int> statuses;
  for (auto const& one : result.exchanges) statuses.push_back(one.status);
  CHECK(statuses == std::vector{301, 302, 303, 307, 308, 200});
  CHECK(result.exchanges.at(2).url == web.url("127.0.0.1", "/c?x"));
  CHECK(result.exchanges.at(4).body.empty());
  CHECK(result.exchanges.at(5).body == "here");
  CHECK(result.exchanges.at(5).address == "127.0.0.2");
  CHECK(web.count("127.0.0.1", "/robots.txt") == 1);
  CHECK(web.count("127.0.0.2", "/robots.txt") == 1);  // the new host was asked too
}

TEST_CASE("a redirect loop is named", "[ingest][fetch]") {
  WebServer web;
  web.on("127.0.0.1", "/x", redirect("/y"));
  web.on("127.0.0.1", "/y", redirect("/z", 302));
  web.on("127.0.0.1", "/z", redirect("/y"));
  web.on("127.0.0.1", "/self", redirect("/self#again"));
  auto const at = [&](std::string const& target) { return web.url("127.0.0.1", target); };
  auto const results = fetch(quick_options(), {at("/x"), at("/self")});
  CHECK(results.at(0).end == FetchEnd::failed);
  CHECK(results.at(0).detail == at("/z") + ": 301 leads back to " + at("/y") + " (redirect loop after 3 hops)");
  CHECK(results.at(0).exchanges.size() == 3);
  CHECK(results.at(1).detail == at("/self") + ": 301 leads back to " + at("/self") + " (redirect loop after 1 hop)");
}

TEST_CASE("so many redirects are followed and no more", "[ingest][fetch]") {
  WebServer web;
  for (int i = 0; i < 20; ++i) web.on("127.0.0.1", "/" + std::to_string(i), redirect("/" + std::to_string(i + 1)));
  web.on("127.0.0.1", "/20", page("end"));
  auto options = quick_options();
  auto const result = fetch_one(options, web.url("127.0.0.1", "/0"));
  CHECK(result.end == FetchEnd::failed);
  CHECK(result.exchanges.size() == 11);
  CHECK(result.detail == web.url("127.0.0.1", "/10") + ": 301 leads to " + web.url("127.0.0.1", "/11") +
                             ", but only 10 redirects are followed");
  options.limits.redirects = 20;
  CHECK(fetch_one(options, web.url("127.0.0.1", "/0")).end == FetchEnd::got);
}

TEST_CASE("a redirect to what is no web page is refused", "[ingest][fetch]") {
  WebServer web;
  web.on("127.0.0.1", "/file", redirect("file:///etc/passwd"));
  web.on("127.0.0.1", "/ftp", redirect("ftp://127.0.0.1/x"));
  web.on("127.0.0.1", "/user", redirect("http://user:secret@127.0.0.1/"));
  web.on("127.0.0.1", "/bad", redirect("http://[::1/"));
  auto const at = [&](std::string const& target) { return web.url("127.0.0.1", target); };
  auto const results = fetch(quick_options(), {at("/file"), at("/ftp"), at("/user"), at("/bad")});
  for (std::size_t const i : {0u, 1u, 2u}) CHECK(results.at(i).end == FetchEnd::refused);
  CHECK(results.at(0).detail == at("/file") + ": 301 leads to file:///etc/passwd: only http and https are fetched");
  CHECK(results.at(0).exchanges.size() == 1);
  CHECK(results.at(2).detail == at("/user") +
                                    ": 301 leads to http://...@127.0.0.1/: a user name or password stands in the "
                                    "address");
  CHECK(results.at(3).end == FetchEnd::failed);
  CHECK(results.at(3).detail == at("/bad") + ": 301 leads to http://[::1/: not an address: Bad IPv6 address");
}

TEST_CASE("a redirect cannot reach into this machine or its network", "[ingest][fetch]") {
  WebServer web;
  std::vector<std::pair<std::string, std::string>> const cases{
      {web.url("127.0.0.2", "/secret"), "the address 127.0.0.2 is loopback"},
      {"http://10.0.0.1/", "the address 10.0.0.1 is private"},
      {"http://169.254.169.254/latest/meta-data/", "the address 169.254.169.254 is link-local"},
      {"http://0/", "the address 0.0.0.0 is this-network"},
      {"http://2130706434:" + std::to_string(web.port()) + "/", "the address 127.0.0.2 is loopback"},
      {"http://[::1]:" + std::to_string(web.port()) + "/", "the address ::1 is loopback"},
      {"http://[::ffff:127.0.0.2]:" + std::to_string(web.port()) + "/", "the address ::ffff:127.0.0.2 is loopback"},
  };
  std::vector<std::string> urls;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    web.on("127.0.0.1", "/" + std::to_string(i), redirect(cases[i].first));
    urls.push_back(web.url("127.0.0.1", "/" + std::to_string(i)));
  }
  auto options = quick_options();
  options.allow_private = false;
  options.allowed_addresses = {"127.0.0.1"};  // the first hop, which would be public otherwise
  for (bool const obey : {true, false}) {
    options.obey_robots = obey;
    auto const results = fetch(options, urls);
    for (std::size_t i = 0; i < cases.size(); ++i) {
      INFO(cases[i].first);
      CHECK(results.at(i).end == FetchEnd::refused);
      CHECK(results.at(i).exchanges.size() == 1);
      CHECK(results.at(i).detail.ends_with(": " + cases[i].second + "; allow it with --allow-private"));
      CHECK(results.at(i).detail.starts_with("http://"));
    }
  }
  CHECK(web.count("127.0.0.2") == 0);
}

TEST_CASE("the address that a name leads to is what counts", "[ingest][fetch]") {
  WebServer web;
  web.on("*", "/", page("home"));
  auto options = quick_options();
  options.allow_private = false;
  auto const result = fetch_one(options, web.url("localhost"));
  CHECK(result.end == FetchEnd::refused);
  CHECK(result.exchanges.empty());
  CHECK(result.detail.ends_with("is loopback; allow it with --allow-private"));
  CHECK(web.count() == 0);
  options.allow_private = true;
  auto const allowed = fetch_one(options, web.url("localhost"));
  CHECK(allowed.end == FetchEnd::got);
  CHECK(allowed.exchanges.at(0).address == "127.0.0.1");
}
