#include "ingest/browser/page.hpp"

#include "browser_world.hpp"

#include <unistd.h>

#include <array>
#include <thread>

using namespace smallprint;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("a page that does not end costs its time and nothing else", "[ingest][browser]") {
  PageServer server;
  server.page("/good", "<p>all well");
  server.page("/spin", "<p>x<script>for (;;) {}</script>");
  server.page("/waits", "<p>text<iframe src='/silent'></iframe>");
  server.answer("/silent", PageServer::wait_for_end);
  server.answer("/endless", [](int socket) {
    PageServer::send_all(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n");
    std::string const part(1u << 12, 'x');
    while (PageServer::send_all(socket, "<p>" + part)) ::usleep(5'000);
  });
  auto options = browser_options();
  options.page_seconds = 4;
  options.settle_seconds = 1;

  // At once, since most of it is waiting.
  struct Case {
    char const* path;
    ingest::Exchange bad, good;
  };
  std::array<Case, 3> cases{Case{"/spin", {}, {}}, Case{"/waits", {}, {}}, Case{"/endless", {}, {}}};
  std::vector<std::thread> threads;
  for (auto& one : cases)
    threads.emplace_back([&] {
      auto const browser = ingest::make_browser(options).value();
      one.bad = browser->render(server.url(one.path), {});
      // What never ends loading may have all that is wanted of it.
      one.good = browser->render(server.url(one.path == std::string("/waits") ? "/waits" : "/good"), {"p"});
    });
  for (auto& thread : threads) thread.join();
  for (auto const& one : cases) {
    CAPTURE(one.path);
    if (one.bad.error != "no answer within 4 seconds") {  // as it may be on a busy machine
      CHECK(one.bad.error == "still loading after 4 seconds");
      CHECK(one.bad.status == 200);
    }
    CHECK(one.bad.body.empty());
    CHECK_FALSE(one.bad.rendered);
    CHECK(one.bad.milliseconds < 6000);
    CHECK(one.good.error == "");
    CHECK(one.good.rendered);
  }
}

TEST_CASE("a page can be interrupted, and may lose its process", "[ingest][browser]") {
  auto& world = SharedBrowser::get();
  world.server.page("/hungry",
                    "<p>x<script>const all = []; setInterval(() => { for (let i = 0; i < 20; ++i) {"
                    "const one = document.createElement('canvas'); one.width = one.height = 2000;"
                    "one.getContext('2d').fillRect(0, 0, 2000, 2000); document.body.append(one); all.push(one)"
                    "} }, 1); for (;;) all.push([...all])</script>");
  CHECK(world.render("/hungry", {}).error == "the page's process died, perhaps for want of memory");

  world.stop = true;
  auto const begin = std::chrono::steady_clock::now();
  CHECK(world.render("/silent", {}).error == "interrupted");
  CHECK(seconds_since(begin) < 10);
  world.stop = false;
  CHECK(world.render("/good", {"p"}).error == "");
}
