#include "tests/ingest/fetch/fetching.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint::ingest;
using namespace smallprint::ingest::test;
using smallprint::test::page;
using smallprint::test::RawConnection;
using smallprint::test::WebServer;

namespace {

std::string const ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

FetchOptions one_try() {
  auto out = quick_options();
  out.limits.tries = 1;
  return out;
}

}  // namespace

TEST_CASE("content codings are undone", "[ingest][fetch]") {
  WebServer web;
  web.on("*", "/gzip", [](auto const&, auto& response) {
    response.set_header("Content-Encoding", "gzip");
    response.set_content(smallprint::test::gzip("small print"), "application/x");
  });
  web.on("*", "/broken", [](auto const&, auto& response) {
    response.set_header("Content-Encoding", "gzip");
    response.set_content("no gzip", "application/x");
  });
  web.on("*", "/unknown", [](auto const&, auto& response) {
    response.set_header("Content-Encoding", "rot13");
    response.set_content("fznyy cevag", "application/x");
  });
  auto const at = [&](std::string const& target) { return web.url("127.0.0.1", target); };
  auto const results = fetch(quick_options(), {at("/gzip"), at("/broken"), at("/unknown")});
  CHECK(results.at(0).end == FetchEnd::got);
  CHECK(results.at(0).exchanges.at(0).body == "small print");
  for (std::size_t const i : {1u, 2u}) {
    CHECK(results.at(i).end == FetchEnd::failed);
    CHECK(results.at(i).detail.find(": its content coding cannot be undone: ") != std::string::npos);
    CHECK(results.at(i).exchanges.size() == 1);
    CHECK(results.at(i).exchanges.at(0).status == 200);
    CHECK(results.at(i).exchanges.at(0).body.empty());
  }
}

TEST_CASE("a body has a limit, however it is wrapped", "[ingest][fetch]") {
  WebServer web;
  auto options = quick_options();
  options.limits.body_bytes = 1u << 20;
  web.on("*", "/bomb", [](auto const&, auto& response) {
    response.set_header("Content-Encoding", "gzip");
    response.set_content(smallprint::test::gzip(std::string(16u << 20, '\0')), "application/x");  // 16 KiB on the way
  });
  web.on("*", "/chunks", [](auto const&, auto& response) {
    response.set_chunked_content_provider("application/x", [](std::size_t, auto& sink) {
      return sink.write(std::string(10000, 'x').data(), 10000);  // for ever
    });
  });
  web.on("*", "/announced", [](auto const&, auto& response) {
    response.set_content_provider(std::size_t{1} << 40, "text/html", [](std::size_t, std::size_t, auto& sink) {
      return sink.write(std::string(10000, 'x').data(), 10000);
    });
  });
  web.on("*", "/exact", page(std::string(1u << 20, 'x')));
  web.on("*", "/one-more", page(std::string((1u << 20) + 1, 'x'), "application/x"));
  auto const at = [&](std::string const& target) { return web.url("127.0.0.1", target); };
  auto const results = fetch(options, {at("/bomb"), at("/chunks"), at("/announced"), at("/one-more"), at("/exact")});
  CHECK(results.at(0).detail == at("/bomb") + ": more than 1048576 bytes after decompression");
  CHECK(results.at(1).detail == at("/chunks") + ": more than 1048576 bytes");
  CHECK(results.at(2).detail == at("/announced") + ": more than 1048576 bytes");
  CHECK(results.at(3).detail == at("/one-more") + ": more than 1048576 bytes");
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(results.at(i).end == FetchEnd::failed);
    REQUIRE(results.at(i).exchanges.size() == 1);  // another try would not help
    CHECK(results.at(i).exchanges.at(0).body.empty());
    CHECK(results.at(i).exchanges.at(0).error.starts_with("more than 1048576 bytes"));
  }
  CHECK(results.at(4).end == FetchEnd::got);
  CHECK(results.at(4).exchanges.at(0).body.size() == 1u << 20);
}

TEST_CASE("of an answer that is no page the header is enough", "[ingest][fetch]") {
  WebServer web;
  auto options = quick_options();
  options.limits.body_bytes = 1u << 20;
  auto const endless = [](std::string const& head) {
    return [=](RawConnection& out) {
      out.send("HTTP/1.1 " + head + "\r\n\r\n");
      while (out.send(std::string(10000, 'x'))) {
      }
    };
  };
  web.on_raw("127.0.0.1", "/moved", endless("301 Moved\r\nLocation: /gone"));
  web.on_raw("127.0.0.1", "/gone", endless("410 Gone"));
  auto const result = fetch_one(options, web.raw_url("127.0.0.1", "/moved"));
  CHECK(result.end == FetchEnd::failed);
  CHECK(result.detail == web.raw_url("127.0.0.1", "/gone") + ": 410");
  REQUIRE(result.exchanges.size() == 2);
  CHECK(result.exchanges.at(0).error.empty());
  CHECK(result.exchanges.at(1).error == "more than 1048576 bytes");
  for (auto const& one : result.exchanges) CHECK(one.body.empty());
}

TEST_CASE("a header has a limit", "[ingest][fetch]") {
  WebServer web;
  web.on_raw("127.0.0.1", "/line", [](RawConnection& out) {
    out.send(ok + "X-Long: " + std::string(1u << 20, 'x') + "\r\n\r\nbody");
    out.wait();
  });
  web.on_raw("127.0.0.2", "/lines", [](RawConnection& out) {
    out.send(ok);
    while (out.send("X-Again: " + std::string(1000, 'x') + "\r\n")) {
    }
  });
  web.on_raw("127.0.0.3", "/interim", [](RawConnection& out) {
    while (out.send("HTTP/1.1 100 Continue\r\n\r\n")) {
    }
  });
  web.on_raw("127.0.0.4", "/trailers", [](RawConnection& out) {
    out.send(ok + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n");
    while (out.send("X-Again: " + std::string(1000, 'x') + "\r\n")) {
    }
  });
  auto const results =
      fetch(quick_options(), {web.raw_url("127.0.0.1", "/line"), web.raw_url("127.0.0.2", "/lines"),
                              web.raw_url("127.0.0.3", "/interim"), web.raw_url("127.0.0.4", "/trailers")});
  CHECK(results.at(0).detail == web.raw_url("127.0.0.1", "/line") + ": a header line of more than 100 KiB");
  CHECK(results.at(1).detail == web.raw_url("127.0.0.2", "/lines") + ": a header of more than 262144 bytes");
  CHECK(results.at(2).detail == web.raw_url("127.0.0.3", "/interim") + ": a header of more than 262144 bytes");
  CHECK(results.at(3).detail == web.raw_url("127.0.0.4", "/trailers") + ": a header of more than 262144 bytes");
  for (auto const& [number, result] : results) {
    CHECK(result.end == FetchEnd::failed);
    CHECK(result.exchanges.size() == 1);
  }
}

TEST_CASE("a server that is too slow is given up", "[ingest][fetch]") {
  WebServer web;
  auto options = one_try();
  options.limits.stall_seconds = 1;
  options.limits.slowest_bytes_per_second = 100;
  web.on_raw("127.0.0.1", "/silent", [](RawConnection& out) { out.wait(); });
  web.on_raw("127.0.0.2", "/half", [](RawConnection& out) {
    out.send(ok + "Content-Length: 1000\r\n\r\nhalf");
    out.wait();
  });
  web.on_raw("127.0.0.3", "/header", [](RawConnection& out) {
    out.send(ok);
    while (out.wait(std::chrono::milliseconds(200)) && out.send("A: b\r\n")) {
    }
  });
  web.on_raw("127.0.0.4", "/drips", [](RawConnection& out) {
    out.send(ok + "\r\n");
    while (out.wait(std::chrono::milliseconds(50)) && out.send("x")) {
    }
  });
  web.on_raw("127.0.0.5", "/redirect", [](RawConnection& out) {  // the body of a redirect is waited for by nobody
    out.send("HTTP/1.1 301 Moved\r\nLocation: /robots.txt\r\nContent-Length: 1000\r\n\r\nhalf");
    out.wait();
  });
  auto const results = fetch(options, {web.raw_url("127.0.0.1", "/silent"), web.raw_url("127.0.0.2", "/half"),
                                       web.raw_url("127.0.0.3", "/header"), web.raw_url("127.0.0.4", "/drips"),
                                       web.raw_url("127.0.0.5", "/redirect")});
  CHECK(results.at(0).detail.starts_with(web.raw_url("127.0.0.1", "/silent") + ": no answer in "));
  auto const size = ok.size() + std::string("Content-Length: 1000\r\n\r\nhalf").size();
  CHECK(results.at(1).detail.starts_with(web.raw_url("127.0.0.2", "/half") + ": sent " + std::to_string(size) +
                                         " bytes in 0 s, then nothing for "));
  for (std::size_t const i : {2u, 3u}) CHECK(results.at(i).detail.ends_with(" s, fewer than 100 a second"));
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(results.at(i).end == FetchEnd::failed);
    CHECK(results.at(i).exchanges.at(0).body.empty());
  }
  CHECK(results.at(4).detail == web.raw_url("127.0.0.5", "/robots.txt") + ": 404");
  CHECK(results.at(4).exchanges.size() == 2);
}

TEST_CASE("a body that never ends does", "[ingest][fetch]") {
  WebServer web;
  auto options = one_try();
  options.limits.total_seconds = 1;
  auto const never = [](RawConnection& out) {
    out.send(ok + "\r\n");
    while (out.wait(std::chrono::milliseconds(5)) && out.send(std::string(100, 'x'))) {
    }
  };
  web.on_raw("127.0.0.1", "/", never);
  auto const result = fetch_one(options, web.raw_url("127.0.0.1"));
  CHECK(result.end == FetchEnd::failed);
  CHECK(result.detail.starts_with(web.raw_url("127.0.0.1") + ": not done within 1 s, "));
  CHECK(result.detail.ends_with(" bytes of the body came"));
}
