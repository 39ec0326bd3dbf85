#pragma once
#include "corpus/error.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

/// The archive's view of SQLite: handles that close themselves, bound parameters, errors that name
/// the file. Only sqlite.cpp includes sqlite3.h. Not thread-safe.
namespace smallprint::ingest::sqlite {

struct Blob {
  std::string_view bytes;
};

/// A prepared statement, used again and again: start(), then next() until it gives false.
class Statement {
 public:
  /// Resets, then binds every parameter in order. Arguments are copied.
  template <class... Args>
  Statement& start(Args const&... args) {
    reset();
    [[maybe_unused]] int index = 0;
    (bind(++index, args), ...);
    return *this;
  }
  /// \returns true when there is a row. After false or an error the statement is reset.
  [[nodiscard]] corpus::Result<bool> next();
  /// For statements without rows.
  [[nodiscard]] corpus::Result<void> finish();
  void reset() noexcept;

  /// Columns of the current row, from 0. Views live until the next call to next(), start() or reset().
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string_view blob(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  void bind(int index, std::int64_t value);
  void bind(int index, std::optional<std::int64_t> value);
  void bind(int index, std::string_view text);
  void bind(int index, Blob blob);

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::string file_;
};

class Database {
 public:
  enum class Mode : std::uint8_t {
    read_only,  ///< also where the folder cannot be written to
    write,
    create
  };
  /// Nothing of the file is read yet, but for its permissions.
  [[nodiscard]] static corpus::Result<Database> open(std::filesystem::path const& file, Mode mode);

  /// Runs fixed SQL; never text from outside.
  [[nodiscard]] corpus::Result<void> run(char const* sql);
  [[nodiscard]] corpus::Result<Statement> prepare(std::string_view sql);
  /// The first column of the first row, 0 without one.
  [[nodiscard]] corpus::Result<std::int64_t> integer(std::string_view sql);
  [[nodiscard]] std::int64_t last_id() const;
  [[nodiscard]] bool in_transaction() const;

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> database_;
  std::string file_;
};

}  // namespace smallprint::ingest::sqlite
