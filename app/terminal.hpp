#pragma once
#include "report/style.hpp"

namespace smallprint::app {

/// Whether people look at standard output, or standard error.
[[nodiscard]] bool stdout_is_terminal();
[[nodiscard]] bool stderr_is_terminal();

/// Colour and width of standard output. No colour where it is no terminal, or NO_COLOR is set and not
/// empty (no-color.org), or TERM is "dumb". Width from the terminal, else $COLUMNS, else 100.
[[nodiscard]] report::Style stdout_style();

}  // namespace smallprint::app
