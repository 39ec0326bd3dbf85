#pragma once
#include "corpus/change_class.hpp"
#include "corpus/change_rule_file.hpp"
#include "corpus/lexicon_file.hpp"
#include "corpus/topic_file.hpp"
#include "query/changes/alignment.hpp"
#include "query/changes/redline.hpp"
#include "query/clause_reader.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace smallprint::query {

using corpus::change_class_from;
using corpus::ChangeClass;
using corpus::to_string;

/// As the user sees it.
enum class Direction : std::uint8_t { neutral, more_restrictive, less_restrictive };
[[nodiscard]] std::string_view to_string(Direction);

/// A clause where it stands in a version that is compared.
struct DiffClause {
  std::string label;
  std::int64_t text_id = 0;  ///< the same for the same words, heading and lead-in, on both sides
  corpus::Span raw;          ///< bytes of the version's text
  bool link = false;         ///< it is one link and nothing else
};
/// A clause as the index has it.
[[nodiscard]] DiffClause diff_clause(index::Occurrence const& occurrence);

/// Which side of a comparison lacks a part, or all, of the document because of its capture.
enum class Lacking : std::uint8_t { neither, before, after };

/// One side of a comparison.
struct DiffVersion {
  std::vector<DiffClause> clauses;
  corpus::Capture capture = corpus::Capture::document;
};

/// One difference. Indices into the versions' clauses.
struct ClauseChange {
  ChangeClass change_class{};
  Relation relation{};
  std::string reason;  ///< why this class, in a few words
  std::vector<std::uint32_t> before, after;
  std::string old_text, new_text;      ///< of several clauses joined by a line end; empty where there is none
  std::vector<RedlinePart> redline;    ///< from old_text to new_text
  std::vector<std::string> topics;     ///< ids of topics whose reading differs, and subjects, sorted
  std::vector<std::string> read;       ///< ids of topics that read something from either side, sorted
  std::vector<std::string> substance;  ///< what changed of what it states: "user: prohibition added"
  Direction direction = Direction::neutral;
  bool of_heading = false;  ///< the texts are heading paths, of the clauses from `before` and `after` on
};

struct DocumentDiff {
  ChangeClass change_class = ChangeClass::identical_text;
  std::string reason;
  std::vector<ClauseChange> changes;  ///< in the order of the new version
  std::map<ChangeClass, std::size_t> counts;
  Direction direction = Direction::neutral;
  bool date_changed = false;   ///< of what the document says of its own date
  bool silent_change = false;  ///< words changed that matter, and the document's own date did not, though it has one
  bool gave_up = false;        ///< see ClauseAlignment
  bool shows_error = false;    ///< what is lacking is told by an error on the page
  Lacking lacking{};           ///< then the class is boilerplate, since nothing can be said
};

/// How much a comparison works out.
enum class Depth : std::uint8_t {
  whole,
  classes  ///< topics, substance and direction are left out, which is several times as fast
};

/// Compares versions; remembers what it made of each distinct text. Not thread-safe.
class Differ {
 public:
  /// All are kept by reference. \param texts  gives the texts by their ids
  Differ(corpus::Lexicons const& lexicons, corpus::Topics const& topics, corpus::ChangeRules const& rules,
         ClauseReader& texts, Depth depth = Depth::whole);
  ~Differ();

  [[nodiscard]] DocumentDiff compare(DiffVersion const& before, DiffVersion const& after);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace smallprint::query
