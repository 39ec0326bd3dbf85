#pragma once
#include "tests/ingest/workbench.hpp"

#include <string>

/// Checks as a fetcher records them.
namespace smallprint::test {

inline corpus::Source const terms_source{"Acme AI", "Terms of Service"};
inline std::string const terms_page = "https://www.acme.example/terms";

/// A response of 200 with this body, to be changed as a test needs.
inline ingest::Exchange answer(std::string time, std::string body, std::int32_t status = 200) {
  ingest::Exchange out;
  out.url = terms_page;
  out.time = std::move(time);
  out.request_headers = "host: www.acme.example\r\nuser-agent: smallprint/0.1\r\n";
  out.status = status;
  out.protocol = "HTTP/2";
  out.headers =
      "content-type: text/html; charset=utf-8\r\ncontent-encoding: gzip\r\ncontent-length: 7\r\netag: \"a\"\r\n";
  out.address = "192.0.2.7";
  out.milliseconds = 120;
  out.body = std::move(body);
  return out;
}

inline ingest::Exchange not_modified(std::string time) {
  auto out = answer(std::move(time), {}, 304);
  out.headers = "etag: \"a\"\r\n";
  return out;
}

/// Records a check whose requests are these, all for one page.
inline void record(ingest::Archive& archive, std::vector<ingest::Exchange> exchanges,
                   corpus::Source const& source = terms_source, std::string const& page = terms_page) {
  ingest::FetchedCheck check;
  check.source = source;
  check.time = exchanges.back().time;
  check.address = page;
  check.outcome = ingest::Outcome::unchanged;
  auto const held = archive.held(source, page).value();
  for (auto& one : exchanges) {
    ingest::PageExchange made{page, std::move(one), {}};
    if (made.exchange.status == 304 && held) made.body_sha256 = held->body_sha256;
    check.exchanges.push_back(std::move(made));
  }
  archive.record(check).value();
}

}  // namespace smallprint::test
