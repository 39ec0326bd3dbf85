#pragma once
#include "ingest/fetch/fetcher.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Requests and responses as a WARC record holds them: in the form of HTTP/1.1, whatever they were sent by. What
/// was received is hostile: nothing in it can end the header early.
namespace smallprint::ingest::wacz {

/// As a URI may stand in a header (RFC 3986): a missing path is '/', what is no printable ASCII is percent-encoded.
[[nodiscard]] std::string written_uri(std::string_view url);

/// Request line and header, with the empty line.
[[nodiscard]] std::string request_block(Exchange const& exchange);

/// Status line and header, with the empty line.
///
/// Bodies are kept with their codings undone. Content-Encoding, Transfer-Encoding and a Content-Length that no
/// longer fits therefore stand as X-Archive-Orig-Content-Encoding and so on, as the Wayback Machine and pywb write
/// what they had to change; a reader would else decode a second time, or wait for bytes.
/// \param length  what Content-Length says; none: nothing
[[nodiscard]] std::string response_block(Exchange const& exchange, std::optional<std::uint64_t> length);

/// WARC-Protocol: "h2", "http/1.1" and so on; empty where it is not known.
[[nodiscard]] std::string_view warc_protocol(Exchange const& exchange);

/// The media type of a Content-Type value, in lower case and without parameters; empty where it is none.
[[nodiscard]] std::string media_type_of(std::string_view content_type);

}  // namespace smallprint::ingest::wacz
