#pragma once
#include "corpus/document.hpp"
#include "corpus/quotation.hpp"
#include "parser/draft.hpp"

#include <vector>

namespace smallprint::parser {

/// The quotations of a draft's tree, without line and column.
/// \param block  what a block quotation of the tree comes from
[[nodiscard]] std::vector<corpus::Quotation> find_quotations(corpus::Document const& document,
                                                             corpus::Quotation::Kind block, DraftLimits const& limits);

}  // namespace smallprint::parser
