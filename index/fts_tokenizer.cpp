#include "index/fts_tokenizer.hpp"

#include "index/tokenizer.hpp"

#ifdef SMALLPRINT_SQLITE_EXTENSION
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3
#else
#include <sqlite3.h>
#endif

#include <exception>
#include <memory>
#include <string_view>

namespace smallprint::index {
namespace {

/// One tokenizer of one FTS5 table on one connection.
struct Instance {
  TokenizerLanguages* languages;
  Tokenizer tokenizer;
};

using Callback = int (*)(void*, int, char const*, int, int, int);

/// Hands terms on to FTS5.
class Forward final : public TermSink {
 public:
  Forward(void* context, Callback callback) : context_(context), callback_(callback) {}
  bool term(std::string_view term, corpus::Span at, bool again) override {
    code = callback_(context_, again ? FTS5_TOKEN_COLOCATED : 0, term.data(), static_cast<int>(term.size()),
                     static_cast<int>(at.begin), static_cast<int>(at.end));
    return code == SQLITE_OK;
  }
  int code = SQLITE_OK;

 private:
  void* context_;
  Callback callback_;
};

// FTS5 is C: no exception may leave these three.

int create(void* context, char const** /*arguments*/, int count, Fts5Tokenizer** out) {
  if (count > 0) return SQLITE_ERROR;  // takes none
  try {
    auto made = std::make_unique<Instance>();
    made->languages = static_cast<TokenizerLanguages*>(context);
    *out = reinterpret_cast<Fts5Tokenizer*>(made.release());
    return SQLITE_OK;
  } catch (std::exception const&) {
    return SQLITE_NOMEM;
  }
}

void destroy(Fts5Tokenizer* tokenizer) {
  delete reinterpret_cast<Instance*>(tokenizer);
}

int tokenize(Fts5Tokenizer* self, void* context, int flags, char const* bytes, int size, Callback callback) {
  if (bytes == nullptr || size <= 0) return SQLITE_OK;
  try {
    auto& instance = *reinterpret_cast<Instance*>(self);
    std::string_view const text(bytes, static_cast<std::size_t>(size));
    Forward forward(context, callback);
    if ((flags & FTS5_TOKENIZE_QUERY) != 0)
      Tokenizer::query(text, instance.languages->query, (flags & FTS5_TOKENIZE_PREFIX) != 0, forward);
    else if ((flags & FTS5_TOKENIZE_DOCUMENT) != 0)
      instance.tokenizer.document(text, instance.languages->document, forward);
    else
      Tokenizer::places(text, forward);
    return forward.code;
  } catch (std::exception const&) {
    return SQLITE_NOMEM;
  }
}

/// The way to FTS5 that its manual gives, section 7.
fts5_api* fts5_of(sqlite3* db) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, nullptr) != SQLITE_OK) return nullptr;
  sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
  sqlite3_step(statement);
  sqlite3_finalize(statement);
  return api;
}

}  // namespace

void TokenizerLanguages::refresh(sqlite3* db) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, "SELECT tag FROM language ORDER BY tag", -1, &statement, nullptr) != SQLITE_OK) return;
  std::vector<std::string> found;
  while (sqlite3_step(statement) == SQLITE_ROW)
    found.emplace_back(reinterpret_cast<char const*>(sqlite3_column_text(statement, 0)));
  sqlite3_finalize(statement);
  if (!found.empty()) query = std::move(found);
}

int register_tokenizer(sqlite3* db, TokenizerLanguages* languages) {
  auto* const api = fts5_of(db);
  if (api == nullptr || api->iVersion < 2) return SQLITE_ERROR;
  fts5_tokenizer functions{create, destroy, tokenize};
  return api->xCreateTokenizer(api, "smallprint", languages, &functions, nullptr);
}

}  // namespace smallprint::index
