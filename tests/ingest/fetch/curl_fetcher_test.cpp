#include "ingest/fetch/fetcher.hpp"
#include "tests/ingest/fetch/fetching.hpp"
#include "tests/support/python_server.hpp"

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

using namespace smallprint::ingest;
using namespace smallprint::ingest::test;
using smallprint::test::page;
using smallprint::test::status;
using smallprint::test::WebServer;

namespace {

/// A folder of this process alone, gone at the end.
class Folder {
 public:
  explicit Folder(std::string const& name)
      : path_(std::filesystem::path(SMALLPRINT_BINARY_DIR) / "tests" / (name + "-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
  }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("a page is got, with a record of what was asked and answered", "[ingest][fetch]") {
  WebServer web;
  web.on("127.0.0.1", "/terms?lang=en", [](auto const&, auto& response) {
    response.set_content("<p>Terms</p>", "text/html; charset=iso-8859-1");
    response.set_header("ETag", "\"v1\"");
    response.set_header("Set-Cookie", "id=1");
  });
  auto const url = web.url("127.0.0.1", "/terms?lang=en");
  auto options = quick_options();
  options.accept_language = "de, en;q=0.5";
  auto const result = fetch_one(options, url + "#part");
  CHECK(result.end == FetchEnd::got);
  CHECK(result.detail.empty());
  REQUIRE(result.exchanges.size() == 1);
  auto const& exchange = result.exchanges.front();
  CHECK(exchange.url == url);
  CHECK(exchange.time == "2025-06-13T04:12:07Z");
  CHECK(exchange.status == 200);
  CHECK(exchange.protocol == "HTTP/1.1");
  CHECK(header(exchange.headers, "content-type") == "text/html; charset=iso-8859-1");  // told, not judged
  CHECK(header(exchange.headers, "etag") == "\"v1\"");
  CHECK(exchange.address == "127.0.0.1");
  CHECK(exchange.body == "<p>Terms</p>");
  CHECK(exchange.error.empty());
  CHECK_FALSE(exchange.rendered);

  auto const& sent = exchange.request_headers;
  CHECK(sent.starts_with("Host: 127.0.0.1:"));
  CHECK(sent.ends_with("\r\n"));
  CHECK(header(sent, "user-agent") == "smallprint/1.0 (+https://example.com/bot)");
  CHECK(header(sent, "accept-language") == "de, en;q=0.5");
  CHECK(header(sent, "accept").starts_with("text/html,"));
  CHECK(header(sent, "accept-encoding").find("gzip") != std::string::npos);
  CHECK(header(sent, "cookie").empty());
  CHECK(header(sent, "referer").empty());
  auto const came = web.log("127.0.0.1", "/terms?lang=en").at(0);
  for (auto const* name : {"User-Agent", "Accept", "Accept-Language", "Accept-Encoding"})
    CHECK(came.header(name) == header(sent, name));
}

TEST_CASE("cookies are not kept", "[ingest][fetch]") {
  WebServer web;
  web.on("*", "/a", [](auto const&, auto& response) {
    response.set_header("Set-Cookie", "id=1; Path=/");
    response.set_content("a", "text/plain");
  });
  web.on("*", "/b", page("b"));
  auto const results = fetch(quick_options(), {web.url("127.0.0.1", "/a"), web.url("127.0.0.1", "/b")});
  CHECK(results.at(1).end == FetchEnd::got);
  CHECK(web.log("*", "/b").at(0).header("Cookie").empty());
}

TEST_CASE("what is held is asked about, where it came from", "[ingest][fetch]") {
  WebServer web;
  web.on("*", "/page", [](auto const& request, auto& response) {
    response.set_header("ETag", "\"v1\"");
    if (request.get_header_value("If-None-Match") == "\"v1\"")
      response.status = 304;
    else
      response.set_content("new", "text/html");
  });
  web.on("*", "/dated", [](auto const& request, auto& response) {
    if (request.get_header_value("If-Modified-Since") == "Sun, 06 Nov 1994 08:49:37 GMT")
      response.status = 304;
    else
      response.set_content("new", "text/html");
  });
  web.on("*", "/moved", smallprint::test::redirect("/page"));
  web.on("*", "/rude", status(304));
  auto const at = [&](std::string const& target) { return web.url("127.0.0.1", target); };
  auto const fetcher = make_fetcher(quick_options()).value();
  auto const results = fetch(*fetcher, {
                                           {at("/page"), "\"v1\"", "", ""},
                                           {at("/page"), "\"v0\"", "", ""},
                                           {at("/dated"), "", "Sun, 06 Nov 1994 08:49:37 GMT", ""},
                                           {at("/moved"), "\"v1\"", "", at("/page")},
                                           {at("/moved"), "\"v1\"", "", ""},  // held of /moved, which is no page now
                                           {at("/page"), "\"v1\"\r\nX-Other: 1", "", ""},
                                           {at("/rude"), "", "", ""},
                                       });
  CHECK(results.at(0).end == FetchEnd::not_modified);
  CHECK(results.at(0).exchanges.at(0).status == 304);
  CHECK(results.at(0).exchanges.at(0).body.empty());
  CHECK(header(results.at(0).exchanges.at(0).request_headers, "if-none-match") == "\"v1\"");
  CHECK(results.at(1).end == FetchEnd::got);
  CHECK(results.at(2).end == FetchEnd::not_modified);
  CHECK(results.at(3).end == FetchEnd::not_modified);
  CHECK(header(results.at(3).exchanges.at(0).request_headers, "if-none-match").empty());
  CHECK(results.at(4).end == FetchEnd::got);
  CHECK(results.at(5).end == FetchEnd::got);
  for (auto const& request : web.log()) CHECK(request.header("X-Other").empty());
  CHECK(results.at(6).end == FetchEnd::failed);
  CHECK(results.at(6).detail == at("/rude") + ": 304, though it was not asked whether it had changed");
}

TEST_CASE("an answer that is no page says why", "[ingest][fetch]") {
  WebServer web;
  for (int const number : {204, 206, 400, 401, 403, 404, 410, 451}) {
    auto const target = "/" + std::to_string(number);
    web.on("*", target, [=](auto const&, auto& response) {
      response.status = number;
      if (number != 204) response.set_content("words", "text/plain");
    });
  }
  web.on("*", "/empty", page(""));
  web.on("*", "/300", status(300));
  web.on("*", "/302", status(302));
  struct Case {
    std::string target;
    FetchEnd end;
    std::string why;
  };
  std::vector<Case> const cases{{"/204", FetchEnd::failed, "204 without a body"},
                                {"/206", FetchEnd::failed, "206, a part of the page, though the whole was asked for"},
                                {"/400", FetchEnd::failed, "400"},
                                {"/401", FetchEnd::blocked, "401"},
                                {"/403", FetchEnd::blocked, "403"},
                                {"/404", FetchEnd::failed, "404"},
                                {"/410", FetchEnd::failed, "410"},
                                {"/451", FetchEnd::blocked, "451"},
                                {"/empty", FetchEnd::failed, "200 without a body"},
                                {"/300", FetchEnd::failed, "300"},
                                {"/302", FetchEnd::failed, "302 without a Location"}};
  std::vector<std::string> urls;
  for (auto const& one : cases) urls.push_back(web.url("127.0.0.1", one.target));
  auto const results = fetch(quick_options(), urls);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    INFO(cases[i].target);
    CHECK(results.at(i).end == cases[i].end);
    CHECK(results.at(i).detail == urls[i] + ": " + cases[i].why);
    CHECK(results.at(i).exchanges.size() == 1);  // none is tried again
  }
  CHECK(results.at(4).exchanges.at(0).body == "words");  // what a refusal looks like is worth keeping
}

TEST_CASE("only addresses of web pages are asked for", "[ingest][fetch]") {
  auto const results = fetch(quick_options(), {"file:///etc/passwd", "ftp://127.0.0.1/x",
                                               "https://user:secret@127.0.0.1/", "example.com/terms"});
  CHECK(results.at(0).end == FetchEnd::refused);
  CHECK(results.at(0).detail == "file:///etc/passwd: only http and https are fetched");
  CHECK(results.at(1).end == FetchEnd::refused);
  CHECK(results.at(2).end == FetchEnd::refused);
  CHECK(results.at(2).detail == "https://...@127.0.0.1/: a user name or password stands in the address");
  CHECK(results.at(3).end == FetchEnd::failed);
  CHECK(results.at(3).detail == "example.com/terms: not an absolute address, as https://example.com/terms is");
  for (auto const& [number, result] : results) CHECK(result.exchanges.empty());
}

TEST_CASE("TLS is verified, with further authorities where they are named", "[ingest][fetch]") {
  Folder const own("fetch-certificate");
  auto const& folder = own.path();
  if (!smallprint::test::make_certificate(folder)) SKIP("the program openssl is not there");
  WebServer web(folder);
  web.on("*", "/", page("secure"));
  auto options = quick_options();
  auto const refused = fetch_one(options, web.url("127.0.0.1"));
  CHECK(refused.end == FetchEnd::failed);
  CHECK(refused.detail == web.url("127.0.0.1") + ": not asked, since its robots.txt cannot be had: " +
                              web.url("127.0.0.1", "/robots.txt") +
                              ": TLS: SSL certificate problem: self-signed certificate");
  CHECK(web.count() == 0);

  options.ca_file = (folder / "certificate.pem").string();
  auto const got = fetch_one(options, web.url("127.0.0.1"));
  CHECK(got.end == FetchEnd::got);
  CHECK(got.exchanges.at(0).body == "secure");

  options.obey_robots = false;
  auto const other = fetch_one(options, web.url("127.0.0.2"));
  CHECK(other.end == FetchEnd::failed);
  CHECK(other.detail.starts_with(web.url("127.0.0.2") + ": TLS: SSL: no alternative certificate subject name matches"));
  CHECK(other.exchanges.size() == 1);
  CHECK(other.exchanges.at(0).status == 0);
}

TEST_CASE("a file of authorities that is none stops at once", "[ingest][fetch]") {
  auto options = quick_options();
  Folder const own("fetch-authorities");
  auto const& folder = own.path();
  for (auto const& file : {folder / "not-there.pem", folder}) {
    options.ca_file = file.string();
    auto const made = make_fetcher(options);
    REQUIRE(made.has_error());
    CHECK(made.error().code == smallprint::corpus::Errc::io);
    CHECK(made.error().source == options.ca_file);
    CHECK(made.error().message == "the file of certificate authorities cannot be read");
  }
  auto const empty = folder / "empty.pem";
  std::ofstream(empty) << "no certificate\n";
  options.ca_file = empty.string();
  CHECK(make_fetcher(options).error().message == "no certificate in it (PEM)");
}
