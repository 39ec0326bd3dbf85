// Other programs read the index with SQL: the sqlite3 shell with the tokenizer loaded.
#include "small_index.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

using namespace smallprint;
using namespace smallprint::test;

namespace {

std::string const extension = SMALLPRINT_BINARY_DIR "/smallprint_tokenizer";

std::string shell(std::filesystem::path const& file, std::string const& sql) {
  auto const script = file.parent_path() / "script.sql";
  if (FILE* out = std::fopen(script.c_str(), "w")) {
    std::fputs(sql.c_str(), out);
    std::fclose(out);
  }
  auto const command = "sqlite3 -batch -readonly '" + file.string() + "' < '" + script.string() + "' 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  std::array<char, 4096> buffer{};
  while (auto const got = std::fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), got);
  pclose(pipe);
  return out;
}

}  // namespace

TEST_CASE("the sqlite3 shell searches with the loaded tokenizer", "[index]") {
  if (std::system("sqlite3 -version > /dev/null 2>&1") != 0) SKIP("the sqlite3 program is not installed");
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  SKIP("a shell without the sanitizer cannot load an extension with it");
#endif
  if (!std::filesystem::exists(extension + ".so"))
    SKIP("smallprint_tokenizer.so was not built: ninja smallprint_tokenizer");
  Folder folder;
  {
    Writer w(folder.file());
    w.language = "fr";
    auto const french = w.text("Les utilisateurs peuvent résilier.");
    w.language = "en";
    w.place(acme, "2024-01-01T00:00:00Z", {w.text("You may not share outputs.", {}, "Sharing", "Rules:"), french});
    w.builder->finish().value();
  }
  auto const load = ".load " + extension + "\n";
  CHECK(shell(folder.file(), load + "SELECT rowid FROM clause_fts WHERE clause_fts MATCH 'sharing';") == "2\n");
  CHECK(shell(folder.file(), load + "SELECT rowid FROM clause_fts WHERE clause_fts MATCH 'utilisateur';") == "1\n");
  CHECK(shell(folder.file(), load + "SELECT snippet(clause_fts, 0, '[', ']', '', 9) FROM clause_fts('\"=share\"');") ==
        "You may not [share] outputs.\n");
  CHECK(shell(folder.file(), load + "SELECT c.heading, c.authority FROM clause_fts f JOIN current_clauses c "
                                    "ON c.clause_text_id = f.rowid WHERE clause_fts MATCH 'output' ORDER BY rank;")
            .find("Acme AI") != std::string::npos);
  CHECK(shell(folder.file(), load + "SELECT smallprint_tokenizer();") == "en fr\n");
  // The views need no extension.
  CHECK(shell(folder.file(),
              "SELECT heading || '|' || lead_in || '|' || text FROM current_clauses WHERE language = 'en';") ==
        "Sharing|Rules:|You may not share outputs.\n");
  CHECK(shell(folder.file(), "SELECT count(*) FROM clause_fts WHERE clause_fts MATCH 'x';").find("no such tokenizer") !=
        std::string::npos);
}
