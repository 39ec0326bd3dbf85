#include "app/file_index.hpp"

#include "app/read_file.hpp"
#include "ingest/document_path.hpp"
#include "parser/parser.hpp"
#include "parser/provision/provisions.hpp"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace smallprint::app {
namespace {

namespace fs = std::filesystem;
using corpus::Errc;
using corpus::Error;
using corpus::Result;

Result<corpus::ParsedDocument> parse_file(fs::path const& file, std::string const& bytes,
                                          corpus::Lexicons const& lexicons) {
  auto const name = file.filename().string();
  auto const kind = ingest::unread_kind(name);
  auto type = ingest::media_type_of(name);
  if (!type && kind.empty()) type = ingest::sniff(bytes);
  if (!type)
    return Error{Errc::unsupported, file.string(), 0,
                 (kind.empty() ? "it is" : std::string(kind) + " is") + " neither Markdown, HTML nor text"};
  auto parsed = parser::parse(bytes, *type, "", lexicons);
  if (!parsed) {
    auto error = parsed.error();
    error.source = file.string();
    return error;
  }
  return parsed;
}

}  // namespace

Result<FileIndex> FileIndex::make(std::vector<fs::path> const& files, std::vector<std::string> const& names,
                                  corpus::Lexicons const& lexicons) {
  FileIndex out;
  auto pattern = (fs::temp_directory_path() / "smallprint-files-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr)
    return Error{Errc::io, pattern, 0, std::string("cannot make a temporary folder: ") + std::strerror(errno)};
  out.folder_ = pattern;
  auto const database = out.folder_ / "index.db";
  auto builder = index::open_builder(database);
  if (!builder) return builder.error();
  parser::ProvisionFinder const finder(lexicons);
  for (std::size_t i = 0; i < files.size(); ++i) {
    auto bytes = read_file(files[i].string(), ingest::largest_document, "document");
    if (!bytes) return bytes.error();
    auto const parsed = parse_file(files[i], *bytes, lexicons);
    if (!parsed) return parsed.error();
    std::vector<index::Occurrence> occurrences;
    for (auto const& clause : parsed->clauses) {
      auto const text = corpus::clause_text(parsed->document, clause);
      auto id = (*builder)->text_id(text.key());
      if (!id) {
        auto const provisions = parsed->provisions_supported ? finder.find(text) : std::vector<corpus::Provision>{};
        auto const added = (*builder)->add_text(text, provisions, parsed->language);
        if (!added) return added.error();
        id = *added;
      }
      occurrences.push_back(
          {*id, clause.label, clause.raw, parsed->document.offsets.part(clause.text, clause.raw.begin)});
    }
    corpus::VersionInfo info;
    info.id = static_cast<std::int64_t>(i) + 1;
    info.source.authority = names[i];
    info.source.document_type = "Terms of Service";
    info.date = "2000-01-01T00:00:00Z";
    info.sha256 = std::to_string(i);
    if (auto const added = (*builder)->add_version(info, &*parsed, occurrences); !added) return added.error();
    out.bytes_.push_back(std::move(*bytes));
  }
  if (auto const done = (*builder)->commit(); !done) return done.error();
  if (auto const done = (*builder)->finish(); !done) return done.error();
  builder->reset();
  auto store = index::open_store(database);
  if (!store) return store.error();
  out.store_ = std::move(*store);
  return out;
}

Result<std::string> FileIndex::text(std::string_view sha256) {
  for (std::size_t i = 0; i < bytes_.size(); ++i)
    if (std::to_string(i) == sha256) return bytes_[i];
  return Error{Errc::not_found, std::string(sha256), 0, "no such file"};
}

FileIndex::FileIndex(FileIndex&& other) noexcept
    : folder_(std::exchange(other.folder_, {})), bytes_(std::move(other.bytes_)), store_(std::move(other.store_)) {}

FileIndex::~FileIndex() {
  store_.reset();
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

}  // namespace smallprint::app
