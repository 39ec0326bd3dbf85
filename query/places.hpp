#pragma once
#include "index/store.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::query {

/// Where clauses stand, and their exact bytes. Keeps what it has read; not thread-safe.
class Places {
 public:
  Places(index::Store& store, corpus::VersionTexts& texts) : store_(store), texts_(texts) {}

  /// The clauses of a version, in document order.
  [[nodiscard]] corpus::Result<std::vector<index::Occurrence> const*> clauses(index::Version const& version);
  /// The first place of a text in a version. \retval Errc::not_found  it does not stand there
  [[nodiscard]] corpus::Result<index::Occurrence const*> first(index::Version const& version, std::int64_t text_id);
  /// The version's bytes at `raw`. \retval Errc::io  the archive cannot give them, or they end before
  [[nodiscard]] corpus::Result<std::string> quote(index::Version const& version, corpus::Span raw);

 private:
  index::Store& store_;
  corpus::VersionTexts& texts_;
  std::map<std::int64_t, std::vector<index::Occurrence>> clauses_;  ///< by version
  std::map<std::string, std::string, std::less<>> versions_;        ///< bytes by sha256
};

/// What a place is called: its label, else the innermost heading of its path, else "".
[[nodiscard]] std::string place_name(std::string const& label, std::string const& heading);

/// "Acme AI, Terms of Service, 3.2(b)", without what is empty.
[[nodiscard]] std::string citation(corpus::Source const& source, std::string const& place);

}  // namespace smallprint::query
