#pragma once  // only the .cpp files of this stage (and its tests) include this
#include "corpus/error.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

/// SQLite with its handles owned, its statements kept, and its failures thrown. What is thrown stays
/// inside the stage where a door function gives a Result: attempt() catches it there.
namespace smallprint::index {

/// A failure of the engine, in words for people.
class Failure : public std::runtime_error {
 public:
  /// \param code  what SQLite gave; 0 when it was not the engine that found the fault
  explicit Failure(corpus::Error e, int code = 0)
      : std::runtime_error(e.source + ": " + e.message), error(std::move(e)), primary_code(code & 0xFF) {}
  corpus::Error error;
  int primary_code;
};

/// Runs `work`; a Failure becomes the Result's error.
template <class Work>
auto attempt(Work&& work) -> corpus::Result<decltype(work())> {
  try {
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      return {};
    } else {
      return work();
    }
  } catch (Failure const& failure) {
    return failure.error;
  }
}

/// Bytes to be bound as a BLOB.
struct Blob {
  std::string_view bytes;
};

/// A prepared statement on loan: given back, reset and without values, at the end of its life.
class Query {
 public:
  ~Query();
  Query(Query&& other) noexcept;
  Query(Query const&) = delete;
  Query& operator=(Query const&) = delete;
  Query& operator=(Query&&) = delete;

  /// Binds parameters 1, 2, ... in order and starts anew. Values are copied.
  template <class... Values>
  Query& with(Values const&... values) {
    reset();
    int at = 0;
    (bind(++at, values), ...);
    return *this;
  }
  Query& bind(int at, std::int64_t value);
  Query& bind(int at, int value) { return bind(at, std::int64_t{value}); }
  Query& bind(int at, std::uint32_t value) { return bind(at, std::int64_t{value}); }
  Query& bind(int at, bool value) { return bind(at, std::int64_t{value ? 1 : 0}); }
  Query& bind(int at, std::string_view text);
  Query& bind(int at, std::string const& text) { return bind(at, std::string_view(text)); }
  Query& bind(int at, char const* text) { return bind(at, std::string_view(text)); }
  Query& bind(int at, Blob blob);
  Query& bind(int at, std::nullptr_t);

  /// The next row. \returns false after the last one
  bool step();
  /// To the end, rows ignored.
  void run();
  /// Back before the first row; keeps values.
  void reset();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  /// Valid until the next step(). Serves TEXT and BLOB.
  [[nodiscard]] std::string_view bytes(int column) const;
  [[nodiscard]] std::string text(int column) const { return std::string(bytes(column)); }
  [[nodiscard]] bool null(int column) const;

 private:
  friend class Database;
  using Idle = std::vector<sqlite3_stmt*>;
  Query(class Database& db, Idle& idle, sqlite3_stmt* statement);
  class Database* db_;
  Idle* idle_;  // where the statement goes back to
  sqlite3_stmt* statement_;
};

/// An open connection.
class Database {
 public:
  enum class Mode : std::uint8_t {
    read,   ///< must exist; falls back to reading a quiet file in a folder that cannot be written
    write,  ///< must exist
    create  ///< made when missing
  };
  /// \throws Failure
  Database(std::filesystem::path const& file, Mode mode);
  ~Database();
  Database(Database const&) = delete;
  Database& operator=(Database const&) = delete;

  /// Several statements, no parameters.
  void exec(std::string const& sql);
  /// A statement for this very text, prepared at most once per use at the same time.
  [[nodiscard]] Query query(std::string_view sql);
  /// First column of the first row. \pre there is one
  [[nodiscard]] std::int64_t integer(std::string_view sql);
  [[nodiscard]] std::int64_t last_id() const;
  [[nodiscard]] std::string const& file() const { return file_; }
  [[nodiscard]] sqlite3* handle() const { return db_; }

  /// The error for a result code of the engine, with what the user can do about it.
  [[nodiscard]] corpus::Error error(int code) const;

 private:
  sqlite3* db_ = nullptr;
  std::string file_;
  struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;  // to look a text up without making a string of it
  };
  std::unordered_map<std::string, Query::Idle, TextHash, std::equal_to<>> statements_;  // idle ones by their text
};

}  // namespace smallprint::index
