#include "ingest/fetch/transfer.hpp"

#include "tests/ingest/fetch/fetching.hpp"
#include "tests/support/python_server.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint::ingest;
using namespace smallprint::ingest::test;
using smallprint::test::page;
using smallprint::test::RawConnection;
using smallprint::test::WebServer;

namespace {

/// Sets a variable for one test.
class Variable {
 public:
  Variable(std::string name, std::string const& value) : name_(std::move(name)) {
    ::setenv(name_.c_str(), value.c_str(), 1);
  }
  Variable(Variable const&) = delete;
  Variable& operator=(Variable const&) = delete;
  ~Variable() { ::unsetenv(name_.c_str()); }

 private:
  std::string name_;
};

FetchOptions public_only() {
  auto out = quick_options();
  out.allow_private = false;
  out.obey_robots = false;
  out.limits.tries = 1;
  return out;
}

}  // namespace

TEST_CASE("one transfer by itself", "[ingest][fetch]") {
  WebServer web;
  web.on("*", "/", page("one page", "application/x"));
  web.on("*", "/coded", page("one page", "text/plain"));
  auto const options = quick_options();
  auto const run = [&](std::size_t limit, bool cut, std::string const& target = "/") {
    TransferPlan plan;
    plan.url = *parse_url(web.url("127.0.0.1", target));
    plan.body_bytes = limit;
    plan.cut_body = cut;
    Transfer transfer(plan, options, "");
    auto const end = transfer.end(::curl_easy_perform(transfer.handle()));
    return std::pair(end, std::move(transfer.exchange()));
  };
  CHECK(run(8, false).first == TransferEnd::answered);
  CHECK(run(8, false).second.body == "one page");
  CHECK(run(7, false).first == TransferEnd::failed);
  CHECK(run(7, false).second.error == "more than 7 bytes");
  CHECK(run(8, false, "/coded").second.body == "one page");  // its Content-Length is more
  CHECK(run(7, false, "/coded").second.error == "more than 7 bytes after decompression");
  CHECK(run(3, true).first == TransferEnd::answered);
  CHECK(run(3, true).second.body == "one");
  CHECK(run(3, true).second.error.empty());
}

TEST_CASE("through a proxy the host is checked by its name, and no password is kept", "[ingest][fetch]") {
  WebServer web;
  auto const answer = [](RawConnection& out) { out.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage"); };
  web.on_raw("a.example", "http://a.example/x", answer);
  web.on_raw("127.0.0.1", "http://127.0.0.1:1/x", answer);
  web.on_raw("tls.example", "tls.example:443", [](RawConnection& out) {
    out.send("HTTP/1.1 200 OK\r\nX-Of-The-Proxy: 1\r\n\r\n");
    out.send("no TLS");
  });
  auto const proxy = "http://user:secret@127.0.0.1:" + std::to_string(web.raw_port());
  Variable const http("http_proxy", proxy), https("https_proxy", proxy);
  auto options = public_only();

  auto const got = fetch_one(options, "http://a.example/x");
  CHECK(got.end == FetchEnd::got);
  REQUIRE(got.exchanges.size() == 1);
  CHECK(got.exchanges.at(0).body == "page");
  CHECK(got.exchanges.at(0).address == "127.0.0.1");  // a proxy may be near
  CHECK(header(got.exchanges.at(0).request_headers, "host") == "a.example");
  CHECK(got.exchanges.at(0).request_headers.find("Proxy-") == std::string::npos);
  CHECK(web.log("a.example").at(0).header("Proxy-Authorization") == "Basic dXNlcjpzZWNyZXQ=");

  auto const seen = web.count();
  for (auto const& [url, address, kind] :
       {std::tuple("http://127.0.0.1:1/x", "127.0.0.1", "loopback"),
        std::tuple("http://10.0.0.1/", "10.0.0.1", "private"), std::tuple("http://localhost/", "localhost", "loopback"),
        std::tuple("http://0x7f.1/", "127.0.0.1", "loopback"),
        std::tuple("http://a.localhost./", "a.localhost", "loopback"),
        std::tuple("http://[fd00::1]/", "fd00::1", "private")}) {
    auto const refused = fetch_one(options, url);
    CHECK(refused.end == FetchEnd::refused);
    CHECK(refused.detail.ends_with(std::string(": the address ") + address + " is " + kind +
                                   "; allow it with --allow-private"));
    CHECK(refused.exchanges.empty());
  }
  CHECK(web.count() == seen);
  options.allowed_addresses = {"127.0.0.1"};
  CHECK(fetch_one(options, "http://127.0.0.1:1/x").end == FetchEnd::got);

  auto const tls = fetch_one(options, "https://tls.example/x");
  CHECK(tls.end == FetchEnd::failed);
  CHECK(tls.detail.starts_with("https://tls.example/x: TLS: "));
  CHECK(tls.exchanges.at(0).status == 0);
  CHECK(tls.exchanges.at(0).headers.empty());
  CHECK(tls.exchanges.at(0).request_headers.empty());
}

TEST_CASE("a proxy that is not there is named without its password", "[ingest][fetch]") {
  smallprint::test::RefusingPort const nobody;
  {
    Variable const http("http_proxy", "http://user:secret@" + nobody.host());
    CHECK(fetch_one(public_only(), "http://a.example/x").detail ==
          "http://a.example/x: cannot connect to the proxy " + nobody.host() + ": Connection refused");
  }
  Variable const http("http_proxy", "user:secret@" + smallprint::test::unknown_host() + ":1");
  CHECK(fetch_one(public_only(), "http://a.example/x").detail ==
        "http://a.example/x: no address is known for the proxy " + smallprint::test::unknown_host() + ":1");
}

TEST_CASE("a proxy that asks for a password is no page", "[ingest][fetch]") {
  WebServer web;
  web.on_raw("tls.example", "tls.example:443",
             [](RawConnection& out) { out.send("HTTP/1.1 407 Proxy\r\nContent-Length: 0\r\n\r\n"); });
  Variable const https("https_proxy", "127.0.0.1:" + std::to_string(web.raw_port()));
  auto const result = fetch_one(public_only(), "https://tls.example/x");
  CHECK(result.end == FetchEnd::failed);
  CHECK(result.detail.find("407") != std::string::npos);
}
