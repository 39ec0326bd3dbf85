#pragma once
#include "ingest/sha256.hpp"
#include "tests/ingest/workbench.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Reads back what was exported, by other libraries where there are any.
namespace smallprint::test {

struct ZipContent {
  std::vector<std::string> names;  ///< in order
  std::map<std::string, std::string> files;
};

/// \throws std::runtime_error  where libarchive finds a fault
inline ZipContent read_zip(fs::path const& file, bool streaming = false) {
  std::unique_ptr<::archive, decltype(&archive_read_free)> reader(archive_read_new(), archive_read_free);
  auto const require = [&](int code) {
    if (code != ARCHIVE_OK) throw std::runtime_error(archive_error_string(reader.get()));
  };
  require(streaming ? archive_read_support_format_zip_streamable(reader.get())
                    : archive_read_support_format_zip_seekable(reader.get()));
  require(archive_read_open_filename(reader.get(), file.c_str(), 10240));
  ZipContent out;
  archive_entry* entry = nullptr;
  for (;;) {
    auto const code = archive_read_next_header(reader.get(), &entry);
    if (code == ARCHIVE_EOF) return out;
    require(code);
    out.names.emplace_back(archive_entry_pathname(entry));
    auto& bytes = out.files[out.names.back()];
    char buffer[8192];
    for (;;) {
      auto const n = archive_read_data(reader.get(), buffer, sizeof buffer);
      if (n < 0) throw std::runtime_error(archive_error_string(reader.get()));  // also a wrong CRC
      if (n == 0) break;
      bytes.append(buffer, static_cast<std::size_t>(n));
    }
  }
}

/// Unpacks one gzip member. \returns its content and the bytes that it took
inline std::pair<std::string, std::size_t> inflate_member(std::string_view bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, 31) != Z_OK) throw std::runtime_error("inflateInit2");
  std::unique_ptr<z_stream, decltype(&inflateEnd)> const guard(&stream, inflateEnd);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  char buffer[8192];
  for (;;) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer);
    stream.avail_out = sizeof buffer;
    auto const code = inflate(&stream, Z_NO_FLUSH);
    if (code != Z_OK && code != Z_STREAM_END) throw std::runtime_error("not a gzip member");
    out.append(buffer, sizeof buffer - stream.avail_out);
    if (code == Z_STREAM_END) return {out, stream.total_in};
  }
}

struct ReadRecord {
  std::size_t offset = 0, length = 0;         ///< in the compressed file
  std::map<std::string, std::string> fields;  ///< of the record
  std::string block;
  std::string type() const { return fields.at("WARC-Type"); }
  /// What follows the HTTP header; the block where there is none.
  std::string payload() const {
    if (!fields.contains("Content-Type") || !fields.at("Content-Type").starts_with("application/http")) return block;
    auto const end = block.find("\r\n\r\n");
    return end == std::string::npos ? std::string() : block.substr(end + 4);
  }
};

/// \throws std::runtime_error  where it is no record with exactly its content
inline ReadRecord read_record(std::string_view bytes) {
  auto const [text, size] = inflate_member(bytes);
  ReadRecord out;
  out.length = size;
  auto const end = text.find("\r\n\r\n");
  if (!text.starts_with("WARC/1.1\r\n") || end == std::string::npos) throw std::runtime_error("no record begins here");
  for (std::size_t at = 10; at < end + 2;) {
    auto const line_end = text.find("\r\n", at);
    auto const colon = text.find(": ", at);
    if (colon > line_end) throw std::runtime_error("no field: " + text.substr(at, line_end - at));
    if (!out.fields.emplace(text.substr(at, colon - at), text.substr(colon + 2, line_end - colon - 2)).second)
      throw std::runtime_error("twice: " + text.substr(at, colon - at));
    at = line_end + 2;
  }
  auto const length = std::stoul(out.fields.at("Content-Length"));
  if (text.size() != end + 4 + length + 4 || !text.ends_with("\r\n\r\n"))
    throw std::runtime_error("Content-Length " + std::to_string(length) + " of " + std::to_string(text.size()));
  out.block = text.substr(end + 4, length);
  return out;
}

inline std::vector<ReadRecord> read_warc(std::string_view bytes) {
  std::vector<ReadRecord> out;
  for (std::size_t at = 0; at < bytes.size(); at += out.back().length) {
    out.push_back(read_record(bytes.substr(at)));
    out.back().offset = at;
  }
  return out;
}

/// All members, one after the other.
inline std::string inflate_all(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    auto const [text, size] = inflate_member(bytes);
    out += text;
    bytes.remove_prefix(size);
  }
  return out;
}

inline std::vector<std::string> lines_of(std::string const& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    auto const end = text.find('\n', at);
    out.push_back(text.substr(at, end - at));
    if (end == std::string::npos) break;
    at = end + 1;
  }
  return out;
}

inline std::string sha256_field(std::string_view bytes) {
  return "sha256:" + ingest::to_hex(ingest::view(ingest::sha256(bytes)));
}

}  // namespace smallprint::test
