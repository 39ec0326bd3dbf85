#include "parser/readers/leaf_text.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace smallprint::parser {
namespace {

using corpus::Span;

enum class Role { visible, space, dropped, joiner };

Role role_of(UChar32 c) {
  switch (c) {
    case 0x200B:
    case 0x2060:
    case 0xFEFF:
    case 0xAD:
      return Role::dropped;
    case 0x200C:
    case 0x200D:
      return Role::joiner;
    default:
      break;
  }
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return Role::space;
  return u_isUWhiteSpace(c) != 0 ? Role::space : Role::visible;
}

icu::Normalizer2 const* nfc() {
  static icu::Normalizer2 const* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFCInstance(status);
  }();
  return instance;
}

icu::StringPiece piece(std::string_view s) {
  return {s.data(), static_cast<std::int32_t>(s.size())};
}

}  // namespace

void LeafText::emit(std::string_view bytes, Span raw) {
  auto const begin = static_cast<std::uint32_t>(text_.size());
  auto const size = static_cast<std::uint32_t>(bytes.size());
  text_.append(bytes);
  raw_end_ = raw.end;
  if (!runs_.empty()) {
    auto& last = runs_.back();
    if (last.copied() && size == raw.size() && last.raw + last.raw_size == raw.begin) {
      last.clean_size += size;
      last.raw_size += size;
      return;
    }
  }
  runs_.push_back({begin, raw.begin, size, raw.size()});
}

void LeafText::emit_pending() {
  if (!pending_) return;
  pending_ = false;
  if (text_.empty()) return;
  auto const at = static_cast<std::uint32_t>(text_.size());
  emit(" ", pending_raw_);
  if (pending_break_) marks_.push_back({corpus::Mark::Kind::line_break, {at, at + 1}, {}});
}

void LeafText::space(Span raw) {
  if (!pending_) {
    pending_ = true;
    pending_break_ = false;
    pending_raw_ = raw;
  }
  pending_raw_.end = std::max(pending_raw_.end, raw.end);
}

void LeafText::line_break(Span raw) {
  space(raw);
  pending_break_ = true;
}

void LeafText::copy(std::string_view bytes, std::uint32_t raw_begin) {
  std::size_t i = 0;
  std::size_t from = 0;  // start of visible bytes not yet emitted
  auto const raw_at = [&](std::size_t at) { return raw_begin + static_cast<std::uint32_t>(at); };
  auto const flush_to = [&](std::size_t end) {
    if (from < end) {
      emit_pending();
      emit(bytes.substr(from, end - from), {raw_at(from), raw_at(end)});
    }
  };
  while (i < bytes.size()) {
    auto const c = static_cast<unsigned char>(bytes[i]);
    if (c > 0x20 && c < 0x7F) {
      ++i;
      continue;
    }
    // One space between two visible ASCII characters: the common case stays in its run.
    if (c == ' ' && i > from && i + 1 < bytes.size() && static_cast<unsigned char>(bytes[i + 1] - 0x21) < 0x5E) {
      ++i;
      continue;
    }
    auto at = static_cast<std::int32_t>(0);
    UChar32 point = c;
    if (c >= 0x80) {
      auto const* s = reinterpret_cast<std::uint8_t const*>(bytes.data()) + i;
      U8_NEXT_OR_FFFD(s, at, static_cast<std::int32_t>(std::min<std::size_t>(bytes.size() - i, 4)), point);
    } else {
      at = 1;
    }
    auto const next = i + static_cast<std::size_t>(at);
    auto role = role_of(point);
    if (role == Role::joiner) {
      auto const before = i > from ? bytes[i - 1] : (pending_ || text_.empty() ? ' ' : text_.back());
      role = (static_cast<unsigned char>(before) & 0x80) != 0 ? Role::visible : Role::dropped;
    }
    if (role == Role::visible) {
      ascii_ = false;
      i = next;
      continue;
    }
    flush_to(i);
    if (role == Role::space) space({raw_at(i), raw_at(next)});
    i = from = next;
  }
  flush_to(bytes.size());
}

void LeafText::replace(std::string_view bytes, Span raw) {
  UChar32 point = 0;
  std::int32_t at = 0;
  if (!bytes.empty())
    U8_NEXT_OR_FFFD(reinterpret_cast<std::uint8_t const*>(bytes.data()), at, static_cast<std::int32_t>(bytes.size()),
                    point);
  if (bytes.empty()) return;
  auto const role = role_of(point);
  if (role == Role::space) return space(raw);
  if (role != Role::visible) return;
  emit_pending();
  if (point >= 0x80) ascii_ = false;
  emit(bytes, raw);
}

void LeafText::verbatim(std::string_view bytes, std::uint32_t raw_begin) {
  emit_pending();
  ascii_ =
      ascii_ && std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!bytes.empty()) emit(bytes, {raw_begin, raw_begin + static_cast<std::uint32_t>(bytes.size())});
}

void LeafText::open_mark(corpus::Mark::Kind kind, std::string_view target) {
  // A mark starts at its first word, so the space before it is settled first.
  auto const at = static_cast<std::uint32_t>(text_.size() + (pending_ && !text_.empty() ? 1 : 0));
  open_.push_back(marks_.size());
  marks_.push_back({kind, {at, at}, std::string(target)});
}

bool LeafText::close_mark(corpus::Mark::Kind kind) {
  for (auto i = open_.size(); i-- > 0;) {
    auto& mark = marks_[open_[i]];
    if (mark.kind != kind) continue;
    mark.text.end = std::max(mark.text.begin, static_cast<std::uint32_t>(text_.size()));
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
    return true;
  }
  return false;
}

// Rare: only where the raw text is not NFC, or markup stood between a letter and its accent.
void LeafText::normalize() {
  UErrorCode status = U_ZERO_ERROR;
  if (ascii_ || nfc()->isNormalizedUTF8(piece(text_), status) != 0 || U_FAILURE(status)) return;
  corpus::OffsetMap map;
  for (auto const& run : runs_) map.append(run.clean_size, {run.raw, run.raw + run.raw_size});
  auto const old = std::move(text_);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> moved;  // old position, new position
  text_.clear();
  runs_.clear();
  std::uint32_t at = 0;
  auto const size = static_cast<std::uint32_t>(old.size());
  while (at < size) {
    auto const begin = at;
    for (bool first = true; at < size; first = false) {
      auto next = static_cast<std::int32_t>(at);
      UChar32 c = 0;
      U8_NEXT_OR_FFFD(reinterpret_cast<std::uint8_t const*>(old.data()), next, static_cast<std::int32_t>(size), c);
      if (!first && nfc()->hasBoundaryBefore(c) != 0) break;
      at = static_cast<std::uint32_t>(next);
    }
    auto const part = std::string_view(old).substr(begin, at - begin);
    std::string made;
    icu::StringByteSink<std::string> sink(&made);
    nfc()->normalizeUTF8(0, piece(part), sink, nullptr, status);
    moved.emplace_back(begin, static_cast<std::uint32_t>(text_.size()));
    auto const raw = map.to_raw({begin, at});
    if (made == part && raw.size() == part.size()) {
      emit(part, raw);
    } else if (made == part) {  // several runs stand for it
      auto const part_map = map.part({begin, at}, 0);
      for (auto const& run : part_map.runs())
        emit(part.substr(run.clean, run.clean_size), {run.raw, run.raw + run.raw_size});
    } else {
      emit(made, raw);
    }
  }
  auto const new_place = [&](std::uint32_t old_at) {
    auto const it = std::upper_bound(moved.begin(), moved.end(), std::pair{old_at, ~std::uint32_t{0}});
    if (old_at >= size || it == moved.begin()) return static_cast<std::uint32_t>(text_.size());
    return (it - 1)->second;
  };
  for (auto& mark : marks_) mark.text = {new_place(mark.text.begin), new_place(mark.text.end)};
}

Span LeafText::flush(corpus::Document& document, std::string_view separator, Span separator_raw) {
  while (!open_.empty()) close_mark(marks_[open_.back()].kind);
  normalize();
  auto const begin = static_cast<std::uint32_t>(document.text.size());
  auto const end = begin + static_cast<std::uint32_t>(text_.size());
  if (!text_.empty()) {
    document.text += text_;
    for (auto const& run : runs_) document.offsets.append(run.clean_size, {run.raw, run.raw + run.raw_size});
    std::stable_sort(marks_.begin(), marks_.end(),
                     [](auto const& a, auto const& b) { return a.text.begin < b.text.begin; });
    for (auto& mark : marks_) {
      if (mark.text.empty() || mark.text.begin >= text_.size()) continue;
      mark.text = {begin + mark.text.begin, std::min(end, begin + mark.text.end)};
      document.marks.push_back(std::move(mark));
    }
    document.text += separator;
    separator_raw.begin = std::max(separator_raw.begin, raw_end_);
    separator_raw.end = std::max(separator_raw.end, separator_raw.begin);
    document.offsets.append(static_cast<std::uint32_t>(separator.size()), separator_raw);
  }
  clear();
  return {begin, end};
}

void LeafText::clear() {
  text_.clear();
  runs_.clear();
  marks_.clear();
  open_.clear();
  pending_ = pending_break_ = false;
  ascii_ = true;
}

}  // namespace smallprint::parser
