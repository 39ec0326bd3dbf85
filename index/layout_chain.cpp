#include "index/layout_chain.hpp"

#include "corpus/compress.hpp"

#include <optional>

namespace smallprint::index {
namespace {

Failure damaged(Database const& db, std::int64_t layout_id) {
  return Failure(
      {corpus::Errc::io, db.file(), 0,
       "layout " + std::to_string(layout_id) + " is damaged; make the index anew with `smallprint reindex`"});
}

}  // namespace

std::string layout_bytes(Database& db, std::int64_t layout_id) {
  std::vector<std::string> chain;  // newest first
  auto q = db.query("SELECT base_id, bytes FROM layout WHERE id = ?");
  for (std::optional<std::int64_t> id = layout_id; id;) {
    if (!q.with(*id).step()) throw damaged(db, layout_id);
    auto const base = q.null(0) ? std::nullopt : std::optional(q.integer(0));
    if (base && *base >= *id) throw damaged(db, layout_id);  // bases are older: no circles
    chain.push_back(q.text(1));
    id = base;
  }
  std::string bytes;
  for (auto it = chain.rbegin(); it != chain.rend(); ++it) {
    auto plain = corpus::decompress(*it, bytes);
    if (!plain) throw damaged(db, layout_id);
    bytes = std::move(*plain);
  }
  return bytes;
}

Layout read_layout(Database& db, std::int64_t layout_id) {
  auto layout = decode_layout(layout_bytes(db, layout_id));
  if (!layout) throw damaged(db, layout_id);
  return std::move(*layout);
}

}  // namespace smallprint::index
