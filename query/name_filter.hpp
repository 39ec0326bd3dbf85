#pragma once
#include "corpus/error.hpp"
#include "query/query_plan.hpp"

#include <string>
#include <vector>

namespace smallprint::query {

/// Which of `known` the names of a `provider:` or `type:` mean. A name means the one it equals apart
/// from case and accents; where there is none, every one that holds its words in a row ("acme" means
/// "Acme AI"; "acm*" too). Sorted, each once. `negated` is not looked at.
/// \retval Errc::not_found  source "query"; suggests near names
[[nodiscard]] corpus::Result<std::vector<std::string>> meant_names(language::DocumentFilter const& filter,
                                                                   std::vector<std::string> const& known);

}  // namespace smallprint::query
