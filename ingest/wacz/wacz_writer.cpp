#include "ingest/wacz/wacz_writer.hpp"

#include "ingest/calendar.hpp"
#include "ingest/wacz/cdxj.hpp"
#include "ingest/wacz/output_file.hpp"
#include "ingest/wacz/warc_export.hpp"
#include "ingest/wacz/zip_writer.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <set>

namespace smallprint::ingest {

using corpus::Errc;
using corpus::Error;
using corpus::Result;
using Json = nlohmann::ordered_json;

namespace {

using namespace wacz;

constexpr char warc_name[] = "data.warc.gz";

std::string dump(Json const& json, int indent = -1) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<std::string> bound(std::string const& text, bool is_end) {
  if (text.empty()) return text;
  auto date = read_date(text);
  if (!date) return Error{Errc::syntax, text, 0, "is no date like 2025-06-13"};
  if (is_end && text.size() == 10) date = text + "T23:59:59Z";
  return *date;
}

/// One line for each page, with what a reader is shown of it.
std::string page_list(WarcExport const& warc) {
  auto out = dump({{"format", "json-pages-1.0"}, {"id", "pages"}, {"title", "Documents"}});
  for (auto const& [name, page] : warc.pages()) {
    auto const& source = name.first;
    out += dump({{"id", page.id},
                 {"url", page.address},
                 {"ts", page.date},
                 {"title", source.authority + ": " + source.document_type}});
  }
  return out;
}

std::string package(std::vector<ZipEntry> const& entries, WarcExport const& warc, ExchangeTotals const& totals,
                    WaczOptions const& options) {
  auto resources = Json::array();
  for (auto const& entry : entries)
    resources.push_back({{"name", entry.name.substr(entry.name.rfind('/') + 1)},
                         {"path", entry.name},
                         {"hash", "sha256:" + entry.sha256},
                         {"bytes", entry.bytes}});
  std::set<corpus::Source> documents;
  for (auto const& [name, page] : warc.pages()) documents.insert(name.first);
  return dump({{"profile", "data-package"},
               {"wacz_version", "1.1.1"},
               {"title", "Terms and laws as they were fetched"},
               {"description", fmt::format("{} requests from {} to {}, with the newest text of {} documents.",
                                           warc.counts().exchanges, totals.first, totals.last, documents.size())},
               {"created", totals.last},
               {"software", options.software},
               {"resources", std::move(resources)}},
              2);
}

Result<void> export_all(WarcExport& warc, ExchangeReader& reader, std::filesystem::path const& file,
                        WaczOptions const& options) {
  for (std::int64_t done = 0;; ++done) {
    if (options.interrupted && options.interrupted())
      return Error{Errc::interrupted, file.string(), 0, "interrupted; nothing was kept"};
    if (options.progress) options.progress(done, reader.totals().count);
    auto const exchange = reader.next();
    if (!exchange) return exchange.error();
    if (!*exchange) return {};
    if (auto const added = warc.add(**exchange); !added) return added.error();
  }
}

}  // namespace

Result<WaczReport> write_wacz(Archive& archive, std::filesystem::path const& file, WaczOptions const& options) {
  auto const from = bound(options.from, false);
  if (!from) return from.error();
  auto const to = bound(options.to, true);
  if (!to) return to.error();
  auto reader = archive.exchanges({options.sources, *from, *to});
  if (!reader) return reader.error();
  auto const& totals = reader->totals();
  auto const nothing = Error{Errc::not_found, archive.file().string(), 0, "nothing was fetched of that"};
  if (totals.count == 0) return nothing;
  auto const newest = reader->get(totals.newest_id);
  if (!newest) return newest.error();

  auto out = OutputFile::create(file);
  if (!out) return out.error();
  ZipWriter zip(**out, totals.last);
  auto const into_zip = [&zip](std::string_view bytes) { return zip.write(bytes); };
  std::vector<ZipEntry> entries;
  auto const take = [&](Result<ZipEntry> entry) -> Result<void> {
    if (!entry) return entry.error();
    entries.push_back(std::move(*entry));
    return {};
  };

  LineSorter lines(file.parent_path());
  WarcExport warc(archive, *reader, warc_name, into_zip, lines);
  if (auto const done = zip.begin(std::string("archive/") + warc_name); !done) return done.error();
  auto const facts = fmt::format("{}\n{}\n{}\n{}", options.software, totals.count, *from + *to,
                                 *newest ? (*newest)->seal : std::string());
  if (auto const done = warc.begin(totals.last, options.software, facts); !done) return done.error();
  if (auto const done = export_all(warc, *reader, file, options); !done) return done.error();
  if (auto const done = take(zip.end()); !done) return done.error();
  auto const& counts = warc.counts();
  if (counts.exchanges == 0) return nothing;

  if (auto const done = zip.begin("indexes/index.cdx.gz"); !done) return done.error();
  auto const index = write_index(lines, into_zip);
  if (!index) return index.error();
  if (auto const done = take(zip.end()); !done) return done.error();
  if (auto const done = take(zip.add("indexes/index.idx", index->summary)); !done) return done.error();
  if (auto const done = take(zip.add("pages/pages.jsonl", page_list(warc))); !done) return done.error();
  auto const manifest = package(entries, warc, totals, options);
  if (auto const done = take(zip.add("datapackage.json", manifest)); !done) return done.error();
  auto const digest = dump({{"path", "datapackage.json"}, {"hash", "sha256:" + entries.back().sha256}}, 2);
  if (auto const done = take(zip.add("datapackage-digest.json", digest)); !done) return done.error();
  if (auto const done = zip.finish(); !done) return done.error();
  if (auto const done = (*out)->keep(); !done) return done.error();

  WaczReport report;
  report.exchanges = counts.exchanges;
  report.unanswered = counts.unanswered;
  report.records = 1 + counts.responses + counts.resources + counts.revisits + counts.requests;
  report.responses = counts.responses;
  report.resources = counts.resources;
  report.revisits = counts.revisits;
  report.indexed = index->lines;
  report.pages = static_cast<std::int64_t>(warc.pages().size());
  report.bytes = (*out)->size();
  report.first = totals.first;
  report.last = totals.last;
  return report;
}

}  // namespace smallprint::ingest
