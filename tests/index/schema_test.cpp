#include "index/schema.hpp"

#include "small_index.hpp"

#include <fstream>
#include <iterator>
#include <set>

using namespace smallprint;
using namespace smallprint::test;

namespace {

/// What stands between backquotes or in bold.
std::set<std::string> names_in(std::string const& page) {
  std::set<std::string> out;
  for (std::string const mark : {"`", "**"}) {
    for (auto at = page.find(mark); at != std::string::npos;) {
      auto const begin = at + mark.size();
      auto const end = page.find(mark, begin);
      if (end == std::string::npos) break;
      out.insert(page.substr(begin, end - begin));
      at = page.find(mark, end + mark.size());
    }
  }
  return out;
}

}  // namespace

TEST_CASE("docs/schema.md names every table, view and column", "[index]") {
  std::ifstream in(SMALLPRINT_SOURCE_DIR "/docs/schema.md");
  REQUIRE(in);
  std::string page((std::istreambuf_iterator<char>(in)), {});
  // A fence of three backquotes would turn inside and outside round.
  for (auto at = page.find("```"); at != std::string::npos; at = page.find("```")) {
    auto const end = page.find("```", at + 3);
    REQUIRE(end != std::string::npos);
    page.erase(at, end + 3 - at);
  }
  auto const names = names_in(page);
  Folder folder;
  auto const connection = index::connect_for_writing(folder.file(), false);
  auto tables = connection->db.query(
      "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'");
  int seen = 0;
  while (tables.step()) {
    auto const table = tables.text(0);
    CAPTURE(table);
    CHECK(names.count(table) == 1);
    ++seen;
    if (table.rfind("clause_fts_", 0) == 0 && table != "clause_fts_content") continue;  // FTS5's own
    auto columns = connection->db.query("SELECT name FROM pragma_table_info(?)");
    columns.with(table);
    while (columns.step()) {
      auto const column = columns.text(0);
      CAPTURE(column);
      CHECK(names.count(column) == 1);
    }
  }
  CHECK(seen > 20);
}

TEST_CASE("every view gives rows that a person can read", "[index]") {
  Folder folder;
  {
    Writer w(folder.file());
    corpus::Provision p;
    p.modality = corpus::Modality::prohibition;
    p.bearer = corpus::Bearer::user;
    p.subject = {corpus::Field::lead_in, {0, 3}};
    p.cue = {corpus::Field::lead_in, {4, 11}};
    p.act = {corpus::Field::text, {0, 14}};
    p.object = {corpus::Field::text, {6, 14}};
    p.sentence = {corpus::Field::text, {0, 40}};
    p.qualifiers.push_back({corpus::Qualifier::Kind::exception, {corpus::Field::text, {15, 39}}});
    p.rule = "may-not";
    auto const ban =
        w.text("share \u00e9l\u00e8ves\u2019 unless we agree in writing.", {p}, "Use > Limits", "You may not:");
    auto const gone = w.text("Gone soon.");
    w.place(acme, "2024-01-01T00:00:00Z", {ban, gone});
    w.place(acme, "2024-02-01T00:00:00Z", {ban});
    w.builder->finish().value();
  }
  index::Database db(folder.file(), index::Database::Mode::read);
  auto const row = [&](std::string const& sql) {
    auto q = db.query(sql);
    std::string out;
    while (q.step()) out += (out.empty() ? "" : "\n") + q.text(0);
    return out;
  };
  CHECK(row("SELECT authority || '|' || heading || '|' || lead_in || '|' || since FROM current_clauses") ==
        "Acme AI|Use > Limits|You may not:|2024-01-01T00:00:00Z");
  CHECK(row("SELECT text || '|' || since || '|' || ended FROM clause_history WHERE ended IS NOT NULL") ==
        "Gone soon.|2024-01-01T00:00:00Z|2024-02-01T00:00:00Z");
  CHECK(row("SELECT authority || '|' || versions || '|' || last_date || '|' || state || '|' || clauses FROM "
            "documents_overview") == "Acme AI|2|2024-02-01T00:00:00Z|document|1");
  CHECK(row("SELECT ordinal || '|' || clauses || '|' || texts_added || '|' || texts_ended FROM versions_overview") ==
        "0|2|2|0\n1|1|0|1");
  CHECK(row("SELECT modality || '|' || bearer || '|' || subject || '|' || cue || '|' || object || '|' || rule FROM "
            "provisions_readable") ==
        "prohibition|user|You|may not|\u00e9l\u00e8ves|may-not");  // eight bytes, six characters
  CHECK(row("SELECT kind || '|' || (length(words) > 5) FROM qualifiers_readable") == "exception|1");
  CHECK(row("SELECT authority || '|' || modality || '|' || substr(qualifiers, 1, 11) FROM current_provisions") ==
        "Acme AI|prohibition|exception: ");
  CHECK(row("PRAGMA foreign_key_check").empty());
  CHECK(row("PRAGMA integrity_check") == "ok");
}
