#include "ingest/browser/chromium.hpp"

#include "browser_world.hpp"

using namespace smallprint;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("a page that scripts make is read whole", "[ingest][browser]") {
  auto& world = SharedBrowser::get();
  auto& server = world.server;
  server.page("/late",
              "<!DOCTYPE html><html><body><main></main><script>setTimeout(() => {"
              "document.querySelector('main').innerHTML = '<p>§ 1 made l\u00e4ter \U0001F642 &amp; whole</p>'"
              "}, 300)</script></body></html>");
  server.page("/plain", "<p id=here>all there", "404 Not Found", "Content-Type: text/html\r\nX-Two: a\r\nX-Two: b\r\n");
  server.page("/old", "", "302 Found", "Location: /plain?new#part\r\n");
  server.page("/onward", "<script>location.href = '/late?by-script'</script>");

  // A selector that never comes costs its time, not the page. One that is none costs nothing.
  auto got = world.render("/late#part", {"main", "#never", "]bad["});
  CHECK(got.error == "");
  CHECK(got.body.starts_with("<!DOCTYPE html>\n<html>"));
  CHECK_THAT(got.body, ContainsSubstring("<p>§ 1 made l\u00e4ter \U0001F642 &amp; whole</p>"));
  CHECK(got.rendered);
  CHECK(got.status == 200);
  CHECK(got.url == server.url("/late"));
  CHECK(got.protocol == "HTTP/1.1");
  CHECK(got.address == "127.0.0.1");
  CHECK(got.time == "2025-06-13T04:12:07Z");
  CHECK(got.milliseconds >= 2000);
  CHECK_THAT(got.request_headers, ContainsSubstring("User-Agent: smallprint-test/1.0\r\n"));
  CHECK_THAT(got.request_headers, ContainsSubstring("Accept-Language: en\r\n"));

  got = world.render("/old", {"#here"});
  CHECK(got.error == "");
  CHECK(got.status == 404);
  CHECK(got.url == server.url("/plain?new"));
  CHECK(got.headers ==
        "Content-Type: text/html\r\nX-Two: a\r\nX-Two: b\r\nConnection: close\r\nContent-Length: 20\r\n");
  CHECK(got.body == "<html><head></head><body><p id=\"here\">all there</p></body></html>");

  // No selector: until it is still.
  got = world.render("/onward", {});
  CHECK(got.error == "");
  CHECK(got.status == 200);
  CHECK(got.url == server.url("/late?by-script"));
  CHECK_THAT(got.body, ContainsSubstring("whole</p>"));
}

TEST_CASE("what a page does beside showing itself has no effect", "[ingest][browser]") {
  auto& world = SharedBrowser::get();
  auto& server = world.server;
  auto const asked = server.asked("/good");
  server.page("/dialogs",
              "<p id=here></p><script>onbeforeunload = e => { e.preventDefault(); return 'x' };"
              "alert(1); open('/good'); print();"
              "here.append(confirm('a'), prompt('b')); Notification.requestPermission()</script>");
  server.page("/loop", "<p>x<script>setTimeout(() => { location.href = '/loop?' + Math.random() }, 1)</script>");
  server.page("/file", "zip", "200 OK", "Content-Type: application/zip\r\nContent-Disposition: attachment\r\n");
  server.page("/password", "no", "401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n");
  server.page("/json", "{}", "200 OK", "Content-Type: application/json\r\n");
  server.page("/large", "<script>document.write('<p>' + 'word '.repeat(20000))</script>");
  server.answer("/heavy", [](int socket) {
    PageServer::send_all(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<!--");
    while (PageServer::send_all(socket, std::string(1u << 16, 'x'))) {
    }
  });

  auto got = world.render("/dialogs", {"#here"});
  CHECK(got.error == "");
  CHECK_THAT(got.body, ContainsSubstring("<p id=\"here\">falsenull</p>"));
  CHECK(server.asked("/good") == asked);

  CHECK(world.render("/loop", {}).error == "it went on to another address more than 20 times");
  got = world.render("/file", {});
  CHECK(got.error == "it is a download, not a page");
  CHECK(got.status == 200);
  got = world.render("/password", {});
  CHECK(got.error == "net::ERR_INVALID_AUTH_CREDENTIALS");
  CHECK(got.status == 401);
  CHECK(world.render("/json", {"pre"}).error == "it is no page but application/json");
  got = world.render("/large", {"p"});
  CHECK(got.error == "the document has more than 50000 bytes");
  CHECK(got.body.empty());
  CHECK(world.render("/heavy", {}).error == "it loads more than is allowed for one page");
  CHECK(world.browser->render("file:///etc/passwd", {}).error == "it is no address of the web: file:///etc/passwd");
  CHECK(world.render("/good", {"p"}).error == "");
}
