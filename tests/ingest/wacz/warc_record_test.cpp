#include "ingest/wacz/warc_record.hpp"

#include "tests/ingest/wacz/reading.hpp"

#include <catch2/catch_test_macros.hpp>
#include <regex>

using namespace smallprint;
using namespace smallprint::ingest::wacz;

namespace {

WarcRecord example() {
  WarcRecord out;
  out.type = "response";
  out.id = record_id("response", "facts");
  out.date = "2025-06-13T04:12:07Z";
  out.address = "https://acme.example/terms";
  out.content_type = "application/http; msgtype=response";
  out.more = {{"WARC-IP-Address", ""}, {"WARC-Concurrent-To", "urn:uuid:1"}, {"WARC-Protocol", "h2"}};
  out.payload_sha256 = "abc";
  out.head = "HTTP/1.1 200 \r\n\r\n";
  out.body = "body";
  return out;
}

}  // namespace

TEST_CASE("a record has the fields of its kind, and a digest of its block", "[ingest][wacz]") {
  auto const record = example();
  CHECK(warc_header(record) ==
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <" + record.id +
            ">\r\nWARC-Date: 2025-06-13T04:12:07Z\r\nWARC-Target-URI: https://acme.example/terms\r\n"
            "WARC-Concurrent-To: <urn:uuid:1>\r\nWARC-Protocol: h2\r\nWARC-Payload-Digest: sha256:abc\r\n"
            "WARC-Block-Digest: " +
            test::sha256_field("HTTP/1.1 200 \r\n\r\nbody") +
            "\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: 21\r\n\r\n");
  std::string out;
  REQUIRE(write_record(record, [&](std::string_view bytes) -> corpus::Result<void> {
            out += bytes;
            return {};
          }).has_value());
  CHECK(out == warc_header(record) + "HTTP/1.1 200 \r\n\r\nbody\r\n\r\n");
}

TEST_CASE("a record without a block says so, and has no type of it", "[ingest][wacz]") {
  auto record = example();
  record.head.clear();
  record.body = {};
  auto const header = warc_header(record);
  CHECK(header.find("Content-Type") == std::string::npos);
  CHECK(header.find("\r\nContent-Length: 0\r\n\r\n") != std::string::npos);
}

TEST_CASE("identifiers are UUIDs that follow from the facts", "[ingest][wacz]") {
  auto const id = record_id("response", "facts");
  CHECK(
      std::regex_match(id, std::regex("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")));
  CHECK(id == record_id("response", "facts"));
  CHECK(id != record_id("request", "facts"));
  CHECK(id != record_id("responsef", "acts"));
}

TEST_CASE("what the sink says is what comes back", "[ingest][wacz]") {
  auto const done = write_record(example(), [](std::string_view) -> corpus::Result<void> {
    return corpus::Error{corpus::Errc::io, "out.wacz", 0, "full"};
  });
  REQUIRE(done.has_error());
  CHECK(done.error().message == "full");
}
