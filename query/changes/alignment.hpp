#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace smallprint::query {

/// A clause of one of two versions, as the alignment sees it.
struct Piece {
  std::string_view label;              ///< as printed
  std::uint64_t place = 0;             ///< hash of the heading path and the lead-in
  std::uint64_t same = 0;              ///< hash of the words: equal for equal wording
  std::span<std::uint64_t const> bag;  ///< hashes of the words, folded, sorted; with repeats
};

/// How clauses of the old version correspond with clauses of the new one.
enum class Relation : std::uint8_t {
  unchanged,   ///< the same words under the same label in the same order
  renumbered,  ///< the same words in the same order under another label
  moved,       ///< the same words, or nearly, elsewhere
  reworded,    ///< other words in the same place
  split,       ///< one became several
  merged,      ///< several became one
  added,
  removed
};
[[nodiscard]] std::string_view to_string(Relation);

/// One correspondence. Indices into the versions' pieces, ascending; one of each but for split, merged, added, removed.
struct Correspondence {
  Relation relation{};
  std::vector<std::uint32_t> before;
  std::vector<std::uint32_t> after;
  double similarity = 1;  ///< 0..1: share of the words' weight that both sides have
  [[nodiscard]] bool same_words() const { return similarity >= 1; }
};

struct ClauseAlignment {
  std::vector<Correspondence> pairs;  ///< in the order of the new version, what is removed where it stood
  bool gave_up = false;               ///< too much was changed to look for rewordings everywhere; see Limits
};

struct AlignmentLimits {
  std::size_t gap_cells = 4'000'000;     ///< pairs of clauses that are compared in one gap between unchanged ones
  std::size_t total_cells = 16'000'000;  ///< and in all gaps of two versions
};

/// Aligns the clauses of two versions.
///
/// First by identity: the longest chain of equal wordings that both versions have in the same order, found from
/// wordings that each has once (patience; B. Cohen) and filled in between. Equal wordings outside it have moved.
/// Then by similarity and neighbourhood: what is left between two links of the chain is aligned in order so that the
/// weight of common words is the greatest (Needleman and Wunsch 1970); a word weighs the more the fewer clauses hold
/// it. Then a clause that is held by several neighbours together is split or merged; and what is left anywhere is
/// paired where it is nearly the same.
///
/// Deterministic. Costs about the number of clauses, plus the product of changed ones within each gap up to `limits`;
/// beyond, a gap's
/// clauses are paired by the rare words that they share, and `gave_up` says so.
[[nodiscard]] ClauseAlignment align_clauses(std::span<Piece const> before, std::span<Piece const> after,
                                            AlignmentLimits const& limits = {});

}  // namespace smallprint::query
