#pragma once
#include "corpus/source.hpp"
#include "query/changes/recorded_changes.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::query {

/// What became of a clause in a version.
struct ClauseStep {
  enum class Kind : std::uint8_t {
    first,    ///< the clause is new
    changed,  ///< see `change`
    gone,     ///< no clause of this version continues it
    back      ///< it stands there again, word for word
  } kind{};
  std::string date;   ///< of the version
  std::string label;  ///< in this version, or, where it is gone, in the one before
  std::string key;    ///< of its clause text: `smallprint show KEY`
  std::string text;   ///< empty where it is gone
  ClauseChange change;
};

/// A clause from its first day on, through rewording, renumbering and moves.
///
/// Its id is the key of its first clause text; where several clauses of the document began with the same text, ".2",
/// ".3" ... in the order of their first days and places. So it stays the same when versions are added, and anybody who
/// has the same history makes the same ids. Of a clause that is split the longest part goes on, of several that are
/// merged the longest one; the other parts are new clauses, the other clauses are gone.
struct ClauseLife {
  std::string id;
  corpus::Source source;
  std::vector<ClauseStep> steps;  ///< oldest first
  bool in_force = false;          ///< it stands in the newest version that holds the document
};

/// The clauses that at any time had a text, in every document that has it, by document and first day.
///
/// \param id  a clause's id, or the key of any of its texts, or a beginning of one (8 digits or more), as
///   Store::text_by_key() takes it
/// \retval Errc::not_found, Errc::syntax  no such text; any error of the store
[[nodiscard]] corpus::Result<std::vector<ClauseLife>> clause_history(index::Store& store, Differ& differ,
                                                                     std::string_view id);

}  // namespace smallprint::query
