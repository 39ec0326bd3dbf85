#include "ingest/wacz/zip_writer.hpp"

#include <zlib.h>

#include <algorithm>
#include <charconv>

namespace smallprint::ingest::wacz {

using corpus::Result;

namespace {

constexpr std::uint16_t plain_version = 20, wide_version = 45;
constexpr std::uint16_t unix_host = 3 << 8;
constexpr std::uint32_t plain_file = 0100644u << 16;
constexpr std::uint32_t in_64_bits = 0xFFFFFFFF;  // what stands in a number's place when it takes 64
constexpr std::uint16_t wide_field = 1;           // the extra field that has those

/// Appends numbers, the lowest byte first.
class Bytes {
 public:
  Bytes& u16(std::uint64_t number) { return put(number, 2); }
  Bytes& u32(std::uint64_t number) { return put(number, 4); }
  Bytes& u64(std::uint64_t number) { return put(number, 8); }
  Bytes& text(std::string_view text) {
    out_ += text;
    return *this;
  }
  [[nodiscard]] std::string const& get() const { return out_; }

 private:
  Bytes& put(std::uint64_t number, int bytes) {
    for (int i = 0; i < bytes; ++i) out_ += static_cast<char>(number >> (8 * i));
    return *this;
  }
  std::string out_;
};

std::uint32_t number(std::string_view text, std::size_t at, std::size_t digits) {
  std::uint32_t out = 0;
  if (text.size() >= at + digits) std::from_chars(text.data() + at, text.data() + at + digits, out);
  return out;
}

/// The format's clock begins in 1980, ends in 2107 and counts every other second.
std::uint32_t dos_time(std::string_view utc) {
  auto const year = std::clamp(number(utc, 0, 4), 1980u, 2107u) - 1980u;
  auto const date = year << 9 | std::max(number(utc, 5, 2), 1u) << 5 | std::max(number(utc, 8, 2), 1u);
  return date << 16 | number(utc, 11, 2) << 11 | number(utc, 14, 2) << 5 | number(utc, 17, 2) / 2;
}

}  // namespace

ZipWriter::ZipWriter(OutputFile& file, std::string_view time, std::uint64_t zip64_from)
    : file_(file), zip64_from_(zip64_from), time_(dos_time(time)) {}

std::string ZipWriter::local_header(Entry const& entry) const {
  Bytes out;
  out.u32(0x04034b50).u16(entry.wide ? wide_version : plain_version).u16(0).u16(0).u32(time_).u32(entry.crc);
  out.u32(entry.wide ? in_64_bits : entry.bytes).u32(entry.wide ? in_64_bits : entry.bytes);
  out.u16(entry.name.size()).u16(entry.wide ? 20 : 0).text(entry.name);
  if (entry.wide) out.u16(wide_field).u16(16).u64(entry.bytes).u64(entry.bytes);
  return out.get();
}

std::string ZipWriter::directory_header(Entry const& entry) const {
  bool const far = entry.offset >= zip64_from_;
  Bytes extra;
  if (entry.wide) extra.u64(entry.bytes).u64(entry.bytes);
  if (far) extra.u64(entry.offset);
  bool const wide = entry.wide || far;
  auto const version = wide ? wide_version : plain_version;
  Bytes out;
  out.u32(0x02014b50).u16(unix_host | version).u16(version).u16(0).u16(0).u32(time_).u32(entry.crc);
  out.u32(entry.wide ? in_64_bits : entry.bytes).u32(entry.wide ? in_64_bits : entry.bytes);
  out.u16(entry.name.size()).u16(wide ? 4 + extra.get().size() : 0).u16(0).u16(0).u16(0).u32(plain_file);
  out.u32(far ? in_64_bits : entry.offset).text(entry.name);
  if (wide) out.u16(wide_field).u16(extra.get().size()).text(extra.get());
  return out.get();
}

Result<void> ZipWriter::begin(std::string name) {
  // Readers find the content by the extra fields in the directory as well as here, so both have them, however
  // small it turns out to be.
  entries_.push_back({std::move(name), file_.size(), 0, 0, true});
  sha256_ = Sha256();
  return file_.write(local_header(entries_.back()));
}

Result<void> ZipWriter::write(std::string_view bytes) {
  auto& entry = entries_.back();
  entry.crc =
      static_cast<std::uint32_t>(crc32_z(entry.crc, reinterpret_cast<Bytef const*>(bytes.data()), bytes.size()));
  entry.bytes += bytes.size();
  sha256_.add(bytes);
  return file_.write(bytes);
}

Result<ZipEntry> ZipWriter::end() {
  auto const& entry = entries_.back();
  if (auto const done = file_.patch(entry.offset, local_header(entry)); !done) return done.error();
  return ZipEntry{entry.name, entry.bytes, to_hex(view(sha256_.digest()))};
}

Result<ZipEntry> ZipWriter::add(std::string name, std::string_view bytes) {
  if (bytes.size() >= zip64_from_) {
    if (auto const begun = begin(std::move(name)); !begun) return begun.error();
    if (auto const written = write(bytes); !written) return written.error();
    return end();
  }
  auto const crc = crc32_z(0, reinterpret_cast<Bytef const*>(bytes.data()), bytes.size());
  entries_.push_back({std::move(name), file_.size(), bytes.size(), static_cast<std::uint32_t>(crc), false});
  if (auto const done = file_.write(local_header(entries_.back())); !done) return done.error();
  if (auto const done = file_.write(bytes); !done) return done.error();
  return ZipEntry{entries_.back().name, bytes.size(), to_hex(view(sha256(bytes)))};
}

Result<void> ZipWriter::finish() {
  auto const offset = file_.size();
  std::string directory;
  for (auto const& entry : entries_) directory += directory_header(entry);
  Bytes end;
  bool const far = offset >= zip64_from_;
  if (far) {
    end.u32(0x06064b50).u64(44).u16(unix_host | wide_version).u16(wide_version).u32(0).u32(0);
    end.u64(entries_.size()).u64(entries_.size()).u64(directory.size()).u64(offset);
    end.u32(0x07064b50).u32(0).u64(offset + directory.size()).u32(1);
  }
  end.u32(0x06054b50).u16(0).u16(0).u16(entries_.size()).u16(entries_.size());
  end.u32(directory.size()).u32(far ? in_64_bits : offset).u16(0);
  if (auto const done = file_.write(directory); !done) return done.error();
  return file_.write(end.get());
}

}  // namespace smallprint::ingest::wacz
