#pragma once
#include "corpus/error.hpp"
#include "ingest/wacz/gzip_writer.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Records of WARC 1.1 (ISO 28500:2017).
namespace smallprint::ingest::wacz {

/// Of a "server-not-modified" revisit (6.7.3), and of one whose body is held already (6.7.2).
inline constexpr std::string_view not_modified_profile = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";
inline constexpr std::string_view repeated_profile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";

/// The block is `head` and `body`, one after the other.
struct WarcRecord {
  std::string type;     ///< "response"
  std::string id;       ///< record_id()
  std::string date;     ///< UTC, "2025-06-13T04:12:07Z"
  std::string address;  ///< WARC-Target-URI, as written_uri() gives it; empty: none
  std::string content_type;
  std::vector<std::pair<std::string_view, std::string>> more;  ///< further fields
  std::string payload_sha256;                                  ///< hexadecimal; empty: none
  std::string head;
  std::string_view body;
};

/// "urn:uuid:...", made of what the archive says of the thing, so that the same archive gives the same records.
/// The UUID is of version 8 (RFC 9562: made as its maker likes): the first bits of a SHA-256.
/// \param facts  no other record of that type is made of these
[[nodiscard]] std::string record_id(std::string_view type, std::string_view facts);

/// Header and empty line. Digests are SHA-256 in lower-case hexadecimal, which all readers tell from the base32
/// that is usual for SHA-1 alone.
[[nodiscard]] std::string warc_header(WarcRecord const& record);

/// Writes the record with what ends it. \returns what the sink returned
[[nodiscard]] corpus::Result<void> write_record(WarcRecord const& record, Sink const& sink);

}  // namespace smallprint::ingest::wacz
