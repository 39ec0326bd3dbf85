#pragma once
#include "corpus/source.hpp"

#include <string_view>

namespace smallprint::ingest {

/// What a commit of an Open Terms Archive repository says about the version it records.
///
/// \param message  of the commit; only its first words count
/// \param added    the document was not there before; decides where the wording is not a known one
[[nodiscard]] corpus::VersionKind commit_kind(std::string_view message, bool added);

}  // namespace smallprint::ingest
