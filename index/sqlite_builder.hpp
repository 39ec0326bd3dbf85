#pragma once  // only sqlite_builder.cpp and builder_lives.cpp include this
#include "index/schema.hpp"
#include "index/store.hpp"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace smallprint::index {

/// A clause text's key as a number.
struct KeyBits {
  std::uint64_t high = 0, low = 0;
  bool operator==(KeyBits const&) const = default;
};
struct KeyBitsHash {
  std::size_t operator()(KeyBits const& k) const { return k.low; }  // it is a hash already
};

/// Which texts live in a document. One per document that is being added to.
struct Living {
  /// An ended life that the tables do not have yet.
  struct Ended {
    std::int64_t text = 0;
    std::uint32_t first = 0, last = 0;
  };
  std::int64_t versions = 0;                                   ///< how many are stored
  std::pair<std::string, std::int64_t> newest;                 ///< date and archive id: what versions are ordered by
  std::vector<std::int64_t> texts;                             ///< ids alive in the newest version, sorted
  std::unordered_map<std::int64_t, std::uint32_t> fresh;       ///< of these, by first version, what the tables lack
  std::vector<Ended> ended;                                    ///< since the last flush()
  std::vector<std::pair<std::int64_t, std::uint32_t>> to_end;  ///< lives of the tables that ended: text, last version
};

/// Keeps the lives of clause texts, and writes them from commit to commit: between two full-text inserts
/// an UPDATE would make FTS5 write out the terms that it gathers, and most lives end soon.
class LifeWriter {
 public:
  explicit LifeWriter(Database& db) : db_(db) {}
  /// What is known of a document, read at first use.
  Living& of(std::int64_t document_id);
  /// The next version by date holds these texts: starts and ends lives.
  void advance(std::int64_t document_id, std::uint32_t ordinal, std::vector<std::int64_t> texts);
  /// Orders the versions of a document by date and works its lives out anew.
  void rebuild(std::int64_t document_id);
  /// Writes what changed since the last call into the tables.
  void flush();

 private:
  Database& db_;
  std::unordered_map<std::int64_t, Living> living_;
};

/// Sorted, each once.
[[nodiscard]] std::vector<std::int64_t> distinct_texts(std::span<Occurrence const> occurrences);

}  // namespace smallprint::index
