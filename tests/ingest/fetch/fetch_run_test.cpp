#include "tests/ingest/fetch/fetching.hpp"

#include <catch2/catch_test_macros.hpp>
#include <thread>

using namespace smallprint::ingest;
using namespace smallprint::ingest::test;
using smallprint::test::in_turn;
using smallprint::test::page;
using smallprint::test::status;
using smallprint::test::WebServer;
using std::chrono::milliseconds;

TEST_CASE("two hundred pages of twenty hosts are asked for politely and side by side", "[ingest][fetch]") {
  WebServer web;
  web.on("*", "/*", [](auto const& request, auto& response) {
    std::this_thread::sleep_for(milliseconds(5));
    if (request.target == "/robots.txt")
      response.status = 404;
    else
      response.set_content("page", "text/html");
  });
  auto options = quick_options();
  options.hosts_at_once = 16;
  std::vector<std::string> urls;
  for (int i = 0; i < 200; ++i)
    urls.push_back(web.url("127.0.0." + std::to_string(1 + i % 20), "/" + std::to_string(i / 20)));
  auto const results = fetch(options, urls);
  REQUIRE(results.size() == 200);
  for (auto const& [number, result] : results) CHECK(result.end == FetchEnd::got);

  CHECK(web.most_at_once("*") > 4);  // 16 on a machine with nothing else to do
  CHECK(web.most_at_once("*") <= 16);
  for (int i = 1; i <= 20; ++i) {
    auto const host = "127.0.0." + std::to_string(i);
    CHECK(web.most_at_once(host) == 1);
    auto const log = web.log(host);
    REQUIRE(log.size() == 11);
    CHECK(log[0].target == "/robots.txt");
    for (std::size_t j = 1; j < log.size(); ++j) {
      CHECK(log[j].target == "/" + std::to_string(j - 1));  // in the order they were asked for
      CHECK(log[j].begin - log[j - 1].end >= milliseconds(10));
    }
  }
}

TEST_CASE("no more hosts at once than allowed", "[ingest][fetch]") {
  WebServer web;
  web.on("*", "/*", [](auto const&, auto& response) {
    std::this_thread::sleep_for(milliseconds(5));
    response.set_content("page", "text/html");
  });
  auto options = quick_options();
  options.hosts_at_once = 3;
  options.obey_robots = false;
  std::vector<std::string> urls;
  for (int i = 1; i <= 12; ++i) urls.push_back(web.url("127.0.0." + std::to_string(i)));
  CHECK(fetch(options, urls).size() == 12);
  CHECK(web.most_at_once("*") == 3);
  CHECK(web.count("*", "/robots.txt") == 0);
}

TEST_CASE("what fails for now is tried again, and no more often than allowed", "[ingest][fetch]") {
  WebServer web;
  web.on("127.0.0.1", "/once", in_turn({status(503), page("back")}));
  web.on("127.0.0.1", "/next", page("next"));
  web.on("127.0.0.2", "/down", status(500));
  web.on("127.0.0.3", "/busy", status(503));
  web.on("127.0.0.4", "/gateway", in_turn({status(502), status(504), page("back")}));
  web.on_raw("127.0.0.5", "/cut", [](auto& out) { out.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"); });
  std::vector<std::string> const urls{web.url("127.0.0.1", "/once"),    web.url("127.0.0.1", "/next"),
                                      web.url("127.0.0.2", "/down"),    web.url("127.0.0.3", "/busy"),
                                      web.url("127.0.0.4", "/gateway"), web.raw_url("127.0.0.5", "/cut")};
  auto const results = fetch(quick_options(), urls);
  CHECK(results.at(0).end == FetchEnd::got);
  CHECK(results.at(0).exchanges.size() == 2);
  CHECK(results.at(0).exchanges.at(0).status == 503);
  CHECK(web.log("127.0.0.1").back().target == "/next");  // the order within a host is kept
  CHECK(results.at(2).end == FetchEnd::failed);
  CHECK(results.at(2).detail == urls[2] + ": 500, at the last of 3 tries");
  CHECK(results.at(2).exchanges.size() == 3);
  CHECK(results.at(3).end == FetchEnd::blocked);
  CHECK(results.at(3).detail == urls[3] + ": 503, at the last of 3 tries");
  CHECK(results.at(4).end == FetchEnd::got);
  CHECK(results.at(4).exchanges.size() == 3);
  CHECK(results.at(5).end == FetchEnd::failed);
  CHECK(results.at(5).detail == urls[5] + ": the connection ended after 4 of 10 bytes, at the last of 3 tries");
  CHECK(web.count("127.0.0.5", "/cut") == 3);
}

TEST_CASE("a server that says when to come back is heeded", "[ingest][fetch]") {
  WebServer web;
  web.on("127.0.0.1", "/seconds", in_turn({status(429, {{"Retry-After", "1"}}), page("back")}));
  web.on("127.0.0.2", "/date",
         in_turn({status(503, {{"Retry-After", "Fri, 13 Jun 2025 04:12:08 GMT"}}), page("back")}));
  web.on("127.0.0.3", "/past",
         in_turn({status(429, {{"Retry-After", "Fri, 13 Jun 2025 04:00:00 GMT"}}), page("back")}));
  web.on("127.0.0.4", "/page", page("meanwhile"));
  auto const at = [&](std::string const& host, std::string const& target) {
    return web.url("127.0.0." + host, target);
  };
  auto const results =
      fetch(quick_options(), {at("1", "/seconds"), at("2", "/date"), at("3", "/past"), at("4", "/page")});
  for (auto const& [number, result] : results) CHECK(result.end == FetchEnd::got);
  for (auto const& [host, target] : {std::pair("127.0.0.1", "/seconds"), std::pair("127.0.0.2", "/date")}) {
    auto const log = web.log(host, target);
    REQUIRE(log.size() == 2);
    CHECK(log[1].begin - log[0].end >= milliseconds(990));
    for (auto const& [other, page] : {std::pair("127.0.0.3", "/past"), std::pair("127.0.0.4", "/page")})
      CHECK(web.log(other, page).back().end < log[1].begin);  // others went on
  }
}

TEST_CASE("a server that wants to be left alone for long is", "[ingest][fetch]") {
  WebServer web;
  web.on("127.0.0.1", "/a", status(429, {{"Retry-After", "3600"}}));
  web.on("127.0.0.1", "/b", page("b"));
  web.on("127.0.0.2", "/c", smallprint::test::redirect(web.url("127.0.0.1", "/d")));
  web.on("127.0.0.3", "/e", status(503, {{"Retry-After", "Sat, 14 Jun 2025 00:00:00 GMT"}}));
  web.on("127.0.0.4", "/forever", status(503, {{"Retry-After", "99999999999999999999"}}));
  web.on("127.0.0.5", "/robots.txt", status(429, {{"Retry-After", "3600"}}));
  auto const fetcher = make_fetcher(quick_options()).value();
  auto const host = web.url("127.0.0.1", "");
  auto const results = fetch(*fetcher, {{host + "/a", "", "", ""},
                                        {host + "/b", "", "", ""},
                                        {web.url("127.0.0.3", "/e"), "", "", ""},
                                        {web.url("127.0.0.4", "/forever"), "", "", ""},
                                        {web.url("127.0.0.5", "/page"), "", "", ""}});
  for (auto const& [number, result] : results) CHECK(result.end == FetchEnd::blocked);
  CHECK(results.at(0).detail == host + "/a: 429, the server wants to be left alone until 2025-06-13T05:12:07Z");
  CHECK(results.at(0).exchanges.size() == 1);
  auto const why =
      "not asked: " + host + " wants to be left alone until 2025-06-13T05:12:07Z, as it said at " + host + "/a";
  CHECK(results.at(1).detail == host + "/b: " + why);
  CHECK(results.at(1).exchanges.empty());
  CHECK(results.at(2).detail ==
        web.url("127.0.0.3", "/e") + ": 503, the server wants to be left alone until 2025-06-14T00:00:00Z");
  CHECK(results.at(3).detail ==
        web.url("127.0.0.4", "/forever") + ": 503, the server wants to be left alone until 2035-06-11T04:12:07Z");
  CHECK(results.at(4).detail.find(" wants to be left alone until 2025-06-13T05:12:07Z, as it said at " +
                                  web.url("127.0.0.5", "/robots.txt")) != std::string::npos);
  CHECK(web.count("127.0.0.1", "/b") == 0);

  auto const later = fetch(*fetcher, {{web.url("127.0.0.2", "/c"), "", "", ""}});  // leads there
  CHECK(later.at(0).end == FetchEnd::blocked);
  CHECK(later.at(0).detail == host + "/d: " + why);
  CHECK(later.at(0).exchanges.size() == 1);
}

TEST_CASE("robots.txt is asked once for each host, and kept to", "[ingest][fetch]") {
  WebServer web;
  web.on("*", "/*", page("page"));
  web.on("127.0.0.1", "/robots.txt",
         page("User-agent: *\nDisallow: /\n\nUser-agent: Smallprint\nDisallow: /private\nAllow: /private/terms\n",
              "text/plain"));
  web.on("127.0.0.2", "/robots.txt", page("", "text/plain"));
  web.on("127.0.0.3", "/robots.txt", page("User-agent: *\nCrawl-delay: 0.2\n", "text/plain"));
  auto const fetcher = make_fetcher(quick_options()).value();
  auto const at = [&](std::string const& host, std::string const& target) {
    return FetchRequest{web.url("127.0.0." + host, target), "", "", ""};
  };
  auto const results = fetch(*fetcher, {at("1", "/open"), at("1", "/private/x?y"), at("1", "/private/terms"),
                                        at("2", "/x"), at("3", "/x"), at("3", "/y")});
  CHECK(results.at(0).end == FetchEnd::got);
  CHECK(results.at(1).end == FetchEnd::refused);
  CHECK(results.at(1).detail ==
        web.url("127.0.0.1", "/private/x?y") + ": robots.txt disallows /private/x?y for smallprint (line 5)");
  CHECK(results.at(1).exchanges.empty());
  for (std::size_t const i : {2u, 3u, 4u, 5u}) CHECK(results.at(i).end == FetchEnd::got);
  CHECK(web.count("127.0.0.1", "/private/x?y") == 0);
  auto const slow = web.log("127.0.0.3");
  REQUIRE(slow.size() == 3);
  CHECK(slow[1].begin - slow[0].end >= milliseconds(200));
  CHECK(slow[2].begin - slow[1].end >= milliseconds(200));

  CHECK(fetch(*fetcher, {at("1", "/again")}).at(0).end == FetchEnd::got);
  CHECK(web.count("127.0.0.1", "/robots.txt") == 1);

  auto options = quick_options();
  options.obey_robots = false;
  CHECK(fetch_one(options, at("1", "/private/x?y")).end == FetchEnd::got);
  CHECK(web.count("127.0.0.1", "/robots.txt") == 1);
}

TEST_CASE("whether there is a robots.txt decides what its absence means", "[ingest][fetch]") {
  WebServer web;
  web.on("*", "/*", page("page"));
  web.on("127.0.0.1", "/robots.txt", status(404));
  web.on("127.0.0.2", "/robots.txt", status(403));
  web.on("127.0.0.3", "/robots.txt", status(500));
  web.on("127.0.0.4", "/robots.txt", in_turn({status(503), page("User-agent: *\nDisallow: /x\n", "text/plain")}));
  web.on("127.0.0.5", "/robots.txt", status(429));
  web.on("127.0.0.6", "/robots.txt", smallprint::test::redirect("/robots.txt"));
  web.on_raw("127.0.0.7", "/robots.txt", [](auto& out) { out.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"); });
  web.on("127.0.0.8", "/robots.txt",
         page("User-agent: *\n" + std::string(600u << 10, '\n') + "Disallow: /x\n", "text/plain"));
  for (int i = 0; i < 5; ++i)
    web.on("127.0.0.9", i == 0 ? "/robots.txt" : "/hop" + std::to_string(i),
           smallprint::test::redirect(i == 4 ? web.url("127.0.0.10", "/rules") : "/hop" + std::to_string(i + 1)));
  web.on("127.0.0.10", "/rules", page("User-agent: *\nDisallow: /x\n", "text/plain"));
  web.on("127.0.0.10", "/robots.txt", smallprint::test::redirect(web.url("127.0.0.9", "/hop3")));
  std::vector<std::string> urls;
  for (int i = 1; i <= 10; ++i) {
    auto const host = "127.0.0." + std::to_string(i);
    urls.push_back(i == 7 ? web.raw_url(host, "/x") : web.url(host, "/x"));
  }
  auto options = quick_options();
  options.limits.redirects = 2;  // of pages; of robots.txt at least five are followed
  auto const results = fetch(options, urls);
  auto const why = [&](std::size_t host) { return results.at(host - 1).detail.substr(urls[host - 1].size()); };
  for (std::size_t const host : {1u, 2u, 6u, 8u}) CHECK(results.at(host - 1).end == FetchEnd::got);
  CHECK(results.at(2).end == FetchEnd::failed);
  CHECK(why(3) == ": not asked, since its robots.txt cannot be had: " + web.url("127.0.0.3", "/robots.txt") +
                      ": 500, at the last of 3 tries");
  CHECK(why(4) == ": robots.txt disallows /x for smallprint (line 2)");
  CHECK(results.at(4).end == FetchEnd::blocked);
  CHECK(why(5).ends_with("/robots.txt: 429, at the last of 3 tries"));
  CHECK(results.at(6).end == FetchEnd::failed);
  CHECK(why(7).ends_with("/robots.txt: the connection ended after 0 of 99 bytes, at the last of 3 tries"));
  for (std::size_t const host : {9u, 10u}) CHECK(why(host) == ": robots.txt disallows /x for smallprint (line 2)");
  for (std::size_t const host : {3u, 5u, 7u}) CHECK(web.count("127.0.0." + std::to_string(host), "/x") == 0);
  for (int i = 1; i <= 10; ++i) CHECK(web.most_at_once("127.0.0." + std::to_string(i)) == 1);
}

TEST_CASE("an interruption ends a run at once, and the next run goes on", "[ingest][fetch]") {
  WebServer web;
  std::atomic<bool> interrupted = false, quick_is_done = false;
  std::chrono::steady_clock::time_point when;
  web.on("127.0.0.1", "/quick", page("quick"));
  web.on_raw("127.0.0.2", "/slow", [&](auto& out) {
    while (!quick_is_done && out.wait(milliseconds(5))) {
    }
    when = std::chrono::steady_clock::now();
    interrupted = true;
    out.wait();
  });
  web.on_raw("127.0.0.3", "/robots.txt", [](auto& out) { out.wait(); });
  auto options = quick_options();
  options.interrupted = [&] { return interrupted.load(); };
  auto const fetcher = make_fetcher(options).value();
  std::vector<FetchRequest> const requests{{web.url("127.0.0.1", "/quick"), "", "", ""},
                                           {web.raw_url("127.0.0.2", "/slow"), "", "", ""},
                                           {web.raw_url("127.0.0.2", "/later"), "", "", ""},
                                           {web.raw_url("127.0.0.3", "/held"), "", "", ""}};
  std::vector<std::size_t> reported;
  fetcher->fetch(requests, [&](std::size_t number, FetchResult const&) {
    reported.push_back(number);
    quick_is_done = true;
  });
  CHECK(std::chrono::steady_clock::now() - when < milliseconds(1000));  // 200, if the machine is not overloaded
  CHECK(reported == std::vector<std::size_t>{0});
  CHECK(web.count("127.0.0.2", "/later") == 0);

  CHECK(fetch(*fetcher, requests).empty());  // still interrupted
  interrupted = false;
  web.on_raw("127.0.0.3", "/robots.txt",
             [](auto& out) { out.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"); });
  auto const again = fetch(*fetcher, {requests[2], requests[3]});
  CHECK(again.size() == 2);
  CHECK(web.count("127.0.0.2", "/robots.txt") == 1);
  CHECK(web.count("127.0.0.3", "/robots.txt") == 2);
}

TEST_CASE("a caller that throws leaves the fetcher usable", "[ingest][fetch]") {
  WebServer web;
  web.on("*", "/*", page("page"));
  auto const fetcher = make_fetcher(quick_options()).value();
  std::vector<FetchRequest> const requests{{web.url("127.0.0.1", "/a"), "", "", ""},
                                           {web.url("127.0.0.2", "/b"), "", "", ""}};
  CHECK_THROWS_AS(fetcher->fetch(requests, [](std::size_t, FetchResult) { throw std::runtime_error("full"); }),
                  std::runtime_error);
  CHECK(fetch(*fetcher, requests).size() == 2);
}
