#include "ingest/browser/document_record.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint;
using ingest::Json;

namespace {

Json asked(std::string const& loader, std::string const& url, std::string const& frame = "F") {
  return {{"requestId", loader},
          {"loaderId", loader},
          {"frameId", frame},
          {"request", {{"url", url}, {"headers", {{"Plain", "yes"}}}}}};
}

Json answered(std::string const& loader, int status) {
  return {{"requestId", loader},
          {"response",
           {{"status", status},
            {"protocol", "h2"},
            {"remoteIPAddress", "192.0.2.1"},
            {"remotePort", 4711},
            {"headers", {{"a", "1"}, {"set-cookie", "x\ny"}}}}}};
}

Json arrived(std::string const& loader, std::string const& url, std::string const& frame = "F") {
  return {{"frame", {{"id", frame}, {"loaderId", loader}, {"url", url}}}};
}

Json step(std::string const& loader, std::string const& name) {
  return {{"frameId", "F"}, {"loaderId", loader}, {"name", name}};
}

ingest::Exchange filled(ingest::DocumentRecord const& record) {
  ingest::Exchange out;
  record.fill(out);
  return out;
}

}  // namespace

TEST_CASE("the last document's request and answer are kept", "[ingest][browser]") {
  ingest::DocumentRecord record("F");
  CHECK(filled(record).status == 0);
  record.take("Network.requestWillBeSent", asked("L1", "http://a.example/old#x"));
  CHECK(filled(record).url == "http://a.example/old");
  CHECK(filled(record).request_headers == "Plain: yes\r\n");
  record.take("Network.requestWillBeSentExtraInfo",
              {{"requestId", "L1"}, {"headers", {{":path", "/"}, {"Sent", "really"}}}});
  // A redirect: the same request goes on, with headers of its own.
  record.take(
      "Network.responseReceivedExtraInfo",
      {{"requestId", "L1"}, {"statusCode", 302}, {"headersText", "HTTP/1.1 302 Found\r\nLocation: /new\r\n\r\n"}});
  record.take("Network.requestWillBeSent", asked("L1", "http://a.example/new"));
  record.take("Network.responseReceived", answered("L1", 404));
  // Frames and images have requests too.
  record.take("Network.requestWillBeSent", asked("L2", "http://b.example/", "G"));
  record.take("Network.responseReceived", answered("L2", 200));
  record.take("Page.frameNavigated", arrived("L1", "http://a.example/new"));
  record.take("Page.frameNavigated", arrived("L2", "http://b.example/", "G"));

  auto const got = filled(record);
  CHECK(got.url == "http://a.example/new");
  CHECK(got.status == 404);
  CHECK(got.protocol == "HTTP/2");
  CHECK(got.address == "192.0.2.1");
  CHECK(record.port() == 4711);
  CHECK(got.request_headers == "Sent: really\r\n");
  // The raw ones are of the redirect still.
  CHECK(got.headers == "a: 1\r\nset-cookie: x\r\nset-cookie: y\r\n");
  record.take("Network.responseReceivedExtraInfo",
              {{"requestId", "L1"}, {"statusCode", 404}, {"headersText", "HTTP/1.1 404 No\r\nB: 2\r\nA: 1\r\n\r\n"}});
  CHECK(filled(record).headers == "B: 2\r\nA: 1\r\n");
  CHECK(record.documents() == 1);
  CHECK(record.loader() == "L1");
  CHECK(record.url() == "http://a.example/new");
}

TEST_CASE("each document's progress is its own", "[ingest][browser]") {
  ingest::DocumentRecord record("F");
  record.take("Page.lifecycleEvent", step("L1", "load"));
  CHECK_FALSE(record.loaded());
  record.take("Page.frameNavigated", arrived("L1", "http://a.example/"));
  record.take("Page.lifecycleEvent", step("L1", "DOMContentLoaded"));
  CHECK(record.parsed());
  CHECK_FALSE(record.loaded());
  record.take("Page.lifecycleEvent", step("L1", "load"));
  record.take("Page.lifecycleEvent", step("L1", "networkIdle"));
  CHECK(record.loaded());
  CHECK(record.quiet());
  record.take("Page.frameNavigated", arrived("L2", "http://a.example/2"));
  record.take("Page.lifecycleEvent", step("L1", "networkIdle"));
  CHECK_FALSE(record.parsed());
  CHECK_FALSE(record.loaded());
  CHECK_FALSE(record.quiet());
  CHECK(record.documents() == 2);
  CHECK_FALSE(record.crashed());
  record.take("Inspector.targetCrashed", Json::object());
  CHECK(record.crashed());
}

TEST_CASE("a failure belongs to the document it befell", "[ingest][browser]") {
  ingest::DocumentRecord record("F");
  record.take("Network.requestWillBeSent", asked("L1", "http://a.example/"));
  record.take("Page.frameNavigated", arrived("L1", "http://a.example/"));
  record.take("Network.requestWillBeSent", asked("L2", "http://a.example/next"));
  record.take("Network.loadingFailed", {{"requestId", "L2"}, {"errorText", "net::ERR_FAILED"}});
  CHECK(record.failure() == "");
  record.take("Page.frameNavigated", arrived("L2", "chrome-error://chromewebdata/"));
  CHECK(record.failure() == "net::ERR_FAILED");
  record.take("Page.frameNavigated", arrived("L1", "http://a.example/"));
  record.take("Network.loadingFailed", {{"requestId", "L1"}, {"errorText", "net::ERR_ABORTED"}, {"canceled", true}});
  CHECK(record.failure() == "");
  // What no server is asked for leaves the last record in place.
  record.take("Network.requestWillBeSent", asked("L3", "blob:http://a.example/1"));
  CHECK(filled(record).url == "http://a.example/");
}

TEST_CASE("events of another shape do no harm", "[ingest][browser]") {
  ingest::DocumentRecord record("F");
  record.take("Network.requestWillBeSent", {{"requestId", 7}, {"request", "none"}});
  record.take("Network.responseReceived", Json::array());
  record.take("Page.frameNavigated", {{"frame", {{"id", "F"}, {"loaderId", nullptr}}}});
  record.take("Page.lifecycleEvent", "load");
  CHECK(filled(record).status == 0);
  CHECK_FALSE(record.loaded());
}
