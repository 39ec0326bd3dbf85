#include "index/layout.hpp"

#include "corpus/varint.hpp"

#include <limits>

namespace smallprint::index {
namespace {

using corpus::get_varint;
using corpus::put_varint;

constexpr std::uint64_t zigzag(std::int64_t v) {
  return (static_cast<std::uint64_t>(v) << 1) ^ static_cast<std::uint64_t>(v >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t v) {
  return static_cast<std::int64_t>(v >> 1) ^ -static_cast<std::int64_t>(v & 1);
}

corpus::Error damaged(std::size_t offset) {
  return {corpus::Errc::schema, "layout", offset, "its bytes are damaged"};
}

bool fits(std::int64_t v) {
  return v >= 0 && v <= std::numeric_limits<std::uint32_t>::max();
}

/// Adds a gap to a running value without overflow.
bool advance(std::int64_t& value, std::uint64_t gap) {
  return !__builtin_add_overflow(value, unzigzag(gap), &value);
}

}  // namespace

// Per clause: text id, from the one before; label; start, from the end of the one before; size; map.
std::string encode_layout(std::span<Occurrence const> occurrences, std::span<std::int64_t const> label_ids) {
  std::string out;
  out.reserve(occurrences.size() * 12);
  put_varint(out, occurrences.size());
  std::int64_t text = 0;
  std::int64_t end = 0;
  for (std::size_t i = 0; i < occurrences.size(); ++i) {
    auto const& o = occurrences[i];
    put_varint(out, zigzag(o.text_id - text));
    put_varint(out, static_cast<std::uint64_t>(label_ids[i]));
    put_varint(out, zigzag(std::int64_t{o.raw.begin} - end));
    put_varint(out, zigzag(std::int64_t{o.raw.end} - o.raw.begin));
    o.offsets.encode(out);
    text = o.text_id;
    end = o.raw.end;
  }
  return out;
}

corpus::Result<Layout> decode_layout(std::string_view bytes) {
  auto in = bytes;
  auto const where = [&] { return bytes.size() - in.size(); };
  std::uint64_t count = 0;
  // A clause takes six bytes at least: a damaged count must not ask for more memory than there are bytes.
  if (!get_varint(in, count) || count > in.size()) return damaged(where());
  Layout out;
  out.occurrences.resize(count);
  out.label_ids.resize(count);
  std::int64_t text = 0;
  std::int64_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t text_gap = 0, label = 0, gap = 0, size = 0;
    if (!get_varint(in, text_gap) || !get_varint(in, label) || !get_varint(in, gap) || !get_varint(in, size))
      return damaged(where());
    auto& o = out.occurrences[i];
    if (!advance(text, text_gap) || !advance(at, gap) || !fits(at)) return damaged(where());
    o.raw.begin = static_cast<std::uint32_t>(at);
    if (!advance(at, size) || !fits(at)) return damaged(where());
    o.raw.end = static_cast<std::uint32_t>(at);
    o.text_id = text;
    out.label_ids[i] = static_cast<std::int64_t>(label);
    auto map = corpus::OffsetMap::decode(in);
    if (!map) return damaged(where());
    o.offsets = std::move(*map);
  }
  if (!in.empty()) return damaged(where());
  return out;
}

}  // namespace smallprint::index
