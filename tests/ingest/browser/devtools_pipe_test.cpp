#include "ingest/browser/devtools_pipe.hpp"

#include "ingest/browser/descriptor.hpp"

#include <sys/socket.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <thread>

using namespace smallprint;
using namespace std::chrono_literals;
using ingest::Deadline;
using ingest::Json;

namespace {

/// The other end of a pipe, which does what a test tells it.
struct Ends {
  ingest::Descriptor ours, theirs;
  Ends() {
    std::array<int, 2> pair{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()) == 0);
    ours = ingest::Descriptor(pair[0]);
    theirs = ingest::Descriptor(pair[1]);
  }
  void write(std::string const& text) const {
    REQUIRE(::send(theirs.get(), text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()));
  }
  [[nodiscard]] std::string read() const {
    std::string out;
    for (char byte = 0; ::recv(theirs.get(), &byte, 1, 0) == 1 && byte != '\0';) out += byte;
    return out;
  }
};

Deadline in(std::chrono::milliseconds time) {
  return {std::chrono::steady_clock::now() + time, {}};
}

std::string message(std::string text) {
  return text + '\0';
}

}  // namespace

TEST_CASE("a command waits for its answer and hands out events", "[ingest][browser]") {
  Ends const ends;
  ingest::DevtoolsPipe pipe(ends.ours.get(), ends.ours.get(), 1000);
  std::string heard;
  pipe.on_event([&](std::string const& method, Json const& params, std::string const& session) {
    heard += method + ":" + session + ":" + ingest::text_of(params, "a") + ";";
    if (method == "Page.asks") CHECK(pipe.post("Page.answer", {{"yes", true}}, session, in(1s)).has_value());
  });
  // Before the command: an answer that nobody waits for. An event in two pieces.
  ends.write(message(R"({"id":77,"result":{"x":1}})") + R"({"method":"Page.asks","sessionId":"S",)");
  std::thread other([&] {
    CHECK(ends.read() == R"({"id":1,"method":"Page.go","params":{"url":"a\"b"},"sessionId":"S"})");
    ends.write(message(R"("params":{"a":"\u00e4"}})") + message(R"({"id":1,"result":{"frame":"f"}})"));
    CHECK(ends.read() == R"({"id":2,"method":"Page.answer","params":{"yes":true},"sessionId":"S"})");
  });
  auto const got = pipe.call("Page.go", {{"url", "a\"b"}}, "S", in(2s));
  other.join();
  REQUIRE(got.has_value());
  CHECK(ingest::text_of(*got, "frame") == "f");
  CHECK(heard == "Page.asks:S:\u00e4;");

  ends.write(message(R"({"method":"one"})") + message(R"({"method":"two"})") + message(R"({"method":"three"})"));
  REQUIRE(pipe.wait(in(2s), [&] { return heard.ends_with("two::;"); }).has_value());
  CHECK(heard == "Page.asks:S:\u00e4;one::;two::;");
}

TEST_CASE("what goes wrong on the pipe is named", "[ingest][browser]") {
  Ends ends;
  ingest::DevtoolsPipe pipe(ends.ours.get(), ends.ours.get(), 100);
  auto const failure = [&](auto const& deadline) {
    auto const got = pipe.call("Page.go", Json::object(), "", deadline);
    REQUIRE(got.has_error());
    return got.error();
  };
  SECTION("no answer") {
    auto const begin = std::chrono::steady_clock::now();
    CHECK(failure(in(50ms)).code == corpus::Errc::interrupted);
    CHECK(std::chrono::steady_clock::now() - begin < 1s);
  }
  SECTION("interrupted") {
    CHECK(failure(Deadline{std::chrono::steady_clock::now() + 1h, [] { return true; }}).code ==
          corpus::Errc::interrupted);
  }
  SECTION("refused") {
    ends.write(message(R"({"id":1,"error":{"code":-32000,"message":"No such tab"}})"));
    auto const error = failure(in(1s));
    CHECK(error.code == corpus::Errc::schema);
    CHECK(error.message == "Page.go was refused: No such tab");
  }
  SECTION("too long, with its end") {
    ends.write(message("{\"a\":\"" + std::string(100, 'x') + "\"}"));
    auto const error = failure(in(1s));
    CHECK(error.code == corpus::Errc::too_large);
    CHECK(error.message == "a message of more than 100 bytes");
  }
  SECTION("too long, and no end") {
    ends.write(std::string(500, 'x'));
    CHECK(failure(in(1s)).code == corpus::Errc::too_large);
  }
  SECTION("no JSON") {
    ends.write(message("{\"id\":1,"));
    auto const error = failure(in(1s));
    CHECK(error.code == corpus::Errc::syntax);
    CHECK(error.message == "a message that is no JSON object");
  }
  SECTION("no object") {
    ends.write(message("[1]"));
    CHECK(failure(in(1s)).code == corpus::Errc::syntax);
  }
  SECTION("gone") {
    ends.theirs.reset();
    CHECK(failure(in(1s)).code == corpus::Errc::io);
  }
}

TEST_CASE("members of another type are empty", "[ingest][browser]") {
  auto const json = Json::parse(R"({"text":"a","number":7,"half":0.5,"flag":true,"object":{"a":1},"list":[1]})");
  CHECK(ingest::text_of(json, "text") == "a");
  CHECK(ingest::text_of(json, "number").empty());
  CHECK(ingest::text_of(json, "none").empty());
  CHECK(ingest::text_of(Json(), "text").empty());
  CHECK(ingest::number_of(json, "number") == 7);
  CHECK(ingest::number_of(json, "half") == 0);
  CHECK(ingest::number_of(json, "text") == 0);
  CHECK(ingest::is_true(json, "flag"));
  CHECK_FALSE(ingest::is_true(json, "number"));
  CHECK(ingest::object_of(json, "object").size() == 1);
  CHECK(ingest::object_of(json, "list").empty());
}
