#pragma once
#include "corpus/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The query language of docs/query.md, as a tree. query_plan.hpp turns it into work for the index.
namespace smallprint::query::language {

/// What stands before the colon. The first two limit documents, the next two provisions, `topic`
/// stands for a query that somebody else supplies, the last three say where words are looked for.
enum class Field : std::uint8_t { provider, type, modality, bearer, topic, heading, lead_in, text };
[[nodiscard]] std::string_view to_string(Field);  ///< as it is written: "lead-in"

/// One node of a query. One plain struct: a variant of six gains nothing here.
struct Node {
  enum class Kind : std::uint8_t {
    term,   ///< a word, or words in a row
    near,   ///< `children` are terms, in any order, `distance` words apart at most
    all,    ///< AND; `implicit` when it was not written
    any,    ///< OR
    none,   ///< NOT; one child
    words,  ///< heading:, lead-in:, text: over one child
    filter  ///< the other fields: `values`, one of which must hold
  } kind = Kind::term;
  std::size_t offset = 0;             ///< byte of the query where it starts
  std::string text{};                 ///< term: as written, without quotes and marks
  bool phrase = false;                ///< term: stood in quotes
  bool prefix = false;                ///< term: its last word is a beginning
  bool exact = false;                 ///< term: these very words, not their stems
  bool implicit = false;              ///< all: the words just stood side by side
  std::uint32_t distance = 10;        ///< near
  Field field = Field::text;          ///< words, filter
  std::vector<std::string> values{};  ///< filter: as written
  std::vector<Node> children{};
};

inline constexpr std::size_t max_size = 4096;        ///< bytes of a query
inline constexpr std::size_t max_depth = 64;         ///< of brackets
inline constexpr std::uint32_t max_distance = 1000;  ///< of NEAR

/// Reads a query. Pure; never throws on any bytes.
///
/// \retval Errc::syntax        `offset` is the byte that broke; `message` says what was expected and what came
/// \retval Errc::too_large     over 4096 bytes or 64 nested brackets
/// \retval Errc::bad_encoding  `offset` is the first byte that is not UTF-8
/// Every error's `source` is "query".
[[nodiscard]] corpus::Result<Node> parse(std::string_view query);

/// An error for a terminal: "query:1:12: expected ')', got end of query", the line and a caret under
/// the place. Columns count characters from 1. Errors of another source give "source: message".
[[nodiscard]] std::string explain(corpus::Error const& error, std::string_view query);

}  // namespace smallprint::query::language
