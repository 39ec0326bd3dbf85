#pragma once
#include "index/store.hpp"
#include "query/clause_reader.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::query {

/// Names of documents that a clause makes part of the terms ("... are incorporated by reference"), as its links
/// are called: "[Usage Policy](...)" gives "Usage Policy".
///
/// \param clause  bytes of the version, as imported
/// \param lexicons  `document_word` says how such names end
[[nodiscard]] std::vector<std::string> linked_documents(std::string_view clause, corpus::Lexicon const& concepts);

/// Whether one of `known`, document types or titles, is meant by `name`: the same words but for case, or all words of
/// the shorter in the longer.
[[nodiscard]] bool is_among(std::string_view name, std::span<std::string const> known);

}  // namespace smallprint::query
