#include "browser_world.hpp"
#include "ingest/fetch/address_rules.hpp"
#include "processes.hpp"
#include "sockets.hpp"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>

using namespace smallprint;
using Catch::Matchers::ContainsSubstring;

// What a page can reach from the browser, and what is left of it.

TEST_CASE("nothing of a page goes past the guard", "[ingest][browser]") {
  PageServer server;
  sockets::Descriptor const stun(::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0));
  auto place = sockets::at("127.0.0.1", 0);
  socklen_t size = sizeof(sockaddr_in);
  REQUIRE(::bind(stun.get(), &sockets::plain(place), size) == 0);
  REQUIRE(::getsockname(stun.get(), reinterpret_cast<sockaddr*>(&place), &size) == 0);
  auto const stun_port = std::to_string(ntohs(reinterpret_cast<sockaddr_in&>(place).sin_port));
  auto const port = std::to_string(server.port());
  server.page("/secret", "secret", "200 OK", "Access-Control-Allow-Origin: *\r\n");
  server.page("/leads-inside", "", "302 Found", "Location: " + server.url("/secret", "inside.example") + "\r\n");
  server.page("/page",
              "<link rel=dns-prefetch href='//prefetched.example'><p id=out></p><script>(async () => {"
              "const say = text => out.append(text + ';');"
              "for (const host of ['127.0.0.2', 'inside.example', 'localhost', 'nowhere.example'])"
              "  await fetch('http://' + host + ':" +
                  port +
                  "/secret').then(r => r.text()).then(say, () => say('no'));"
                  "await new Promise(end => { const s = new WebSocket('ws://127.0.0.2:" +
                  port +
                  "/secret');"
                  "  s.onopen = () => { say('socket'); end() }; s.onerror = () => { say('no'); end() } });"
                  "const rtc = new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:" +
                  stun_port +
                  "'}]});"
                  "rtc.createDataChannel('x'); rtc.setLocalDescription(await rtc.createOffer());"
                  "await new Promise(end => { rtc.onicecandidate = e => { e.candidate ? say(e.candidate.candidate) : "
                  "end() } });"
                  "out.append('done')})()</script>");
  std::mutex mutex;
  std::set<std::string> names;
  ingest::GuardOptions guard;
  guard.rule = [](sockaddr const& address) -> std::string_view {
    return ingest::to_string(address) == "127.0.0.3" ? "" : ingest::special_purpose(address);
  };
  guard.resolve = [&](std::string const& host, std::uint16_t to) {
    std::lock_guard const lock(mutex);
    names.insert(host);
    std::vector<sockaddr_storage> out;
    if (host == "page.example") out.push_back(sockets::at("127.0.0.3", to));
    if (host == "inside.example" || host == "localhost") out.push_back(sockets::at("127.0.0.2", to));
    return out;
  };
  auto options = browser_options();
  options.settle_seconds = 5;
  auto const browser = ingest::make_guarded_browser(options, guard).value();

  auto got = browser->render(server.url("/page", "page.example"), {"#out"});
  CHECK(got.error == "");
  CHECK(got.address == "127.0.0.3");
  CHECK_THAT(got.body, ContainsSubstring("<p id=\"out\">no;no;no;no;no;done</p>"));
  CHECK(server.asked("/secret") == 0);
  char datagram[64];
  CHECK(::recv(stun.get(), datagram, sizeof datagram, 0) < 0);

  got = browser->render(server.url("/leads-inside", "page.example"), {});
  CHECK(got.error == "inside.example is 127.0.0.2, a loopback address");
  CHECK(got.url == server.url("/secret", "inside.example"));
  CHECK(server.asked("/secret") == 0);
  CHECK(browser->render("http://nowhere.example/", {}).error == "nowhere.example has no address");

  // The browser asks for nothing by itself; the addresses of names that end in ".invalid" are never looked up.
  std::lock_guard const lock(mutex);
  CHECK(names == std::set<std::string>{"page.example", "inside.example", "localhost", "nowhere.example"});
}

TEST_CASE("this machine is not rendered unless that is allowed", "[ingest][browser]") {
  PageServer server;
  server.page("/page", "<p>x");
  auto options = browser_options();
  options.allow_private = false;
  options.allowed_addresses = {"127.0.0.3"};
  auto const browser = ingest::make_browser(options).value();
  auto const got = browser->render(server.url("/page"), {});
  CHECK(got.error == "127.0.0.1 is a loopback address");
  CHECK(got.status == 0);
  CHECK(got.url == server.url("/page"));
  CHECK_THAT(browser->render(server.url("/page", "localhost"), {}).error, ContainsSubstring(", a loopback address"));
  CHECK(server.asked() == 0);
  CHECK(browser->render(server.url("/page", "127.0.0.3"), {"p"}).error == "");
  CHECK(server.asked("/page") == 1);

  // The same where the way out is a proxy, which is not even asked.
  ::setenv("http_proxy", ("127.0.0.1:" + std::to_string(server.port())).c_str(), 1);
  auto const proxied = ingest::make_browser(options).value();
  ::unsetenv("http_proxy");
  CHECK(proxied->render("http://10.1.2.3/", {}).error == "10.1.2.3 is a private address");
  CHECK(server.asked("/") == 0);
  // Other pages are asked of it.
  server.page("http://elsewhere.example/", "<p>by proxy");
  CHECK_THAT(proxied->render("http://elsewhere.example/", {"p"}).body, ContainsSubstring("by proxy"));
}

TEST_CASE("no browser outlives this process", "[ingest][browser]") {
  auto options = browser_options();
  int told[2];
  REQUIRE(::pipe(told) == 0);
  // With a page that keeps its process busy, and does not listen.
  auto const helper = ::fork();
  if (helper == 0) {
    ::setpgid(0, 0);
    PageServer server;
    server.answer("/spin", [&](int socket) {
      PageServer::send_all(socket,
                           "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x<script>for (;;) {}</script>");
      [[maybe_unused]] auto const written = ::write(told[1], "x", 1);
      PageServer::wait_for_end(socket);
    });
    auto browser = ingest::make_browser(options);
    if (browser.has_value()) (void)(*browser)->render(server.url("/spin"), {});
    ::_exit(1);
  }
  ::close(told[1]);
  char byte = 0;
  CHECK(::read(told[0], &byte, 1) == 1);
  ::close(told[0]);
  ::usleep(200'000);
  auto const groups = children_of(helper);
  REQUIRE(groups.size() == 1);
  CHECK(living_of(groups[0]) > 3);
  ::kill(helper, SIGKILL);
  ::waitpid(helper, nullptr, 0);
  for (int i = 0; i < 500 && living_of(groups[0]); ++i) ::usleep(10'000);
  CHECK(living_of(groups[0]) == 0);
}
