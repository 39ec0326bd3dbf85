// The page about the archive names every table and column that there is.
#include "tests/ingest/workbench.hpp"

#include <sqlite3.h>
#include <catch2/catch_test_macros.hpp>

using namespace smallprint;

TEST_CASE("docs/archive.md names every table and column", "[ingest][docs]") {
  test::Folder folder;
  test::archive(folder / "archive.db");
  auto const page = test::read(fs::path(SMALLPRINT_SOURCE_DIR) / "docs" / "archive.md");
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open((folder / "archive.db").c_str(), &db) == SQLITE_OK);
  sqlite3_stmt* rows = nullptr;
  REQUIRE(sqlite3_prepare_v2(db,
                             "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c"
                             " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'",
                             -1, &rows, nullptr) == SQLITE_OK);
  int columns = 0;
  while (sqlite3_step(rows) == SQLITE_ROW) {
    auto const text = [&](int column) {
      return std::string(reinterpret_cast<char const*>(sqlite3_column_text(rows, column)));
    };
    INFO(text(0) << "." << text(1));
    auto const begin = page.find("\n**" + text(0) + "**");
    REQUIRE(begin != std::string::npos);
    auto const section = page.substr(begin, page.find("\n**", begin + 1) - begin);
    CHECK(section.find("`" + text(1) + "`") != std::string::npos);
    ++columns;
  }
  sqlite3_finalize(rows);
  sqlite3_close(db);
  CHECK(columns > 25);
}
