#include "app/delivery/post.hpp"

#include "tests/app/home.hpp"
#include "tests/support/python_server.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <optional>
#include <string>

using namespace smallprint;
using app::PostOptions;
using corpus::Errc;
using test::Json;
using Waits = std::vector<long>;

namespace {

/// One answer of the plan.
Json answer(int status, std::string const& body = {}, Json headers = Json::object()) {
  return {{"status", status}, {"body", body}, {"headers", std::move(headers)}};
}

/// A web server that answers by a plan and lives as long as this.
class Web {
 public:
  /// \param plan  an array, as tests/support/http_server.py has it
  explicit Web(Json const& plan, bool tls = false) : requests_((folder_ / "requests").string()) {
    ::setenv("no_proxy", "*", 1);  // a proxy of the machine's is none of the test's
    auto const python = test::python_with("http.server");
    if (python.empty()) SKIP("no web server to try: python3 is not installed");
    std::vector<std::string> arguments{plan.dump(), requests_};
    if (tls) {
      if (!test::make_certificate(folder_.path())) SKIP("no certificate: openssl is not installed");
      arguments.push_back(certificate());
      arguments.push_back((folder_ / "key.pem").string());
    }
    scheme_ = tls ? "https://" : "http://";
    child_.emplace(python, "http_server.py", arguments);
  }

  [[nodiscard]] std::string url(std::string const& path, std::string const& login = {}) const {
    return scheme_ + login + child_->host() + path;
  }
  [[nodiscard]] std::string certificate() const { return (folder_ / "certificate.pem").string(); }
  [[nodiscard]] std::vector<Json> requests() const { return test::lines(test::read(requests_)); }

 private:
  test::Scratch folder_;
  std::string requests_, scheme_;
  std::optional<test::PythonServer> child_;
};

/// Options whose waiting is only written down.
PostOptions noting(Waits& waits) {
  PostOptions out;
  out.wait = [&waits](std::chrono::milliseconds time) {
    waits.push_back(time.count());
    return true;
  };
  return out;
}

std::string failure(std::string const& url, PostOptions const& options, Errc code = Errc::io) {
  auto const got = app::post_json(url, "{}", options);
  REQUIRE(got.has_error());
  CHECK(got.error().code == code);
  return got.error().source + ": " + got.error().message;
}

}  // namespace

TEST_CASE("JSON arrives as it was written", "[delivery]") {
  Web const web(Json::array({answer(201, "{\"id\":7}")}), true);
  auto const body = Json{{"changes", {"Änderung", std::string(2'000'000, 'x')}}}.dump();
  PostOptions options;
  options.ca_file = web.certificate();
  options.token = "secret-token";
  options.idempotency_key = "5f1d7a";
  auto const got = app::post_json(web.url("/hooks/nightly?channel=desk"), body, options);
  INFO((got ? "" : got.error().message));
  REQUIRE(got.has_value());
  CHECK(got->status == 201);
  CHECK(got->body == "{\"id\":7}");
  CHECK(got->tries == 1);
  auto const requests = web.requests();
  REQUIRE(requests.size() == 1);
  CHECK(requests[0]["path"] == "/hooks/nightly?channel=desk");
  CHECK(requests[0]["body"] == body);
  auto const& headers = requests[0]["headers"];
  CHECK(headers["Content-Type"] == "application/json");
  CHECK(headers["User-Agent"].get<std::string>().starts_with("smallprint/"));
  CHECK(headers["Authorization"] == "Bearer secret-token");
  CHECK(headers["Idempotency-Key"] == "5f1d7a");
  CHECK_FALSE(headers.contains("Expect"));
}

TEST_CASE("nothing that was not asked for is sent along", "[delivery]") {
  Web const web(Json::array({answer(204)}));
  auto const got = app::post_json(web.url("/"), "", {});
  REQUIRE(got.has_value());
  CHECK(got->status == 204);
  CHECK(got->body.empty());
  auto const headers = web.requests().at(0)["headers"];
  CHECK_FALSE(headers.contains("Authorization"));
  CHECK_FALSE(headers.contains("Idempotency-Key"));
}

TEST_CASE("a token needs https unless the clear is allowed", "[delivery]") {
  Web const web(Json::array({answer(200)}));
  PostOptions options;
  CHECK(failure(web.url("/", "desk:secret@"), options, Errc::unsupported) ==
        web.url("/") + ": expected https://, since a token or password is sent");
  options.token = "t";
  CHECK(failure(web.url("/"), options, Errc::unsupported) ==
        web.url("/") + ": expected https://, since a token or password is sent");
  options.allow_plain = true;
  CHECK(app::post_json(web.url("/"), "{}", options).has_value());
}

TEST_CASE("a refusal names the URL without secrets, the status and the first line", "[delivery]") {
  Waits waits;
  auto options = noting(waits);
  options.allow_plain = true;
  auto const [status, body, said] = GENERATE(table<int, std::string, std::string>({
      {400, "\n  no such \x1b[2Jchannel\r\nmore", "expected 2xx, got 400: no such ?[2Jchannel"},
      {401, "", "expected 2xx, got 401 and no text"},
      {404, std::string(199, 'a') + "ä", "expected 2xx, got 404: " + std::string(199, 'a')},
      {500, "fault", "expected 2xx, got 500: fault"},
  }));
  Web const web(Json::array({answer(status, body)}));
  CHECK(failure(web.url("/a?key=secret#x", "desk:secret@"), options) == web.url("/a?...") + ": " + said);
  CHECK(waits.empty());
}

TEST_CASE("a redirect is an error that names its target", "[delivery]") {
  auto const [location, shown] = GENERATE(table<std::string, std::string>({
      {"https://user:secret@example.org/new?key=secret", "https://example.org/new?..."},
      {"ftp://example.org/new", "ftp://example.org/new"},
      {"file:///etc/passwd", "file:///etc/passwd"},
  }));
  Web const web(Json::array({answer(307, "", {{"Location", location}})}));
  CHECK(failure(web.url("/old"), {}) ==
        web.url("/old") + ": expected 2xx, got 307: redirects, which are not followed, to " + shown);
  CHECK(web.requests().size() == 1);
}

TEST_CASE("a busy server is tried again, after longer and longer waits", "[delivery]") {
  Web const web(Json::array({answer(503), answer(429), answer(503), answer(503), answer(200, "ok")}));
  Waits waits;
  auto options = noting(waits);
  options.first_wait = std::chrono::milliseconds(100);
  options.longest_wait = std::chrono::milliseconds(500);
  options.idempotency_key = "same";
  auto const got = app::post_json(web.url("/"), "{\"a\":1}", options);
  REQUIRE(got.has_value());
  CHECK(got->tries == 5);
  CHECK(got->body == "ok");
  CHECK(waits == Waits{100, 200, 400, 500});
  REQUIRE(web.requests().size() == 5);
  for (auto const& request : web.requests()) {
    CHECK(request["body"] == "{\"a\":1}");
    CHECK(request["headers"]["Idempotency-Key"] == "same");
  }
}

TEST_CASE("Retry-After is honoured, up to a cap", "[delivery]") {
  auto const busy = [](int status, std::string const& after) { return answer(status, "", {{"Retry-After", after}}); };
  Web const web(Json::array({busy(503, "7"), busy(429, "0"), busy(503, "86400"),
                             busy(503, "Wed, 01 Jan 2098 00:00:00 GMT"), busy(503, "soon"), answer(200)}));
  Waits waits;
  auto options = noting(waits);
  options.tries = 6;
  REQUIRE(app::post_json(web.url("/"), "{}", options).has_value());
  CHECK(waits == Waits{7'000, 2'000, 60'000, 60'000, 16'000});
}

TEST_CASE("patience ends, and so does waiting when it is interrupted", "[delivery]") {
  Web const web(Json::array({answer(503, "come back later")}));
  Waits waits;
  auto options = noting(waits);
  options.tries = 3;
  CHECK(failure(web.url("/"), options) == web.url("/") + ": expected 2xx, got 503: come back later (after 3 tries)");
  CHECK(waits.size() == 2);
  options.wait = [](std::chrono::milliseconds) { return false; };
  CHECK(failure(web.url("/"), options, Errc::interrupted) ==
        web.url("/") + ": interrupted; the last try: expected 2xx, got 503: come back later");
}

TEST_CASE("no connection is tried again", "[delivery]") {
  ::setenv("no_proxy", "*", 1);
  Waits waits;
  auto options = noting(waits);
  options.tries = 2;
  test::RefusingPort const port;
  CHECK(failure("http://" + port.host() + "/", options) ==
        "http://" + port.host() + "/: cannot connect: Connection refused (after 2 tries)");
  CHECK(failure("https://" + test::unknown_host() + "/", options) ==
        "https://" + test::unknown_host() + "/: the name of the host does not resolve (after 2 tries)");
  CHECK(waits == Waits{1'000, 1'000});
}

TEST_CASE("a broken or missing answer is not tried again", "[delivery]") {
  Waits waits;
  auto options = noting(waits);
  auto const [plan, said] = GENERATE(table<Json, std::string>({
      {{{"close", "before"}}, "the server closed the connection before it answered"},
      {{{"status", 200}, {"body", "half"}, {"close", "middle"}},
       "the server closed the connection in the middle of its answer"},
      {{{"hang", true}}, "no answer within 400 ms"},
  }));
  Web const web(Json::array({plan}));
  if (plan.contains("hang")) options.timeout = options.connect_timeout = std::chrono::milliseconds(400);
  CHECK(failure(web.url("/"), options) == web.url("/") + ": " + said);
  CHECK(waits.empty());
}

TEST_CASE("an answer has a size limit", "[delivery]") {
  PostOptions options;
  options.largest_answer = 1'000;
  auto const [status, code, said] = GENERATE(table<int, Errc, std::string>({
      {200, Errc::too_large, "taken (200), but the answer has more than 1000 bytes"},
      {500, Errc::io, "expected 2xx, got 500: fault"},
  }));
  Web const web(Json::array({answer(status, "fault\n" + std::string(100'000, 'a'))}));
  CHECK(failure(web.url("/"), options, code) == web.url("/") + ": " + said);
}

TEST_CASE("the web server's certificate must be trusted", "[delivery]") {
  Waits waits;
  auto options = noting(waits);
  Web const web(Json::array({answer(200)}), true);
  CHECK(failure(web.url("/"), options)
            .starts_with(web.url("/") + ": the server's certificate is not trusted: SSL certificate problem: self"));
  options.ca_file = "/nowhere/gone.pem";
  CHECK(failure(web.url("/"), options) == web.url("/") + ": cannot read certificates to trust from /nowhere/gone.pem");
  CHECK(waits.empty());
}

TEST_CASE("what cannot be a URL, token or key is refused", "[delivery]") {
  PostOptions options;
  CHECK(failure("ftp://example.org/a", options, Errc::unsupported) ==
        "ftp://example.org/a: expected http://HOST[:PORT] or https://HOST[:PORT], got ftp://");
  CHECK(failure("", options, Errc::syntax) == "an empty address: expected http://HOST[:PORT] or https://HOST[:PORT]");
  CHECK(failure("desk:secret@example.org:x/?key=secret", options, Errc::syntax) ==
        "...@example.org:x/: expected http://HOST[:PORT] or https://HOST[:PORT]");
  options.token = "a\r\nX: y";
  CHECK(failure("https://example.org/", options, Errc::syntax) ==
        "bearer token: expected visible ASCII without spaces");
  options.token.clear();
  options.idempotency_key = "a b";
  CHECK(failure("https://example.org/", options, Errc::syntax) ==
        "idempotency key: expected visible ASCII without spaces");
}
