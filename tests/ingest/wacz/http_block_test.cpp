#include "ingest/wacz/http_block.hpp"

#include "tests/ingest/wacz/fetched.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace smallprint;
using namespace smallprint::ingest::wacz;

TEST_CASE("a response says how its body is kept, and how it came", "[ingest][wacz]") {
  auto const came = test::answer("2025-01-01T00:00:00Z", "");
  CHECK(response_block(came, 1234) ==
        "HTTP/1.1 200 \r\ncontent-type: text/html; charset=utf-8\r\nX-Archive-Orig-content-encoding: gzip\r\n"
        "X-Archive-Orig-content-length: 7\r\netag: \"a\"\r\nContent-Length: 1234\r\n\r\n");
  auto plain = came;
  plain.protocol = "HTTP/1.0";
  plain.headers = "Server: a\r\nCONTENT-LENGTH: 5\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n";
  CHECK(response_block(plain, 5) ==
        "HTTP/1.0 200 \r\nServer: a\r\nCONTENT-LENGTH: 5\r\nX-Archive-Orig-Content-Length: 5\r\n"
        "X-Archive-Orig-Transfer-Encoding: chunked\r\n\r\n");
  CHECK(response_block(plain, std::nullopt) ==
        "HTTP/1.0 200 \r\nServer: a\r\nX-Archive-Orig-CONTENT-LENGTH: 5\r\nX-Archive-Orig-Content-Length: 5\r\n"
        "X-Archive-Orig-Transfer-Encoding: chunked\r\n\r\n");
}

TEST_CASE("nothing that was received ends a header early", "[ingest][wacz]") {
  auto bad = test::answer("2025-01-01T00:00:00Z", "");
  bad.headers = "A: 1\r\n\r\n<html>: no\r\nB : 2\r\n folded: yes\r\nC: x\ry" + std::string(1, '\0') +
                "z\nD: 4\nno field\r\n: none\r\nE:5";
  CHECK(response_block(bad, std::nullopt) == "HTTP/1.1 200 \r\nA: 1\r\nC: x y z\r\nD: 4\r\nE: 5\r\n\r\n");
  bad.request_headers = "X: 1\r\n\r\nGET / HTTP/1.1\r\n";
  bad.url = "https://acme.example/a b\r\nEvil: 1?q=\xC3\xA9#part";
  CHECK(request_block(bad) == "GET /a%20b%0D%0AEvil:%201?q=%C3%A9 HTTP/1.1\r\nHost: acme.example\r\nX: 1\r\n\r\n");
}

TEST_CASE("a request is written as HTTP/1.1", "[ingest][wacz]") {
  auto one = test::answer("2025-01-01T00:00:00Z", "");
  one.url = "http://acme.example:8080?q=1";
  one.request_headers = "Accept: */*\r\nHOST: acme.example:8080\r\n";
  CHECK(request_block(one) == "GET /?q=1 HTTP/1.1\r\nAccept: */*\r\nHOST: acme.example:8080\r\n\r\n");
  one.request_headers = "Accept: */*\r\n";
  CHECK(request_block(one) == "GET /?q=1 HTTP/1.1\r\nHost: acme.example:8080\r\nAccept: */*\r\n\r\n");
}

TEST_CASE("addresses are written as URIs", "[ingest][wacz]") {
  auto const [url, uri] = GENERATE(table<char const*, char const*>({
      {"https://acme.example", "https://acme.example/"},
      {"https://acme.example?a=/", "https://acme.example/?a=/"},
      {"https://acme.example/a%20b?c#d", "https://acme.example/a%20b?c"},
      {"https://acme.example/<a> \"b\"", "https://acme.example/%3Ca%3E%20%22b%22"},
      {"https://acme.example/\x7F\xC3\xA9", "https://acme.example/%7F%C3%A9"},
  }));
  CHECK(written_uri(url) == uri);
}

TEST_CASE("protocols have the names of WARC-Protocol", "[ingest][wacz]") {
  auto one = test::answer("2025-01-01T00:00:00Z", "");
  CHECK(warc_protocol(one) == "h2");
  one.url = "http://acme.example/";
  CHECK(warc_protocol(one) == "h2c");
  one.protocol = "HTTP/1.1";
  CHECK(warc_protocol(one) == "http/1.1");
  one.protocol = "GOPHER\r\nX: 1";
  CHECK(warc_protocol(one).empty());
}

TEST_CASE("a media type is one or nothing", "[ingest][wacz]") {
  CHECK(media_type_of(" Text/HTML ; charset=utf-8") == "text/html");
  CHECK(media_type_of("application/xhtml+xml") == "application/xhtml+xml");
  CHECK(media_type_of("text") == "");
  CHECK(media_type_of("text/html/x") == "");
  CHECK(media_type_of("te\"xt/html") == "");
  CHECK(media_type_of("") == "");
}
