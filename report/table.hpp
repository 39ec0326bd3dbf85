#pragma once
#include "report/style.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::report {

/// Columns that a terminal gives the text (UAX #11: wide and fullwidth characters take two, marks none).
[[nodiscard]] std::size_t display_width(std::string_view text);

/// Cut to `width` columns, with "…" where something was cut.
[[nodiscard]] std::string cut(std::string_view text, std::size_t width);

/// Folded at spaces into lines of `width` columns, each after `indent`. Ends with a line end.
[[nodiscard]] std::string fold_lines(std::string_view text, std::size_t width, std::string_view indent);

/// Rows in columns that line up; the header is underlined where there are colours, else ruled.
/// \param ink  how a cell is painted: (row, column, text already cut) -> text
[[nodiscard]] std::string text_table(
    std::vector<std::string> const& header, std::vector<std::vector<std::string>> const& rows, Style const& style,
    std::function<std::string(std::size_t, std::size_t, std::string_view)> const& ink = {});

}  // namespace smallprint::report
