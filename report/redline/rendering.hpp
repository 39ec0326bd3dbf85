#pragma once
#include "report/redline/rows.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::report {

/// The rows of a page and what its parts need of them.
struct Redline {
  Comparison const& comparison;
  query::ChangeClass least;
  std::vector<RedlineRow> rows;
  std::vector<RedlineLine> lines;
  std::vector<std::size_t> next, previous;          ///< row of the nearest change that weighs as much; `none`
  std::vector<std::string> old_anchor, new_anchor;  ///< of the clauses of the versions; empty where none shows it

  std::string own_language;  ///< attributes of what the page says in the midst of a document in another language

  static constexpr std::size_t none = SIZE_MAX;
  Redline(Comparison const& c, query::ChangeClass least_shown);

  [[nodiscard]] query::ClauseChange const& change_of(RedlineRow const& row) const {
    return comparison.diff.changes[row.change];
  }
  /// False where a capture holds no document, so that nothing was aligned.
  [[nodiscard]] bool compared() const;
};

/// All classes, the weightiest first.
constexpr std::array<query::ChangeClass, 6> by_weight{
    query::ChangeClass::substantive,          query::ChangeClass::editorial,
    query::ChangeClass::boilerplate,          query::ChangeClass::moved,
    query::ChangeClass::date_or_version_only, query::ChangeClass::identical_text};

/// A name as people write it: "date-or-version-only" is "Date or version only".
[[nodiscard]] std::string sentence(std::string_view name);
[[nodiscard]] std::string class_title(query::ChangeClass change_class);
/// "more restrictive"
[[nodiscard]] std::string direction_words(query::Direction direction);
/// Titles of topics, as they are known.
[[nodiscard]] std::string topic_titles(Comparison const& comparison, std::vector<std::string> const& ids);
/// Labels of clauses, each once: "3.2, 3.3".
[[nodiscard]] std::string label_list(query::DiffVersion const& version, std::vector<std::uint32_t> const& at);
/// Label before and after with an arrow, where they differ; HTML.
[[nodiscard]] std::string label_html(Redline const& redline, RedlineRow const& row);
/// What became of a clause, as text: "reworded", "moved and reworded", "split into 2".
[[nodiscard]] std::string relation_words(query::ClauseChange const& change);
/// The beginning of a text as far as whole words go, at most `most` bytes and an ellipsis.
[[nodiscard]] std::string excerpt(std::string_view text, std::size_t most);
/// "1 clause", "12 clauses"
[[nodiscard]] std::string counted(std::size_t n, std::string_view one, std::string_view many);

/// One row. \param again  the row above shows the same label
[[nodiscard]] std::string row_html(Redline const& redline, std::size_t row, bool again);
/// The document with its changes.
[[nodiscard]] std::string document_html(Redline const& redline);
/// What stands above: names, class, answers, contents.
[[nodiscard]] std::string summary_html(Redline const& redline);
[[nodiscard]] std::string answers_html(Redline const& redline);
/// The choice of view and classes.
[[nodiscard]] std::string controls_html(Redline const& redline);
/// The page's rules.
[[nodiscard]] std::string redline_style();

}  // namespace smallprint::report
