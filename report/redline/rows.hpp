#pragma once
#include "report/differences.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::report {

/// A clause or a remark where the page shows it.
struct RedlineRow {
  enum class Kind : std::uint8_t {
    same,     ///< a clause that both versions have
    change,   ///< a clause that differs
    heading,  ///< the headings over the next clause differ
    was_here  ///< a clause that moved stood here
  } kind{};
  std::size_t change = 0;                    ///< in DocumentDiff::changes; not of `same`
  std::vector<std::uint32_t> before, after;  ///< clauses of the versions
  std::string_view path;                     ///< headings that the row stands under, joined by " > "; of the old
                                             ///< version where the new one has no such clause
  bool elsewhere = false;                    ///< the new version has none of these headings here

  /// What links lead to: "change-7", "was-7", "clause-12".
  [[nodiscard]] std::string anchor() const;
};

/// The new version whole, in its order, with what was removed or moved away where it stood.
[[nodiscard]] std::vector<RedlineRow> redline_rows(Comparison const& comparison);

/// What the page prints one after the other: a heading, or a row.
struct RedlineLine {
  std::size_t row = 0;  ///< in the rows; of a heading, the first row under it
  std::string_view heading;
  std::size_t depth = 0;  ///< of a heading from 1 on, 0 for a row
  bool folded = false;    ///< belongs to a run that the reader opens to see
};

/// Rows with their headings. Runs of rows that are not worth a look are folded: a row before and after a change, and
/// all headings that what is shown stands under, stay outside. \param least  class from which a change is worth one
[[nodiscard]] std::vector<RedlineLine> redline_lines(Comparison const& comparison, std::vector<RedlineRow> const& rows,
                                                     query::ChangeClass least);

}  // namespace smallprint::report
