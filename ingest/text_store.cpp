#include "ingest/text_store.hpp"

#include "corpus/compress.hpp"

#include <algorithm>

namespace smallprint::ingest {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

// A difference over an eighth of its keyframe starts a new keyframe.
constexpr std::size_t patch_share = 8;
constexpr std::size_t always_small = 128;  // bytes; a keyframe would not be smaller by much
constexpr std::size_t most_held = 24u << 20;

Error damaged(std::string const& sha256, std::string const& how) {
  return {Errc::io, sha256, 0, "the text in the archive is damaged: " + how};
}

}  // namespace

Result<TextStore> TextStore::open(sqlite::Database& database) {
  TextStore out(database);
  auto const prepare = [&](sqlite::Statement& into, std::string_view sql) -> Result<void> {
    auto made = database.prepare(sql);
    if (!made) return made.error();
    into = std::move(*made);
    return {};
  };
  if (auto ok = prepare(out.find_, "SELECT id FROM text WHERE sha256 = ?"); !ok) return ok.error();
  if (auto ok = prepare(out.read_, "SELECT sha256, size, base, packed FROM text WHERE id = ?"); !ok) return ok.error();
  if (auto ok = prepare(out.insert_, "INSERT INTO text (sha256, size, base, packed) VALUES (?, ?, ?, ?)"); !ok)
    return ok.error();
  return out;
}

Result<std::optional<std::int64_t>> TextStore::find(std::string_view sha256) {
  auto const row = find_.start(sqlite::Blob{sha256}).next();
  if (!row) return row.error();
  std::optional<std::int64_t> out;
  if (*row) out = find_.integer(0);
  find_.reset();
  return out;
}

Result<std::int64_t> TextStore::put(Digest const& sha256, std::string_view bytes, std::optional<std::int64_t> like) {
  auto const known = find(view(sha256));
  if (!known) return known.error();
  if (*known) return **known;

  std::optional<std::int64_t> base;
  std::string packed;
  if (like) {
    auto const resembling = row(*like);
    if (!resembling) return resembling.error();
    auto const id = resembling->base.value_or(*like);
    // A damaged base cannot be used; the new text is then kept whole, and verify() tells the damage.
    if (auto const frame = keyframe(id)) {
      packed = corpus::compress(bytes, (*frame)->text);
      if (packed.size() <= std::max(always_small, (*frame)->packed_size / patch_share)) base = id;
    }
  }
  if (!base) packed = corpus::compress(bytes);

  auto const stored =
      insert_.start(sqlite::Blob{view(sha256)}, static_cast<std::int64_t>(bytes.size()), base, sqlite::Blob{packed})
          .finish();
  if (!stored) return stored.error();
  auto const id = database_->last_id();
  if (!base) keep(std::make_shared<Keyframe const>(Keyframe{id, packed.size(), std::string(bytes)}));
  return id;
}

Result<TextStore::Row> TextStore::row(std::int64_t id) {
  auto const found = read_.start(id).next();
  if (!found) return found.error();
  if (!*found) return Error{Errc::not_found, "text " + std::to_string(id), 0, "no such text in the archive"};
  Row out{to_hex(read_.blob(0)), read_.integer(1), {}, std::string(read_.blob(3))};
  if (!read_.is_null(2)) out.base = read_.integer(2);
  read_.reset();
  return out;
}

Result<std::string> TextStore::unpack(Row const& row, std::string_view base) {
  if (row.size < 0 || row.size > static_cast<std::int64_t>(largest_text))
    return damaged(row.sha256, "its size cannot be " + std::to_string(row.size));
  auto const size = static_cast<std::size_t>(row.size);
  auto text = corpus::decompress(row.packed, base, size);
  if (!text) return damaged(row.sha256, text.error().message);
  if (text->size() != size || to_hex(view(sha256(*text))) != row.sha256)
    return damaged(row.sha256, "its SHA-256 is another");
  return text;
}

Result<std::string> TextStore::get(std::int64_t id) {
  auto const found = row(id);
  if (!found) return found.error();
  if (found->base) {
    auto const frame = keyframe(*found->base);
    if (!frame) return damaged(found->sha256, "so is the text it refers to (" + frame.error().message + ")");
    return unpack(*found, (*frame)->text);
  }
  auto const frame = keyframe(id);
  if (!frame) return frame.error();
  return (*frame)->text;
}

Result<TextStore::KeyframePtr> TextStore::keyframe(std::int64_t id) {
  if (auto const at = by_id_.find(id); at != by_id_.end()) {
    recent_.splice(recent_.begin(), recent_, at->second);
    return recent_.front();
  }
  auto const found = row(id);
  if (!found) return found.error();
  if (found->base) return damaged(found->sha256, "it should be whole, but refers to another");
  auto text = unpack(*found, {});
  if (!text) return text.error();
  auto frame = std::make_shared<Keyframe const>(Keyframe{id, found->packed.size(), std::move(*text)});
  keep(frame);
  return frame;
}

void TextStore::keep(KeyframePtr frame) {
  if (by_id_.contains(frame->id) || frame->text.size() > most_held / 4) return;
  held_ += frame->text.size();
  recent_.push_front(std::move(frame));
  by_id_[recent_.front()->id] = recent_.begin();
  while (held_ > most_held) {
    held_ -= recent_.back()->text.size();
    by_id_.erase(recent_.back()->id);
    recent_.pop_back();
  }
}

void TextStore::forget() noexcept {
  recent_.clear();
  by_id_.clear();
  held_ = 0;
}

}  // namespace smallprint::ingest
