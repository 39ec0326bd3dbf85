#pragma once
#include "corpus/error.hpp"
#include "ingest/archive.hpp"
#include "query/answer.hpp"

#include <vector>

namespace smallprint::app {

/// Says in each answer which of the documents that it read could not be got lately, and since when: what they
/// said last stands, but nobody knows whether they say it still. \pre the answers are of today, not of a past day
[[nodiscard]] corpus::Result<void> add_check_caveats(ingest::Archive& archive, std::vector<query::Answer>& answers);

}  // namespace smallprint::app
