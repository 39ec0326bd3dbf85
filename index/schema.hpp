#pragma once
#include "index/fts_tokenizer.hpp"
#include "index/sqlite.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

/// The tables and how a file that holds them is told from others.
namespace smallprint::index {

/// "SPIX" in a file's header: `file` and other tools show it.
inline constexpr std::int64_t application_id = 0x53504958;
/// Raised whenever schema.sql, the terms of the tokenizer or the bytes of a layout change.
inline constexpr std::int64_t schema_version = 2;

/// How much a match in each column counts. Headings name what a clause is about, so they weigh more
/// than lead-ins, which many items of a list share.
inline constexpr double text_weight = 1.0;
inline constexpr double lead_in_weight = 0.5;
inline constexpr double heading_weight = 0.7;

[[nodiscard]] std::string_view schema_sql();

/// A connection that knows the tokenizer.
struct Connection {
  TokenizerLanguages languages;  // before db: the tokenizer points here until db is closed
  Database db;
  Connection(std::filesystem::path const& file, Database::Mode mode);
};

/// \throws Failure  not_found, schema or io, as open_store() promises
[[nodiscard]] std::unique_ptr<Connection> connect_for_reading(std::filesystem::path const& file);
/// Makes the tables where the file is new. \throws Failure
[[nodiscard]] std::unique_ptr<Connection> connect_for_writing(std::filesystem::path const& file, bool fresh);

/// Names in table `property`.
inline constexpr std::string_view state_property = "state";
inline constexpr std::string_view state_loading = "loading";  ///< between the first commit of a load and its finish()
inline constexpr std::string_view state_complete = "complete";

}  // namespace smallprint::index
