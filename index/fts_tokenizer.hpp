#pragma once
#include <string>
#include <vector>

struct sqlite3;

/// Makes the tokenizer known to SQLite's FTS5 as `smallprint`.
namespace smallprint::index {

/// What the tokenizer of a connection goes by. FTS5 hands it neither the row nor its language.
struct TokenizerLanguages {
  std::string document = "en";           ///< of the text that is stored next; set before each INSERT
  std::vector<std::string> query{"en"};  ///< of the texts in the index

  /// Takes `query` from the table `language`; keeps it where there is none.
  void refresh(sqlite3* db);
};

/// \param languages  must outlive the connection
/// \returns an SQLite result code; SQLITE_ERROR when the library has no FTS5
[[nodiscard]] int register_tokenizer(sqlite3* db, TokenizerLanguages* languages);

}  // namespace smallprint::index
