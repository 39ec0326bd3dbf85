#pragma once  // only sqlite_store.cpp and store_find.cpp include this
#include "index/schema.hpp"
#include "index/store.hpp"

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace smallprint::index {

/// Store over SQLite. Members that give no Result throw Failure when the file is damaged.
class SqliteStore final : public Store {
 public:
  explicit SqliteStore(std::unique_ptr<Connection> connection)
      : connection_(std::move(connection)), db_(connection_->db) {}

  [[nodiscard]] bool complete() override;
  [[nodiscard]] Counts counts() override;
  [[nodiscard]] std::vector<Document> documents() override;
  [[nodiscard]] std::vector<Current> current(std::string_view as_of) override;
  [[nodiscard]] std::vector<Version> versions(std::int64_t document_id) override;
  [[nodiscard]] corpus::Result<std::vector<Occurrence>> occurrences(std::int64_t version_id) override;
  [[nodiscard]] std::vector<StoredText> texts(std::span<std::int64_t const> ids) override;
  [[nodiscard]] corpus::Result<StoredText> text_by_key(std::string_view key_prefix) override;
  [[nodiscard]] std::vector<Life> lives(std::int64_t text_id) override;
  [[nodiscard]] std::vector<std::pair<std::int64_t, Life>> texts_of(std::int64_t document_id) override;
  [[nodiscard]] corpus::Result<std::vector<Hit>> find(std::string_view fts_expression, Scope const& scope,
                                                      std::size_t limit) override;
  [[nodiscard]] corpus::Result<std::int64_t> count(std::string_view fts_expression) override;
  [[nodiscard]] corpus::Result<std::vector<Stay>> find_ever(std::string_view fts_expression,
                                                            std::span<std::int64_t const> documents,
                                                            std::size_t limit) override;
  [[nodiscard]] std::string snippet(std::string_view fts_expression, std::int64_t text_id, std::string_view open,
                                    std::string_view close) override;

 private:
  std::optional<StoredText> text(std::int64_t id);
  std::string const& label(std::int64_t id);
  /// Fills the temporary table `scope` with the versions in force at `as_of`, unless it holds them.
  void set_scope(std::string const& as_of);

  std::unique_ptr<Connection> connection_;
  Database& db_;
  std::unordered_map<std::int64_t, std::string> labels_;
  struct {
    bool exists = false;     ///< the temporary table
    std::int64_t data = -1;  ///< PRAGMA data_version it was filled at: another writer raises it
    std::string as_of;
  } scope_;
  Counts counts_;
  std::int64_t counted_ = -1;  ///< PRAGMA data_version they were taken at
};

/// The greatest date that `as_of` includes: a day includes its hours, an empty one everything.
[[nodiscard]] std::string last_moment(std::string_view as_of);

}  // namespace smallprint::index
