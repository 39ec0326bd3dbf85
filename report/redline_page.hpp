#pragma once
#include "report/differences.hpp"

#include <string>

namespace smallprint::report {

/// The new version whole, with every difference where it stands: one HTML file without script that fetches nothing.
///
/// Above stand names, class, changed answers and a list of the substantive changes; then the document, in which
/// unchanged clauses are folded. The reader chooses between one text with removed and added words and two columns, and
/// which classes of changes are marked. The same comparison gives the same bytes.
///
/// \param comparison  with what it holds for pages
/// \param least       changes of this class and above are shown at first
[[nodiscard]] std::string comparison_html(Comparison const& comparison, query::ChangeClass least);

}  // namespace smallprint::report
