#include "ingest/browser/tab.hpp"

#include "sockets.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <thread>

using namespace smallprint;
using namespace std::chrono_literals;
using ingest::Json;

namespace {

/// A browser that answers every command at once: with what a tab needs, or as a test says.
class Answers {
 public:
  using Answer = std::function<Json(std::string const& method, Json const& params)>;  ///< null: none

  explicit Answers(Answer answer = {}) : answer_(std::move(answer)) {
    thread_ = std::thread([this] {
      std::string text;
      for (char byte = 0; ::recv(pair_.other.get(), &byte, 1, 0) == 1;) {
        if (byte != '\0') {
          text += byte;
          continue;
        }
        take(Json::parse(text));
        text.clear();
      }
    });
  }
  ~Answers() {
    ::shutdown(pair_.one.get(), SHUT_RDWR);
    thread_.join();
  }
  [[nodiscard]] int socket() const { return pair_.one.get(); }
  void event(std::string const& method, Json const& params, std::string const& session = "S") {
    send({{"method", method}, {"params", params}, {"sessionId", session}});
  }

 private:
  void take(Json const& command) {
    auto const method = command.at("method").get<std::string>();
    Json reply{{"id", command.at("id")}};
    auto const own = answer_ ? answer_(method, command.at("params")) : Json();
    if (!own.is_null())
      reply.update(own);
    else
      reply["result"] = {{"browserContextId", "C"}, {"targetId", "T"}, {"sessionId", "S"}, {"executionContextId", 7}};
    send(reply);
  }
  void send(Json const& message) { CHECK(sockets::send(pair_.other.get(), message.dump() + '\0')); }

  sockets::Pair pair_;
  Answer answer_;
  std::thread thread_;
};

ingest::Deadline soon() {
  return {std::chrono::steady_clock::now() + 2s, {}};
}

Json refusal() {
  return {{"error", {{"message", "No"}}}};
}

}  // namespace

TEST_CASE("a tab does without comforts but not without what it needs", "[ingest][browser]") {
  for (auto const* const refused : {"Network.setBlockedURLs", "Browser.grantPermissions"}) {
    Answers const browser(
        [&](std::string const& method, Json const&) { return method == refused ? refusal() : Json(); });
    ingest::DevtoolsPipe pipe(browser.socket(), browser.socket(), 1000);
    ingest::Tab tab(pipe, soon());
    CHECK(tab.open().has_value());
    CHECK_FALSE(tab.browser_lost());
  }
  for (auto const* const refused : {"Target.createBrowserContext", "Browser.setDownloadBehavior", "Network.enable"}) {
    Answers const browser(
        [&](std::string const& method, Json const&) { return method == refused ? refusal() : Json(); });
    ingest::DevtoolsPipe pipe(browser.socket(), browser.socket(), 1000);
    ingest::Tab tab(pipe, soon());
    auto const got = tab.open();
    REQUIRE(got.has_error());
    CHECK(got.error().message == std::string(refused) + " was refused: No");
  }
}

TEST_CASE("a tab dismisses dialogs and follows its document alone", "[ingest][browser]") {
  std::string dismissed;
  Answers browser([&](std::string const& method, Json const& params) {
    if (method == "Page.handleJavaScriptDialog") dismissed += params.at("accept").get<bool>() ? "yes " : "no ";
    return Json();
  });
  ingest::DevtoolsPipe pipe(browser.socket(), browser.socket(), 1000);
  ingest::Tab tab(pipe, soon());
  REQUIRE(tab.open().has_value());
  browser.event("Page.javascriptDialogOpening", {{"type", "alert"}});
  browser.event("Page.javascriptDialogOpening", {{"type", "beforeunload"}});
  browser.event("Page.javascriptDialogOpening", {{"type", "alert"}}, "another");
  browser.event("Page.frameNavigated", {{"frame", {{"id", "T"}, {"loaderId", "X"}}}}, "another");
  browser.event("Page.frameNavigated", {{"frame", {{"id", "T"}, {"loaderId", "L"}}}});
  REQUIRE(tab.wait([&] { return tab.record().documents() == 1; }).has_value());
  CHECK(tab.record().loader() == "L");
  REQUIRE(tab.ask("Page.enable", Json::object()).has_value());  // answered after what came before
  CHECK(dismissed == "no yes ");
}

TEST_CASE("a script is called in a world of its own", "[ingest][browser]") {
  std::string asked;
  Answers browser([&](std::string const& method, Json const& params) -> Json {
    if (method == "Page.createIsolatedWorld") asked += "world;";
    if (method != "Runtime.evaluate") return {};
    asked += params.at("expression").get<std::string>() + " in " + params.at("contextId").dump() + ";";
    if (asked.find("bad") == std::string::npos) return {{"result", {{"result", {{"value", {{"size", "3"}}}}}}}};
    return {{"result", {{"exceptionDetails", {{"text", "Uncaught"}, {"exception", {{"description", "Error: bad"}}}}}}}};
  });
  ingest::DevtoolsPipe pipe(browser.socket(), browser.socket(), 1000);
  ingest::Tab tab(pipe, soon());
  REQUIRE(tab.open().has_value());
  browser.event("Page.frameNavigated", {{"frame", {{"id", "T"}, {"loaderId", "L"}}}});
  REQUIRE(tab.wait([&] { return tab.record().documents() == 1; }).has_value());
  CHECK(ingest::text_of(tab.evaluate("(f)", {"a", "\u2028\""}).value(), "size") == "3");
  CHECK(tab.evaluate("(g)", 7).has_value());
  CHECK(asked == "world;(f)([\"a\",\"\\u2028\\\"\"]) in 7;(g)(7) in 7;");
  auto const got = tab.evaluate("(bad)", nullptr);
  REQUIRE(got.has_error());
  CHECK(got.error().code == corpus::Errc::schema);
  CHECK(got.error().message == "Error: bad");
  CHECK_FALSE(tab.browser_lost());
}

TEST_CASE("a tab knows when the browser is lost", "[ingest][browser]") {
  sockets::Pair pair;
  ingest::DevtoolsPipe pipe(pair.one.get(), pair.one.get(), 1000);
  ingest::Tab tab(pipe, {std::chrono::steady_clock::now() + 50ms, {}});
  SECTION("late") {
    CHECK(tab.open().error().code == corpus::Errc::interrupted);
    CHECK_FALSE(tab.browser_lost());
  }
  SECTION("gone") {
    pair.other.reset();
    CHECK(tab.open().error().code == corpus::Errc::io);
    CHECK(tab.browser_lost());
  }
}
