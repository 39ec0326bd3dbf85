#pragma once
#include "query/query_language.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::query::language {

/// True when a node is made of words alone: terms, NEAR, AND, OR, heading: and the like.
[[nodiscard]] bool is_words(Node const& node);

/// A node of words as an FTS5 expression. Every term becomes one quoted string.
/// \param column  the field that the node stands in, null: all
/// \pre is_words(node)
[[nodiscard]] std::string fts_expression(Node const& node, Field const* column = nullptr);

/// Joins expressions by `operation` ("AND", "OR") in brackets; a single one stays as it is. The most
/// deeply nested come first: FTS5's parser keeps what stands before a bracket on a stack of 100.
/// \pre !expressions.empty()
[[nodiscard]] std::string fts_join(std::vector<std::string> expressions, std::string_view operation);

/// Any of these words, each as one quoted string. \pre !words.empty()
[[nodiscard]] std::string fts_any(std::span<std::string const> words);

}  // namespace smallprint::query::language
