#pragma once
#include "ingest/archive.hpp"
#include "ingest/sqlite.hpp"
#include "ingest/text_store.hpp"

#include <map>
#include <utility>

/// What add() does within a unit: is it new, and then the rows of a version and its check, sealed.
/// Only archive.cpp uses it.
namespace smallprint::ingest {

class ArchiveWriter {
 public:
  /// Both are kept by reference.
  /// \param has_exchanges  as ArchiveFile's
  [[nodiscard]] static corpus::Result<ArchiveWriter> open(sqlite::Database& database, TextStore& texts,
                                                          bool has_exchanges);

  [[nodiscard]] corpus::Result<bool> add(NewVersion const& version);
  [[nodiscard]] corpus::Result<void> add_check(corpus::Source const& source, Check const& check);
  [[nodiscard]] corpus::Result<Recorded> record(FetchedCheck const& check);
  [[nodiscard]] corpus::Result<void> mark_imported(std::string_view repository, std::string_view commit);
  /// Drops the ids that are remembered: after a rollback they may be given anew.
  void forget() noexcept;

 private:
  using Statement = sqlite::Statement;
  // End of a table: what the next row's id and seal follow from.
  struct LastRow {
    std::int64_t id = 0;
    std::string seal;
  };
  // The version that a new one is compared with.
  struct Before {
    std::optional<std::int64_t> id;    // none: the source has no version yet
    std::optional<std::int64_t> text;  // none: the document had ended
  };
  // A repository's id, and the place it was first imported from.
  using Repository = std::pair<std::int64_t, std::string>;

  ArchiveWriter(sqlite::Database& database, TextStore& texts) : database_(&database), texts_(&texts) {}
  corpus::Result<std::int64_t> source_id(corpus::Source const& source);
  corpus::Result<Repository> repository_id(std::string const& root, std::string const& location);
  corpus::Result<Before> before(Statement& started);
  corpus::Result<bool> is_known(NewVersion const& version, std::int64_t source, std::int64_t repository,
                                std::optional<std::int64_t> text);
  corpus::Result<std::int64_t> put_version(NewVersion const& version, std::int64_t source, Repository const& repository,
                                           std::optional<std::int64_t> text, std::string_view sha256);
  corpus::Result<void> add_check(std::int64_t source_id, corpus::Source const& source, Check const& check);
  corpus::Result<std::int64_t> put_check(std::int64_t source_id, corpus::Source const& source, Check const& check);
  corpus::Result<Recorded> record_text(FetchedCheck const& check, std::int64_t source);
  corpus::Result<bool> same_bodies(FetchedCheck const& check, std::int64_t source);
  corpus::Result<void> put_exchange(std::int64_t source, std::int64_t check, PageExchange const& exchange);
  corpus::Result<LastRow> last_row(Statement& statement);

  sqlite::Database* database_;
  TextStore* texts_;
  std::map<corpus::Source, std::int64_t> sources_;
  std::map<std::pair<std::string, std::string>, Repository> repositories_;
  Statement find_source_, add_source_, find_repository_, add_repository_, known_commit_, newest_in_, newest_at_,
      same_at_, newest_, add_version_, add_check_row_, same_check_, last_version_, last_check_, mark_;
  Statement add_exchange_, last_exchange_, newest_body_;  // not open without exchanges
};

}  // namespace smallprint::ingest
