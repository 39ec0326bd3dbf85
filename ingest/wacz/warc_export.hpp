#pragma once
#include "ingest/exchange_reader.hpp"
#include "ingest/wacz/cdxj.hpp"
#include "ingest/wacz/line_sorter.hpp"
#include "ingest/wacz/warc_record.hpp"

#include <map>
#include <string>
#include <unordered_map>
#include <utility>

namespace smallprint::ingest::wacz {

/// The newest whole body of a declared page.
struct ExportedPage {
  std::string id;       ///< of its record
  std::string address;  ///< where it came from
  std::string date;
};

struct WarcCounts {
  std::int64_t exchanges = 0;   ///< that have a record of their own
  std::int64_t unanswered = 0;  ///< that have none: no response came, or the browser gave no document
  std::int64_t responses = 0, resources = 0, revisits = 0, requests = 0;
};

/// Writes requests and responses as a WARC file, each record a gzip member of its own.
///
/// A body that was written is not written again: a 304, or a response with the same bytes, becomes a revisit that
/// refers to the record that holds it. A 304 brings that record along where it is not among what is exported, so
/// nothing refers to what is not there.
class WarcExport {
 public:
  /// All are kept by reference. \param file  its name \param sink  takes its bytes \param index  takes its lines
  WarcExport(Archive& archive, ExchangeReader& reader, std::string file, Sink sink, LineSorter& index)
      : archive_(archive), reader_(reader), file_(std::move(file)), gzip_(std::move(sink)), index_(index) {}

  /// The record that tells what the others are. \param facts  what makes this file differ from others
  [[nodiscard]] corpus::Result<void> begin(std::string const& date, std::string const& software,
                                           std::string const& facts);
  [[nodiscard]] corpus::Result<void> add(StoredExchange const& exchange);

  [[nodiscard]] WarcCounts const& counts() const { return counts_; }
  /// By source and declared address.
  [[nodiscard]] std::map<std::pair<corpus::Source, std::string>, ExportedPage> const& pages() const { return pages_; }

 private:
  struct Place {
    std::uint64_t offset = 0, length = 0;
  };
  [[nodiscard]] corpus::Result<Place> put(WarcRecord const& record);
  [[nodiscard]] corpus::Result<void> put_response(StoredExchange const& exchange);
  [[nodiscard]] corpus::Result<void> put_resource(StoredExchange const& exchange);
  [[nodiscard]] corpus::Result<void> put_revisit(StoredExchange const& exchange, StoredExchange const& holder);
  [[nodiscard]] corpus::Result<void> put_request(StoredExchange const& exchange, std::string const& concurrent_to);
  [[nodiscard]] corpus::Result<void> put_index(WarcRecord const& record, Place place, std::int32_t status,
                                               std::string mime);
  /// The exchange whose record holds the body, once there is one.
  [[nodiscard]] corpus::Result<std::optional<StoredExchange>> holder_of(StoredExchange const& exchange);
  void note_page(StoredExchange const& exchange, WarcRecord const& record);

  Archive& archive_;
  ExchangeReader& reader_;
  std::string file_;
  GzipWriter gzip_;
  LineSorter& index_;
  std::string info_id_;
  WarcCounts counts_;
  std::unordered_map<std::int64_t, std::int64_t> holders_;  ///< body, in halves of plain and rendered -> exchange
  std::map<std::pair<corpus::Source, std::string>, ExportedPage> pages_;
};

}  // namespace smallprint::ingest::wacz
