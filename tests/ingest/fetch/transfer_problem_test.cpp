#include "ingest/fetch/transfer_problem.hpp"

#include "tests/ingest/fetch/fetching.hpp"
#include "tests/support/python_server.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint::ingest;
using namespace smallprint::ingest::test;
using smallprint::test::RawConnection;
using smallprint::test::WebServer;

namespace {

std::string const ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

FetchOptions one_try() {
  auto out = quick_options();
  out.limits.tries = 1;
  return out;
}

}  // namespace

TEST_CASE("what went wrong on the way is told apart", "[ingest][fetch]") {
  WebServer web;
  auto options = one_try();
  options.obey_robots = false;
  smallprint::test::RefusingPort const nobody;
  auto const raw = [&](std::string const& target, std::function<void(RawConnection&)> serve) {
    web.on_raw("127.0.0.1", target, std::move(serve));
    return web.raw_url("127.0.0.1", target);
  };
  std::vector<std::pair<std::string, std::string>> const cases{
      {"http://" + smallprint::test::unknown_host() + "/",
       "no address is known for the name " + smallprint::test::unknown_host()},
      {"http://" + nobody.host() + "/", "cannot connect: Connection refused"},
      {"https://127.0.0.1:" + std::to_string(web.port()) + "/", "TLS: "},
      {raw("/nothing", [](RawConnection&) {}), "the connection ended without an answer"},
      {raw("/reset", [](RawConnection& out) { out.reset(); }),
       "the connection broke before an answer: Recv failure: Connection reset by peer"},
      {raw("/cut", [](RawConnection& out) { out.send(ok + "Content-Length: 1000\r\n\r\nhalf"); }),
       "the connection ended after 4 of 1000 bytes"},
      {raw("/cut-chunks", [](RawConnection& out) { out.send(ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nab"); }),
       "the connection ended within the body, after 2 bytes"},
      {raw("/not-http", [](RawConnection& out) { out.send("SSH-2.0-OpenSSH\r\n"); }), "the answer is not HTTP: "},
      {raw("/odd-status", [](RawConnection& out) { out.send("HTTP/1.1 2x0 OK\r\n\r\nbody"); }),
       "the answer is not HTTP: "},
      {raw("/odd-length", [](RawConnection& out) { out.send(ok + "Content-Length: -5\r\n\r\nbody"); }),
       "the answer is not HTTP: "},
  };
  std::vector<std::string> urls;
  for (auto const& [url, why] : cases) urls.push_back(url);
  auto const results = fetch(options, urls);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    CHECK(results.at(i).end == FetchEnd::failed);
    CHECK(results.at(i).detail.substr(0, urls[i].size() + 2 + cases[i].second.size()) ==
          urls[i] + ": " + cases[i].second);
    REQUIRE(results.at(i).exchanges.size() == 1);
    CHECK_FALSE(results.at(i).exchanges.at(0).error.empty());
    CHECK(results.at(i).exchanges.at(0).body.empty());
  }
  CHECK(results.at(0).exchanges.at(0).address.empty());
  CHECK(results.at(1).exchanges.at(0).address.empty());
}
