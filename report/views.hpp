#pragma once
#include "query/show.hpp"
#include "report/style.hpp"

#include <string>

namespace smallprint::report {

/// A clause in its context. \param provisions  also what it was read to state, so that a person can check it
[[nodiscard]] std::string view_text(query::View const& view, bool provisions, Style const& style);
[[nodiscard]] std::string view_markdown(query::View const& view, bool provisions);

}  // namespace smallprint::report
