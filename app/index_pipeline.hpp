#pragma once
#include "corpus/lexicon_file.hpp"
#include "index/store.hpp"
#include "ingest/archive.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace smallprint::app {

struct IndexProgress {
  std::int64_t done = 0;  ///< versions
  std::int64_t total = 0;
  std::int64_t bytes = 0;  ///< of text read
};

struct IndexOptions {
  unsigned threads = 0;                                ///< that parse; 0: one per core
  std::function<void(IndexProgress const&)> progress;  ///< called per version; must be cheap
  std::function<bool()> interrupted;                   ///< true stops after the last whole version
};

struct IndexReport {
  std::int64_t versions = 0;  ///< added to the index
  std::int64_t texts = 0;     ///< distinct clause texts added
  std::int64_t clauses = 0;   ///< in the added versions
  std::int64_t bytes = 0;
  std::map<std::string, std::int64_t> unsupported;   ///< language -> versions without provisions
  std::map<std::string, std::int64_t> not_captured;  ///< "error page" -> versions
  std::vector<corpus::Error> failed;                 ///< versions that could not be read, with their place
  bool interrupted = false;
};

/// Brings the index up to the archive: every version that it does not have yet is parsed, its distinct
/// clause texts are read for provisions once, and all is added in the archive's order, so that the
/// same archive always gives the same index.
///
/// Versions are parsed by worker threads, a bounded number ahead (about 60 MB); one thread writes.
/// Commits every few hundred versions: interrupted or killed, the next call goes on from there.
/// A version that cannot be parsed is recorded as not captured and named in `failed`.
/// \retval Errc::io, Errc::schema  the archive or the index failed; what was committed stays
[[nodiscard]] corpus::Result<IndexReport> update_index(ingest::Archive& archive, index::Builder& builder,
                                                       corpus::Lexicons const& lexicons, IndexOptions const& options);

}  // namespace smallprint::app
