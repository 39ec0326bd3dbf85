#pragma once
#include "corpus/change_rule_file.hpp"
#include "query/changes/document_diff.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace smallprint::query {

/// A defined term that a version calls otherwise than the one before, wherever it speaks of it.
struct Rename {
  std::string from, to;     ///< as first written
  std::size_t changes = 0;  ///< clause changes in which one stands for the other
};

/// Terms that were given another name: in at least three changes one stands for the other, each is set in quotation
/// marks somewhere in its version, as contracts define terms, and the new version has the old one no more. Names of
/// places and companies are no defined terms, so that another governing law is none.
///
/// \param old_words, new_words  of all clauses of each version
[[nodiscard]] std::vector<Rename> find_renames(std::vector<ClauseChange> const& changes,
                                               std::span<std::vector<RedlineToken> const* const> old_words,
                                               std::span<std::vector<RedlineToken> const* const> new_words);

/// Whether a change's words differ by nothing but these, and words that alter nothing by themselves.
/// \returns the rename by which it does, or nullptr
[[nodiscard]] Rename const* only_renamed(ClauseChange const& change, std::vector<Rename> const& renames,
                                         corpus::ChangeRules const& rules);

}  // namespace smallprint::query
