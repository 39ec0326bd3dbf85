#include "ingest/wacz/warc_record.hpp"

#include "ingest/seal.hpp"
#include "ingest/sha256.hpp"

namespace smallprint::ingest::wacz {

using corpus::Result;

namespace {

void put(std::string& out, std::string_view name, std::string_view value) {
  if (!value.empty()) out.append(name).append(": ").append(value).append("\r\n");
}

/// As identifiers stand in a field.
std::string bracketed(std::string_view id) {
  return "<" + std::string(id) + ">";
}

}  // namespace

std::string record_id(std::string_view type, std::string_view facts) {
  auto digest = Seal("smallprint WARC record").add(type).add(facts).digest();
  digest[6] = static_cast<char>((static_cast<unsigned char>(digest[6]) & 0x0F) | 0x80);
  digest[8] = static_cast<char>((static_cast<unsigned char>(digest[8]) & 0x3F) | 0x80);
  auto hex = to_hex(view(digest).substr(0, 16));
  for (auto const at : {20, 16, 12, 8}) hex.insert(static_cast<std::size_t>(at), 1, '-');
  return "urn:uuid:" + hex;
}

std::string warc_header(WarcRecord const& record) {
  auto const size = record.head.size() + record.body.size();
  std::string out = "WARC/1.1\r\n";
  put(out, "WARC-Type", record.type);
  put(out, "WARC-Record-ID", bracketed(record.id));
  put(out, "WARC-Date", record.date);
  put(out, "WARC-Target-URI", record.address);
  for (auto const& [name, value] : record.more) {
    bool const is_id = name == "WARC-Concurrent-To" || name == "WARC-Refers-To" || name == "WARC-Warcinfo-ID";
    put(out, name, is_id && !value.empty() ? bracketed(value) : value);
  }
  if (!record.payload_sha256.empty()) put(out, "WARC-Payload-Digest", "sha256:" + record.payload_sha256);
  auto const block = Sha256().add(record.head).add(record.body).digest();
  put(out, "WARC-Block-Digest", "sha256:" + to_hex(view(block)));
  if (size > 0) put(out, "Content-Type", record.content_type);
  put(out, "Content-Length", std::to_string(size));
  return out + "\r\n";
}

Result<void> write_record(WarcRecord const& record, Sink const& sink) {
  if (auto const done = sink(warc_header(record) + record.head); !done) return done.error();
  if (auto const done = sink(record.body); !done) return done.error();
  return sink("\r\n\r\n");
}

}  // namespace smallprint::ingest::wacz
