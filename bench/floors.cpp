#include "bench/floors.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <memory>

namespace smallprint::bench {
namespace {

using Text = std::array<std::string, 3>;  // text, lead-in, heading

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

void check(bool good, sqlite3* db) {
  if (good) return;
  fmt::print(stderr, "bench: {}\n", sqlite3_errmsg(db));
  std::exit(3);
}

Database open(std::filesystem::path const& file, int flags) {
  sqlite3* db = nullptr;
  int const code = sqlite3_open_v2(file.c_str(), &db, flags, nullptr);
  check(code == SQLITE_OK, db);
  return Database(db);
}

Statement prepare(Database const& db, char const* sql) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(db.get(), sql, -1, &statement, nullptr) == SQLITE_OK, db.get());
  return Statement(statement);
}

void execute(Database const& db, char const* sql) {
  check(sqlite3_exec(db.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK, db.get());
}

std::vector<Text> distinct_texts(std::filesystem::path const& index_file) {
  Database const db = open(index_file, SQLITE_OPEN_READONLY);
  Statement const rows = prepare(db,
                                 "SELECT text, lead_in, heading FROM clause_text t"
                                 " JOIN lead_in l ON l.id = t.lead_in_id JOIN heading h ON h.id = t.heading_id");
  std::vector<Text> texts;
  while (sqlite3_step(rows.get()) == SQLITE_ROW) {
    Text& text = texts.emplace_back();
    for (int i = 0; i < 3; ++i) {
      auto const* bytes = static_cast<char const*>(sqlite3_column_blob(rows.get(), i));
      text[static_cast<std::size_t>(i)].assign(bytes == nullptr ? "" : bytes,
                                               static_cast<std::size_t>(sqlite3_column_bytes(rows.get(), i)));
    }
  }
  return texts;
}

}  // namespace

ReadFloor read_blobs(std::filesystem::path const& repository, std::filesystem::path const& scratch) {
  auto const list = scratch / "blobs";
  std::string const git_dir = repository.string();
  std::string const names = output_of({"git", "-C", git_dir, "rev-list", "--objects", "--all", "--no-object-names",
                                       "--filter=object:type=blob", "--filter-provided-objects"});
  std::ofstream(list) << names;
  ReadFloor floor;
  floor.blobs = static_cast<std::size_t>(std::count(names.begin(), names.end(), '\n'));
  floor.usage = run({"git", "-C", git_dir, "cat-file", "--batch"}, list.string());
  return floor;
}

IndexFloor fill_fts(std::filesystem::path const& index_file, std::filesystem::path const& scratch) {
  std::vector<Text> const texts = distinct_texts(index_file);
  auto const file = scratch / "floor.db";
  std::filesystem::remove(file);

  IndexFloor floor;
  floor.texts = texts.size();
  auto const start = std::chrono::steady_clock::now();
  Database const db = open(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  execute(db, "CREATE VIRTUAL TABLE f USING fts5(text, lead_in, heading, tokenize = 'porter unicode61'); BEGIN");
  Statement const insert = prepare(db, "INSERT INTO f VALUES (?1, ?2, ?3)");
  for (Text const& text : texts) {
    for (int i = 0; i < 3; ++i) {
      std::string const& column = text[static_cast<std::size_t>(i)];
      floor.bytes += column.size();
      sqlite3_bind_text(insert.get(), i + 1, column.data(), static_cast<int>(column.size()), SQLITE_STATIC);
    }
    check(sqlite3_step(insert.get()) == SQLITE_DONE, db.get());
    sqlite3_reset(insert.get());
  }
  execute(db, "COMMIT");
  floor.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return floor;
}

}  // namespace smallprint::bench
