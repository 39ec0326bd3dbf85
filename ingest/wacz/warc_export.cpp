#include "ingest/wacz/warc_export.hpp"

#include "ingest/calendar.hpp"
#include "ingest/wacz/http_block.hpp"

#include <algorithm>

namespace smallprint::ingest::wacz {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

namespace {

constexpr std::string_view sha256_of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

std::int64_t key_of(std::int64_t body, bool rendered) {
  return 2 * body + (rendered ? 1 : 0);
}

std::string_view type_of(StoredExchange const& holder) {
  return holder.request.exchange.rendered ? "resource" : "response";
}

bool never_has_body(std::int32_t status) {
  return status < 200 || status == 204 || status == 205 || status == 304;
}

/// Whether a body came that is not kept: of a redirect, of a transfer that broke off, of a page whose document the
/// browser gave.
bool is_cut(StoredExchange const& exchange) {
  auto const& e = exchange.request.exchange;
  return !exchange.body && !never_has_body(e.status) && header(e.headers, "content-length") != "0";
}

std::string ip_address(std::string const& text) {
  constexpr std::string_view marks = "0123456789abcdefABCDEF.:";
  return text.find_first_not_of(marks) == std::string::npos ? text : std::string();
}

/// What all records of an exchange say.
WarcRecord record_of(StoredExchange const& exchange, std::string_view type) {
  auto const& e = exchange.request.exchange;
  WarcRecord out;
  out.type = type;
  out.id = record_id(type, exchange.seal);
  out.date = e.time;
  out.address = written_uri(e.url);
  out.more = {{"WARC-IP-Address", ip_address(e.address)}, {"WARC-Protocol", std::string(warc_protocol(e))}};
  return out;
}

}  // namespace

Result<WarcExport::Place> WarcExport::put(WarcRecord const& record) {
  Place out{gzip_.size(), 0};
  auto const written = write_record(record, [this](std::string_view bytes) { return gzip_.add(bytes); });
  if (!written) return written.error();
  auto const length = gzip_.end();
  if (!length) return length.error();
  out.length = *length;
  return out;
}

Result<void> WarcExport::begin(std::string const& date, std::string const& software, std::string const& facts) {
  WarcRecord record;
  record.type = "warcinfo";
  record.id = info_id_ = record_id(record.type, facts);
  record.date = date;
  record.more = {{"WARC-Filename", file_}};
  record.content_type = "application/warc-fields";
  record.head = "software: " + software +
                "\r\nformat: WARC File Format 1.1\r\n"
                "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n";
  if (auto const placed = put(record); !placed) return placed.error();
  return {};
}

Result<std::optional<StoredExchange>> WarcExport::holder_of(StoredExchange const& exchange) {
  if (!exchange.body) return std::optional<StoredExchange>();
  auto const& e = exchange.request.exchange;
  bool const confirms = e.status == 304;
  auto at = holders_.find(key_of(*exchange.body, e.rendered));
  if (at == holders_.end() && confirms) at = holders_.find(key_of(*exchange.body, true));
  if (at != holders_.end()) return reader_.get(at->second);
  if (!confirms) return std::optional<StoredExchange>();
  auto brought = reader_.that_brought(exchange);
  if (!brought || !*brought) return brought;
  if (auto const added = add(**brought); !added) return added.error();
  return brought;
}

Result<void> WarcExport::add(StoredExchange const& exchange) {
  auto const& e = exchange.request.exchange;
  if (read_date(e.time) != e.time)
    return Error{Errc::schema, "exchange " + std::to_string(exchange.id), 0,
                 "its time is no date like 2025-06-13T04:12:07Z"};
  if (e.status == 0 || (e.rendered && !exchange.body)) {
    ++counts_.unanswered;
    return {};
  }
  auto const holder = holder_of(exchange);
  if (!holder) return holder.error();
  ++counts_.exchanges;
  if (*holder) return put_revisit(exchange, **holder);
  if (exchange.body && e.status != 304) holders_.emplace(key_of(*exchange.body, e.rendered), exchange.id);
  return e.rendered ? put_resource(exchange) : put_response(exchange);
}

Result<void> WarcExport::put_response(StoredExchange const& exchange) {
  auto const& e = exchange.request.exchange;
  auto record = record_of(exchange, "response");
  record.content_type = "application/http; msgtype=response";
  std::string body;
  if (exchange.body && e.status != 304) {
    auto text = archive_.text(exchange.request.body_sha256);
    if (!text) return text.error();
    body = std::move(*text);
  }
  record.body = body;
  record.payload_sha256 = body.empty() ? sha256_of_nothing : exchange.request.body_sha256;
  record.head = response_block(e, never_has_body(e.status) ? std::nullopt : std::optional<std::uint64_t>(body.size()));
  if (is_cut(exchange)) record.more.emplace_back("WARC-Truncated", "unspecified");
  record.more.emplace_back("WARC-Warcinfo-ID", info_id_);
  auto const place = put(record);
  if (!place) return place.error();
  ++counts_.responses;
  note_page(exchange, record);
  // Replay would show an empty page in the place of the last whole one.
  bool const is_redirect = e.status >= 300 && e.status < 400 && e.status != 304;
  if (e.status != 304 && (is_redirect || !is_cut(exchange)))
    if (auto const done = put_index(record, *place, e.status, media_type_of(header(e.headers, "content-type"))); !done)
      return done.error();
  return put_request(exchange, record.id);
}

// What a browser made of a page by running its scripts was sent by no server: as a response it would claim to be
// the bytes that followed the header. A resource is what the standard has for content without its protocol. The
// header that the browser was sent is in the archive only.
Result<void> WarcExport::put_resource(StoredExchange const& exchange) {
  auto record = record_of(exchange, "resource");
  record.content_type = "text/html; charset=utf-8";  // the browser writes documents so, whatever they were sent in
  auto const body = archive_.text(exchange.request.body_sha256);
  if (!body) return body.error();
  record.body = *body;
  record.payload_sha256 = exchange.request.body_sha256;
  record.more.emplace_back("WARC-Warcinfo-ID", info_id_);
  auto const place = put(record);
  if (!place) return place.error();
  ++counts_.resources;
  note_page(exchange, record);
  if (auto const done = put_index(record, *place, exchange.request.exchange.status, "text/html"); !done)
    return done.error();
  return put_request(exchange, record.id);
}

Result<void> WarcExport::put_revisit(StoredExchange const& exchange, StoredExchange const& holder) {
  auto const& e = exchange.request.exchange;
  bool const confirms = e.status == 304;
  auto record = record_of(exchange, "revisit");
  record.more.emplace_back("WARC-Profile", confirms ? not_modified_profile : repeated_profile);
  record.more.emplace_back("WARC-Refers-To", record_id(type_of(holder), holder.seal));
  record.more.emplace_back("WARC-Refers-To-Target-URI", written_uri(holder.request.exchange.url));
  record.more.emplace_back("WARC-Refers-To-Date", holder.request.exchange.time);
  record.more.emplace_back("WARC-Warcinfo-ID", info_id_);
  record.payload_sha256 = exchange.request.body_sha256;
  if (!e.rendered) {
    record.content_type = "application/http; msgtype=response";
    record.head = response_block(e, confirms ? std::nullopt : std::optional(exchange.size));
    if (!confirms) record.more.emplace_back("WARC-Truncated", "length");
  }
  auto const place = put(record);
  if (!place) return place.error();
  ++counts_.revisits;
  if (!confirms) note_page(exchange, record);
  // Replay shows what is confirmed, so its status counts: by 304 a browser would be told to show nothing.
  auto const& found = confirms ? holder : exchange;
  if (auto const done = put_index(record, *place, found.request.exchange.status, "warc/revisit"); !done)
    return done.error();
  return put_request(exchange, record.id);
}

Result<void> WarcExport::put_request(StoredExchange const& exchange, std::string const& concurrent_to) {
  if (exchange.request.exchange.request_headers.empty()) return {};
  auto record = record_of(exchange, "request");
  record.more.emplace_back("WARC-Concurrent-To", concurrent_to);
  record.more.emplace_back("WARC-Warcinfo-ID", info_id_);
  record.content_type = "application/http; msgtype=request";
  record.head = request_block(exchange.request.exchange);
  if (auto const placed = put(record); !placed) return placed.error();
  ++counts_.requests;
  return {};
}

Result<void> WarcExport::put_index(WarcRecord const& record, Place place, std::int32_t status, std::string mime) {
  CdxjLine line;
  line.address = record.address;
  line.date = record.date;
  line.mime = mime.empty() ? "unk" : std::move(mime);
  line.status = status;
  line.payload_sha256 = record.payload_sha256;
  line.offset = place.offset;
  line.length = place.length;
  line.file = file_;
  return index_.add(cdxj_line(line));
}

void WarcExport::note_page(StoredExchange const& exchange, WarcRecord const& record) {
  if (exchange.request.exchange.status != 200 || !exchange.body) return;
  auto& page = pages_[{exchange.source, exchange.request.page}];
  if (page.date <= record.date) page = {record.id.substr(record.id.rfind(':') + 1), record.address, record.date};
}

}  // namespace smallprint::ingest::wacz
