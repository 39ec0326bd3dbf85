#pragma once
#include "index/store.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What a person types to name a clause or a document.
namespace smallprint::query {

/// A taken-apart ID; query/show.hpp has the forms.
struct ShowId {
  std::string key;       ///< hex digits; else empty and the rest holds
  std::string document;  ///< "Acme AI/Terms of Service"
  std::string date;      ///< empty: none given
  std::string label;     ///< empty: the whole document
};

/// \retval Errc::syntax  `offset` is the byte that broke; `source` is the ID
[[nodiscard]] corpus::Result<ShowId> parse_show_id(std::string_view id);

/// The one document that "authority/type" means. \retval Errc::not_found  names near candidates
[[nodiscard]] corpus::Result<index::Document> meant_document(std::string const& name,
                                                             std::vector<index::Document> const& known);

/// Labels compared as people write them: "3.2 (B)." is "3.2(b)".
[[nodiscard]] std::string plain_label(std::string_view label);

}  // namespace smallprint::query
