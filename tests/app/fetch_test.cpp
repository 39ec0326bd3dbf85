// `smallprint fetch` against a web of our own: what each answer of a server is recorded as.
#include "tests/app/home.hpp"
#include "tests/support/web_server.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <csignal>
#include <random>
#include <thread>

using namespace smallprint;
using test::Home;
using test::Json;
using test::Scratch;
using test::WebServer;

namespace {

std::string terms(std::string const& word, std::string const& link = "/more") {
  return "<!doctype html><title>T</title><nav><a href=/>Home</a></nav><main><h1>Terms of Service</h1><p>Effective 1 "
         "May "
         "2026.</p><h2>1. Outputs</h2><p>You may not publish any output of the " +
         word +
         " on a public website without our prior written consent.</p><p>You must be at least 16 years old. <a href='" +
         link + "'>More</a></p></main>";
}

/// Declarations of one provider, a document for each address.
void declare(std::filesystem::path const& folder, std::string const& name,
             std::map<std::string, std::string> const& documents) {
  Json terms = Json::object();
  for (auto const& [type, address] : documents) terms[type] = {{"fetch", address}, {"select", "main"}};
  test::write(folder / (name + ".json"), Json{{"name", name}, {"terms", terms}}.dump());
}

struct Web {
  Scratch scratch;
  WebServer server;
  Home home{scratch / "home"};
  std::filesystem::path sources = scratch / "sources";

  test::Outcome fetch(test::Arguments more = {}, std::string const& delay = "0") const {
    test::Arguments arguments{"fetch",      "--sources", sources.string(), "--delay", delay,       "--browser", "none",
                              "--max-wait", "1",         "--tries",        "2",       "--timeout", "3"};
    for (int host = 1; host <= 20; ++host) {
      arguments.push_back("--allow-address");
      arguments.push_back("127.0.0." + std::to_string(host));
    }
    arguments.insert(arguments.end(), more.begin(), more.end());
    return home.run(arguments);
  }
  /// The last check of a document.
  [[nodiscard]] Json last(std::string const& document) const {
    auto const log = home.json({"sources", "log", "Quill/" + document});
    REQUIRE_FALSE(log.empty());
    return log.back();
  }
};

}  // namespace

TEST_CASE("what changed is told from what did not", "[app][fetch]") {
  Web web;
  std::string body = terms("service");
  std::string etag = "\"1\"";
  web.server.on("*", "/terms", [&](auto const& request, auto& response) {
    if (request.get_header_value("If-None-Match") == etag) {
      response.status = 304;
      return;
    }
    response.set_header("ETag", etag.c_str());
    response.set_content(body, "text/html; charset=utf-8");
  });
  declare(web.sources, "Quill", {{"Terms of Service", web.server.url("127.0.0.1", "/terms")}});
  CHECK(web.fetch().exit == 0);
  CHECK(web.last("Terms of Service")["outcome"] == "first");
  CHECK(web.fetch().exit == 0);
  auto const same = web.last("Terms of Service");
  CHECK(same["outcome"] == "unchanged");
  CHECK(same["requests"][0]["status"] == 304);
  CHECK(web.server.count("127.0.0.1", "/terms") == 2);

  // Another page, but for its tracking links the same.
  body = terms("service", "/more?utm_source=mail&fbclid=x1");
  etag = "\"2\"";
  CHECK(web.fetch().exit == 0);
  CHECK(web.last("Terms of Service")["outcome"] == "unchanged");
  CHECK(web.last("Terms of Service")["requests"][0]["status"] == 200);

  body = terms("model");
  etag = "\"3\"";
  CHECK(web.fetch().exit == 0);
  CHECK(web.last("Terms of Service")["outcome"] == "changed");
  auto const answer = web.home.json({"ask", "May I publish outputs?"});
  CHECK(answer[0]["verdict"] == "restricted");
  CHECK(answer[0]["evidence"][0]["quote"].get<std::string>().find("output of the model") != std::string::npos);

  // The document is gone: what it said last stands, and since when that is unsure is said.
  web.server.on("*", "/terms", test::status(403));
  CHECK(web.fetch().exit == 1);
  CHECK(web.last("Terms of Service")["outcome"] == "blocked");
  auto const later = web.home.json({"ask", "May I publish outputs?"});
  CHECK(later[0]["verdict"] == "restricted");
  CHECK(later[0]["caveats"].dump().find("could not be got since") != std::string::npos);
  CHECK(web.home.run({"verify"}).exit == 0);
}

TEST_CASE("each answer of a server is recorded as what it is", "[app][fetch]") {
  Web web;
  auto const bomb = test::gzip(std::string(80u << 20, 'x'));
  auto& s = web.server;
  s.on("*", "/plain", test::page(terms("service")));
  s.on("*", "/chain", test::redirect("/chain2"));
  s.on("*", "/chain2", test::redirect(s.url("127.0.0.2", "/plain"), 302));
  s.on("*", "/loop", test::redirect("/loop2"));
  s.on("*", "/loop2", test::redirect("/loop"));
  s.on("*", "/private", test::redirect("http://10.0.0.1/secret"));
  s.on("*", "/cloud", test::redirect("http://169.254.169.254/latest/meta-data/"));
  s.on("*", "/file", test::redirect("file:///etc/passwd"));
  s.on("*", "/busy", test::status(429, {{"Retry-After", "3600"}}));
  s.on("*", "/down", test::status(503));
  s.on("*", "/once", test::in_turn({test::status(503, {{"Retry-After", "0"}}), test::page(terms("service"))}));
  s.on("*", "/bomb", [&](auto const&, auto& response) {
    response.set_header("Content-Encoding", "gzip");
    response.set_content(bomb, "text/html");
  });
  s.on("*", "/gzip", [&](auto const&, auto& response) {
    response.set_header("Content-Encoding", "gzip");
    response.set_content(test::gzip(terms("service")), "text/html");
  });
  s.on("*", "/latin",
       test::page("<main><h1>AGB</h1><p>F\xFCr die Gesch\xE4"
                  "fte gilt: Sie d\xFCrfen die Ausgabe des Dienstes nicht ver\xF6"
                  "ffentlichen und auch sonst nicht weitergeben.</p></main>",
                  "text/html; charset=utf-8"));
  s.on("*", "/bot",
       test::page("<main><h1>Just a moment...</h1><p>Verify you are human by completing the action below.</p></main>"));
  s.on("*", "/login", test::page("<main><h1>Log in</h1><p>Please log in to continue.</p></main>"));
  s.on("*", "/consent",
       test::page(
           "<main><h1>Before you continue</h1><p>We value your privacy. Accept all cookies to continue.</p></main>"));
  s.on("*", "/oops", test::page("<main><h1>Oops</h1><p>The page you are looking for does not exist.</p></main>"));
  s.on("*", "/shell", test::page("<div id=root></div><script>app()</script>"));
  s.on("*", "/moved",
       test::page("<article><h1>Terms</h1><p>Words that no selector of the declaration names at all.</p></article>"));
  s.on("*", "/picture", test::page("\x89PNG\r\n", "image/png"));
  s.on_raw("*", "/slow", [](auto& connection) {
    for (int i = 0; i < 60 && connection.send("X-Slow: 1\r\n"); ++i) connection.wait(std::chrono::milliseconds(100));
  });
  s.on_raw("*", "/endless", [](auto& connection) {
    connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<main>");
    std::string const part(1u << 16, 'x');
    while (connection.send(part)) {
    }
  });
  s.on_raw("*", "/chunks", [](auto& connection) {
    connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n");
    std::string const part = "10000\r\n" + std::string(1u << 16, 'x') + "\r\n";
    while (connection.send(part)) {
    }
  });

  struct Case {
    std::string path, outcome, detail;
    bool is_raw = false;
  };
  std::vector<Case> const cases{
      {"/plain", "first", ""},
      {"/chain", "first", ""},
      {"/once", "first", ""},
      {"/gzip", "first", ""},
      {"/latin", "first", ""},
      {"/missing", "failed", "404"},
      {"/loop", "failed", "loop"},
      {"/private", "failed", "10.0.0.1"},
      {"/cloud", "failed", "link-local"},
      {"/file", "failed", "file"},
      {"/busy", "blocked", "429"},
      {"/down", "blocked", "503"},
      {"/bomb", "failed", "after decompression"},
      {"/bot", "blocked", "bot wall"},
      {"/login", "blocked", "login wall"},
      {"/consent", "blocked", "consent wall"},
      {"/oops", "failed", "error page"},
      {"/shell", "failed", "nothing on the page matches main"},
      {"/moved", "failed", "nothing on the page matches main"},
      {"/picture", "failed", "image/png"},
      {"/slow", "failed", "", true},
      {"/endless", "failed", "33554432 bytes", true},
      {"/chunks", "failed", "33554432 bytes", true},
  };
  // Hosts of their own, so that one that wants to be left alone keeps none from the others.
  std::map<std::string, std::string> documents;
  int host = 1;
  for (auto const& one : cases) {
    auto const name = "127.0.0." + std::to_string(host++ % 20 + 1);
    documents[one.path.substr(1)] = one.is_raw ? s.raw_url(name, one.path) : s.url(name, one.path);
  }
  declare(web.sources, "Quill", documents);
  auto const run = web.fetch({"--format", "jsonl"});
  INFO(run.err);
  CHECK(run.exit == 1);
  for (auto const& one : cases) {
    auto const check = web.last(one.path.substr(1));
    CAPTURE(one.path, check.dump());
    CHECK(check["outcome"] == one.outcome);
    if (!one.detail.empty())
      CHECK(check["detail"].get<std::string>().find(one.detail) != std::string::npos);
    else if (one.outcome == "first")
      CHECK_FALSE(check.contains("detail"));
  }
  CHECK(web.last("chain")["requests"].size() == 3);
  CHECK(web.home.json({"show", "Quill/latin"}).dump().find("Geschäfte") != std::string::npos);
  CHECK(web.home.run({"verify"}).exit == 0);
  CHECK(s.count("10.0.0.1") == 0);
}

TEST_CASE("robots.txt is kept", "[app][fetch]") {
  Web web;
  web.server.on("*", "/robots.txt",
                test::page("User-agent: *\nAllow: /\n\nUser-agent: smallprint\nDisallow: /legal\n", "text/plain"));
  web.server.on("*", "/legal", test::page(terms("service")));
  declare(web.sources, "Quill", {{"Terms of Service", web.server.url("127.0.0.1", "/legal")}});
  CHECK(web.fetch().exit == 1);
  CHECK(web.server.count("127.0.0.1", "/legal") == 0);
  auto const check = web.last("Terms of Service");
  CHECK(check["outcome"] == "failed");
  CHECK(check["detail"].get<std::string>().find("robots.txt") != std::string::npos);
  CHECK(check["requests"].empty());
}

TEST_CASE("a document of several pages changes as a whole", "[app][fetch]") {
  Web web;
  web.server.on("*", "/a", test::page(terms("service")));
  web.server.on("*", "/b", test::in_turn({test::page(terms("model")), test::status(404), test::page(terms("robot"))}));
  test::write(
      web.sources / "Quill.json",
      Json{{"name", "Quill"},
           {"terms",
            {{"Terms of Service",
              {{"select", "main"},
               {"combine",
                {{{"fetch", web.server.url("127.0.0.1", "/a")}}, {{"fetch", web.server.url("127.0.0.2", "/b")}}}}}}}}}
          .dump());
  CHECK(web.fetch().exit == 0);
  CHECK(web.last("Terms of Service")["requests"].size() == 2);
  CHECK(web.fetch().exit == 1);
  CHECK(web.last("Terms of Service")["outcome"] == "failed");
  CHECK(web.fetch().exit == 0);
  CHECK(web.last("Terms of Service")["outcome"] == "changed");
}

TEST_CASE("two hundred sources on twenty hosts are checked politely", "[app][fetch]") {
  Web web;
  web.server.on("*", "/d*", [](auto const& request, auto& response) {
    if (request.has_header("If-None-Match")) {
      response.status = 304;
      return;
    }
    response.set_header("ETag", "\"1\"");
    response.set_content(terms(request.target.substr(1)), "text/html");
  });
  for (int host = 1; host <= 20; ++host) {
    std::map<std::string, std::string> documents;
    for (int i = 0; i < 10; ++i) {
      auto const name = std::to_string(i);
      documents["Document " + name] = web.server.url("127.0.0." + std::to_string(host), "/d" + name);
    }
    declare(web.sources, "Host " + std::to_string(host), documents);
  }
  auto const first = web.fetch({"--no-index"}, "0.01");
  CHECK(first.exit == 0);
  CHECK(web.server.count("*", "*") == 220);  // with a robots.txt for each host
  auto const again = web.fetch({"--no-index", "--format", "json"}, "0.01");
  CHECK(again.exit == 0);
  auto const summary = Json::parse(again.out);
  CHECK(summary["unchanged"] == 200);
  CHECK(summary["requests"] == 200);
  CHECK(summary["bytes"] == 0);
  for (int host = 1; host <= 20; ++host) CHECK(web.server.most_at_once("127.0.0." + std::to_string(host)) == 1);
  CHECK(web.server.most_at_once("*") > 1);
}

TEST_CASE("a fetch killed at any moment leaves the archive whole", "[app][fetch]") {
  Web web;
  web.server.on("*", "/d*", [](auto const& request, auto& response) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    std::string more;
    for (int i = 0; i < 200; ++i)
      more += "<p>Clause " + std::to_string(i) + " of " + request.target + " stands here.</p>";
    response.set_content(terms(request.target.substr(1)) + "<main>" + more + "</main>", "text/html");
  });
  std::map<std::string, std::string> documents;
  for (int i = 0; i < 30; ++i)
    documents["Document " + std::to_string(i)] =
        web.server.url("127.0.0." + std::to_string(i % 10 + 1), "/d" + std::to_string(i));
  declare(web.sources, "Quill", documents);
  auto const start = std::chrono::steady_clock::now();
  REQUIRE(web.fetch({"--no-index"}).exit == 0);
  auto const whole = std::chrono::steady_clock::now() - start;

  std::minstd_rand random(20261125);
  for (int round = 0; round < 50; ++round) {
    Home const home(web.scratch / ("home-" + std::to_string(round % 10)));
    test::Arguments arguments{"fetch",     "--sources", web.sources.string(), "--delay",   "0",
                              "--browser", "none",      "--allow-private",    "--no-index"};
    test::Child child(arguments, home.options());
    std::this_thread::sleep_for(whole * (random() % 1000) / 1000);
    child.signal(SIGKILL);
    (void)child.wait();
    auto const verified = home.run({"verify"});
    INFO("round " << round << ": " << verified.err);
    // Killed before its tables were made, the archive is empty or not there.
    bool const none_yet = verified.exit == 3 && (verified.err.find("the database is empty") != std::string::npos ||
                                                 verified.err.find("there is no archive") != std::string::npos);
    CHECK((verified.exit == 0 || none_yet));
  }
  for (int kept = 0; kept < 10; ++kept) {
    Home const home(web.scratch / ("home-" + std::to_string(kept)));
    auto const done = home.run({"fetch", "--sources", web.sources.string(), "--delay", "0", "--browser", "none",
                                "--allow-private", "--format", "json"});
    CHECK(done.exit == 0);
    auto const summary = Json::parse(done.out);
    CHECK(summary["checked"] == 30);
    CHECK(home.run({"verify"}).exit == 0);
  }
}
