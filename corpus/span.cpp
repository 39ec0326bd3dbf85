#include "corpus/span.hpp"

#include "corpus/varint.hpp"

#include <algorithm>
#include <limits>

namespace smallprint::corpus {
namespace {

Error damaged(std::string_view rest) {
  return {Errc::schema, "offset map", rest.size(), "its bytes are damaged"};
}

}  // namespace

void OffsetMap::append(std::uint32_t clean_size, Span raw) {
  if (clean_size == 0) return;
  Run const run{this->clean_size(), raw.begin, clean_size, raw.size()};
  if (!runs_.empty()) {
    auto& last = runs_.back();
    if (last.copied() && run.copied() && last.raw + last.raw_size == run.raw) {
      last.clean_size += run.clean_size;
      last.raw_size += run.raw_size;
      return;
    }
  }
  runs_.push_back(run);
}

Span OffsetMap::to_raw(Span clean) const {
  auto const run_at = [&](std::uint32_t at) {
    auto it =
        std::upper_bound(runs_.begin(), runs_.end(), at, [](std::uint32_t a, Run const& r) { return a < r.clean; });
    return it == runs_.begin() ? it : it - 1;
  };
  if (runs_.empty()) return clean;
  auto const first = run_at(clean.begin);
  auto const into = std::min(clean.begin - std::min(clean.begin, first->clean), first->clean_size);
  auto const begin = first->raw + (first->copied() || into == first->clean_size ? std::min(into, first->raw_size) : 0);
  if (clean.empty()) return {begin, begin};
  auto const last = run_at(clean.end - 1);
  auto const upto = std::min(clean.end - last->clean, last->clean_size);
  return {begin, last->raw + (last->copied() ? upto : last->raw_size)};
}

OffsetMap OffsetMap::part(Span clean, std::uint32_t raw_base) const {
  OffsetMap out;
  auto it = std::upper_bound(runs_.begin(), runs_.end(), clean.begin,
                             [](std::uint32_t a, Run const& r) { return a < r.clean; });
  if (it != runs_.begin()) --it;
  for (; it != runs_.end() && it->clean < clean.end; ++it) {
    auto const begin = std::max(it->clean, clean.begin);
    auto const end = std::min(it->clean + it->clean_size, clean.end);
    if (begin >= end) continue;
    if (it->copied()) {
      auto const raw = it->raw + (begin - it->clean) - raw_base;
      out.append(end - begin, {raw, raw + (end - begin)});
    } else {
      out.append(end - begin, {it->raw - raw_base, it->raw + it->raw_size - raw_base});
    }
  }
  return out;
}

void OffsetMap::encode(std::string& out) const {
  bool const identity = runs_.empty() || (runs_.size() == 1 && runs_[0].raw == 0 && runs_[0].copied());
  if (identity) {
    put_varint(out, 0);
    put_varint(out, clean_size());
    return;
  }
  put_varint(out, runs_.size());
  std::uint32_t raw = 0;
  for (auto const& run : runs_) {
    put_varint(out, run.raw - raw);
    put_varint(out, (std::uint64_t{run.clean_size} << 1) | (run.copied() ? 0 : 1));
    if (!run.copied()) put_varint(out, run.raw_size);
    raw = run.raw + run.raw_size;
  }
}

Result<OffsetMap> OffsetMap::decode(std::string_view& in) {
  constexpr auto max = std::numeric_limits<std::uint32_t>::max();
  OffsetMap out;
  std::uint64_t count = 0;
  std::uint64_t size = 0;
  if (!get_varint(in, count)) return damaged(in);
  if (count == 0) {
    if (!get_varint(in, size) || size > max) return damaged(in);
    out.append(static_cast<std::uint32_t>(size), {0, static_cast<std::uint32_t>(size)});
    return out;
  }
  std::uint64_t raw = 0;
  std::uint64_t clean = 0;
  for (; count > 0; --count) {
    std::uint64_t gap = 0;
    std::uint64_t raw_size = 0;
    if (!get_varint(in, gap) || !get_varint(in, size)) return damaged(in);
    bool const copied = (size & 1) == 0;
    size >>= 1;
    raw_size = size;
    if (!copied && !get_varint(in, raw_size)) return damaged(in);
    raw += gap;
    if (gap > max || size == 0 || size > max || raw_size > max || raw + raw_size > max || clean + size > max)
      return damaged(in);
    if (!copied && raw_size == size) return damaged(in);
    out.append(static_cast<std::uint32_t>(size),
               {static_cast<std::uint32_t>(raw), static_cast<std::uint32_t>(raw + raw_size)});
    raw += raw_size;
    clean += size;
  }
  return out;
}

}  // namespace smallprint::corpus
