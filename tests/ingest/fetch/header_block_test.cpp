#include "ingest/fetch/header_block.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace smallprint::ingest;

TEST_CASE("a field is found by its name in any case", "[ingest][fetch]") {
  constexpr auto block = "Content-Type:  text/html \r\nX-Empty:\r\netag: \"a:b\"\r\nETag: second\r\nno field\r\n";
  CHECK(header(block, "content-type") == "text/html");
  CHECK(header(block, "ETag") == "\"a:b\"");
  CHECK(header(block, "x-empty").empty());
  CHECK(header(block, "content").empty());
  CHECK(header(block, "no field").empty());
  CHECK(header("Location: /x", "location") == "/x");
  CHECK(header("", "x").empty());
}

TEST_CASE("a header is read line by line, interim answers dropped", "[ingest][fetch]") {
  HeaderBlock block(1000);
  for (auto const* line : {"HTTP/1.1 103 Early Hints\r\n", "Link: </x>\r\n", "\r\n"}) CHECK(block.add(line));
  CHECK_FALSE(block.is_complete());
  for (auto const* line : {"HTTP/1.1 200 OK\r\n", "A: b\r\n", "C: d\n"}) CHECK(block.add(line));
  CHECK_FALSE(block.is_complete());
  CHECK(block.add("\r\n"));
  CHECK(block.is_complete());
  CHECK(block.status() == 200);
  CHECK(block.fields() == "A: b\r\nC: d\r\n");
  CHECK(block.add("Trailer: x\r\n"));  // after the body
  CHECK(block.fields() == "A: b\r\nC: d\r\n");
}

TEST_CASE("a header has a limit over all that comes", "[ingest][fetch]") {
  HeaderBlock block(100);
  CHECK(block.add("HTTP/1.1 100 Continue\r\n"));
  CHECK(block.add("\r\n"));
  CHECK(block.add("HTTP/1.1 200 OK\r\n"));
  CHECK(block.add("A: " + std::string(50, 'x') + "\r\n"));
  CHECK_FALSE(block.add("B: c\r\n"));
  CHECK(block.bytes_received() == 103);
}

TEST_CASE("a status is three digits", "[ingest][fetch]") {
  HeaderBlock block(1000);
  CHECK(block.add("HTTP/2 404 \r\n"));
  CHECK(block.status() == 404);
  for (auto const* line : {"HTTP/1.1 20 OK\r\n", "HTTP/1.1 abc\r\n", "HTTP/1.1\r\n", "HTTP/1.1 099 X\r\n"}) {
    CHECK(block.add(line));
    CHECK(block.status() == 0);
  }
}

TEST_CASE("what a stranger wrote adds no line to a request", "[ingest][fetch]") {
  CHECK(is_field_value("W/\"abc\"\t1"));
  CHECK_FALSE(is_field_value("a\r\nCookie: x"));
  CHECK_FALSE(is_field_value("a\nb"));
  CHECK_FALSE(is_field_value(std::string("a\0b", 3)));
  CHECK_FALSE(is_field_value("\xc3\xa9"));
}
