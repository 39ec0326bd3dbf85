// The tokenizer as a loadable extension: `.load ./smallprint_tokenizer` in the sqlite3 shell.
#include "index/fts_tokenizer.hpp"

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1

#include <memory>
#include <new>

/// SQLite finds it by the file's name. Languages are those of the index that is open then.
extern "C" __attribute__((visibility("default"))) int sqlite3_smallprinttokenizer_init(
    sqlite3* db, char** message, sqlite3_api_routines const* api) {
  SQLITE_EXTENSION_INIT2(api);
  using smallprint::index::TokenizerLanguages;
  std::unique_ptr<TokenizerLanguages> languages(new (std::nothrow) TokenizerLanguages);
  if (!languages) return SQLITE_NOMEM;
  languages->refresh(db);
  int const code = smallprint::index::register_tokenizer(db, languages.get());
  if (code != SQLITE_OK) {
    *message = sqlite3_mprintf("smallprint: this SQLite was built without FTS5");
    return code;
  }
  // Lives as long as the connection: a function's destructor is the only hook for that.
  return sqlite3_create_function_v2(
      db, "smallprint_tokenizer", 0, SQLITE_UTF8, languages.release(),
      [](sqlite3_context* context, int, sqlite3_value**) {
        auto const* known = static_cast<TokenizerLanguages*>(sqlite3_user_data(context));
        std::string list;
        for (auto const& tag : known->query) list += (list.empty() ? "" : " ") + tag;
        sqlite3_result_text(context, list.c_str(), static_cast<int>(list.size()), SQLITE_TRANSIENT);
      },
      nullptr, nullptr, [](void* owned) { delete static_cast<TokenizerLanguages*>(owned); });
}
