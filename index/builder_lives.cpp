// How long each clause text lived in each document, from versions that come mostly, not always, by date.
#include "index/layout_chain.hpp"
#include "index/sqlite_builder.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace smallprint::index {

std::vector<std::int64_t> distinct_texts(std::span<Occurrence const> occurrences) {
  std::vector<std::int64_t> out;
  out.reserve(occurrences.size());
  for (auto const& o : occurrences) out.push_back(o.text_id);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Living& LifeWriter::of(std::int64_t document_id) {
  auto const [it, is_new] = living_.try_emplace(document_id);
  auto& living = it->second;
  if (!is_new) return living;
  auto newest =
      db_.query("SELECT ordinal, date, archive_id FROM version WHERE document_id = ? ORDER BY ordinal DESC LIMIT 1");
  if (newest.with(document_id).step()) {
    living.versions = newest.integer(0) + 1;
    living.newest = {newest.text(1), newest.integer(2)};
  }
  auto alive =
      db_.query("SELECT clause_text_id FROM life WHERE document_id = ? AND last IS NULL ORDER BY clause_text_id");
  alive.with(document_id);
  while (alive.step()) living.texts.push_back(alive.integer(0));
  return living;
}

void LifeWriter::advance(std::int64_t document_id, std::uint32_t ordinal, std::vector<std::int64_t> texts) {
  auto& living = of(document_id);
  std::vector<std::int64_t> started, ended;
  std::set_difference(texts.begin(), texts.end(), living.texts.begin(), living.texts.end(),
                      std::back_inserter(started));
  std::set_difference(living.texts.begin(), living.texts.end(), texts.begin(), texts.end(), std::back_inserter(ended));
  for (auto const text : ended) {
    auto const it = living.fresh.find(text);
    if (it == living.fresh.end()) {
      living.to_end.emplace_back(text, ordinal - 1);
      continue;
    }
    living.ended.push_back({text, it->second, ordinal - 1});
    living.fresh.erase(it);
  }
  for (auto const text : started) living.fresh.emplace(text, ordinal);
  living.texts = std::move(texts);
}

void LifeWriter::flush() {
  struct Row {
    std::int64_t text, document;
    std::uint32_t first;
    std::optional<std::uint32_t> last;
    auto key() const { return std::tuple(text, document, first); }
  };
  auto end = db_.query("UPDATE life SET last = ? WHERE clause_text_id = ? AND document_id = ? AND last IS NULL");
  std::vector<Row> rows;
  for (auto& [document, living] : living_) {
    for (auto const& [text, last] : living.to_end) end.with(last, text, document).run();
    for (auto const& one : living.ended) rows.push_back({one.text, document, one.first, one.last});
    for (auto const& [text, first] : living.fresh) rows.push_back({text, document, first, std::nullopt});
    living.to_end.clear();
    living.ended.clear();
    living.fresh.clear();
  }
  // In the table's own order, which fills its pages from left to right.
  std::sort(rows.begin(), rows.end(), [](Row const& a, Row const& b) { return a.key() < b.key(); });
  auto insert = db_.query("INSERT INTO life (clause_text_id, document_id, first, last) VALUES (?, ?, ?, ?)");
  for (auto const& row : rows) {
    insert.with(row.text, row.document, row.first);
    if (row.last)
      insert.bind(4, *row.last);
    else
      insert.bind(4, nullptr);
    insert.run();
  }
}

void LifeWriter::rebuild(std::int64_t document_id) {
  struct Place {
    std::int64_t id;
    std::optional<std::int64_t> layout;
    std::string date;
    std::int64_t archive_id;
  };
  std::vector<Place> places;
  {
    auto q = db_.query(
        "SELECT id, layout_id, date, archive_id FROM version WHERE document_id = ? ORDER BY date, archive_id");
    q.with(document_id);
    while (q.step())
      places.push_back({q.integer(0), q.null(1) ? std::nullopt : std::optional(q.integer(1)), q.text(2), q.integer(3)});
  }
  db_.query("DELETE FROM life WHERE document_id = ?").with(document_id).run();
  // Out of the way first: two versions must not have the same ordinal, not even for a moment.
  db_.query("UPDATE version SET ordinal = -1 - ordinal WHERE document_id = ?").with(document_id).run();
  auto& living = of(document_id);
  living.texts.clear();
  living.fresh.clear();
  living.ended.clear();
  living.to_end.clear();
  auto renumber = db_.query("UPDATE version SET ordinal = ? WHERE id = ?");
  for (std::uint32_t ordinal = 0; ordinal < places.size(); ++ordinal) {
    auto const& place = places[ordinal];
    renumber.with(ordinal, place.id).run();
    std::vector<std::int64_t> texts;
    if (place.layout) texts = distinct_texts(read_layout(db_, *place.layout).occurrences);
    advance(document_id, ordinal, std::move(texts));
  }
  living.versions = static_cast<std::int64_t>(places.size());
  if (!places.empty()) living.newest = {places.back().date, places.back().archive_id};
}

}  // namespace smallprint::index
