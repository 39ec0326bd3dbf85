#include "app/sources/check_caveats.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace smallprint::app {

corpus::Result<void> add_check_caveats(ingest::Archive& archive, std::vector<query::Answer>& answers) {
  auto const states = archive.source_states();
  if (!states) return states.error();
  for (auto const& state : *states) {
    if (!state.fetched || state.bad_since.empty() || state.last_good.empty()) continue;
    for (auto& answer : answers) {
      auto const& read = answer.searched.documents;
      if (answer.authority != state.source.authority ||
          std::find(read.begin(), read.end(), state.source.document_type) == read.end())
        continue;
      answer.caveats.push_back(fmt::format("The {} could not be got since {} ({}{}{}); this is what it said on {}.",
                                           state.source.document_type, state.bad_since.substr(0, 10),
                                           ingest::to_string(state.last), state.detail.empty() ? "" : ": ",
                                           state.detail, state.last_good.substr(0, 10)));
    }
  }
  return {};
}

}  // namespace smallprint::app
