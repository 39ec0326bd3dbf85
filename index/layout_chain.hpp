#pragma once
#include "index/layout.hpp"
#include "index/sqlite.hpp"

/// Layouts as the tables keep them: each may be written as a difference to an older one.
namespace smallprint::index {

/// The bytes that encode_layout() gave. \throws Failure when the index is damaged
[[nodiscard]] std::string layout_bytes(Database& db, std::int64_t layout_id);
/// \throws Failure when the index is damaged
[[nodiscard]] Layout read_layout(Database& db, std::int64_t layout_id);

}  // namespace smallprint::index
