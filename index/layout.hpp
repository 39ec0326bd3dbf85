#pragma once
#include "index/store.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The clauses of a version, in order, as compact bytes. What did not change between two versions has
/// the same bytes in both, so that one compresses to almost nothing against the other.
namespace smallprint::index {

/// \param label_ids  one per occurrence; 0 for an empty label
[[nodiscard]] std::string encode_layout(std::span<Occurrence const> occurrences,
                                        std::span<std::int64_t const> label_ids);

struct Layout {
  std::vector<Occurrence> occurrences;  ///< labels still empty
  std::vector<std::int64_t> label_ids;
};

/// \retval Errc::schema  not bytes of encode_layout()
[[nodiscard]] corpus::Result<Layout> decode_layout(std::string_view bytes);

}  // namespace smallprint::index
