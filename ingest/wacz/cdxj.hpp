#pragma once
#include "corpus/error.hpp"
#include "ingest/wacz/gzip_writer.hpp"
#include "ingest/wacz/line_sorter.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// The index of a WARC file that replay looks addresses up in (CDXJ 0.1.0).
namespace smallprint::ingest::wacz {

/// A record in the WARC file.
struct CdxjLine {
  std::string address;         ///< as WARC-Target-URI says it
  std::string date;            ///< UTC, "2025-06-13T04:12:07Z"
  std::string mime;            ///< media type; "warc/revisit" for a revisit
  std::int32_t status = 0;     ///< of the response; of what it confirms for a 304
  std::string payload_sha256;  ///< hexadecimal
  std::uint64_t offset = 0, length = 0;
  std::string file;  ///< in archive/
};

/// The address as index lines begin with it, so that hosts sort by their domains: scheme and a leading "www" dropped,
/// lower case, the host's names reversed, the arguments of the query sorted; "com,example)/terms?a=1&b=2". Like
/// warcio.js does it: ReplayWeb.page looks up what that function gives.
/// \param address  as written_uri() gives it
[[nodiscard]] std::string surt(std::string_view address);

/// "com,example)/terms 20250613041207 {...}", without line end.
[[nodiscard]] std::string cdxj_line(CdxjLine const& line);

/// What begins and ends a compressed index.
struct CdxjIndex {
  std::string summary;     ///< index.idx: where each block begins, and with which line
  std::int64_t lines = 0;  ///< in the index
};

/// Writes the lines, in order, as blocks of gzip that can be read one by one: a reader fetches the one that it
/// needs, by the summary. \param sink  takes index.cdx.gz
[[nodiscard]] corpus::Result<CdxjIndex> write_index(LineSorter& lines, Sink const& sink);

}  // namespace smallprint::ingest::wacz
