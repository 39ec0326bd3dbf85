#pragma once
#include "corpus/clause.hpp"
#include "corpus/lexicon_file.hpp"
#include "corpus/source.hpp"

#include <string_view>

/// Door of the stage: a version's bytes in, document tree, clauses and provisions out.
namespace smallprint::parser {

struct Limits {
  std::size_t bytes = 64u << 20;  ///< of one version
  std::uint32_t depth = 200;      ///< of nested blocks; deeper ones are read as text of the last
  std::uint32_t nodes = 2'000'000;
};

/// \param bytes      as imported; Markdown and text must be UTF-8, HTML in any encoding that its
///                   declaration or ICU names
/// \param authority  its name as the source gives it: one of the names of the provider
/// \param lexicons   must outlive the call
/// \retval Errc::too_large     a limit was reached; `message` names it
/// \retval Errc::bad_encoding  `offset` is the first byte that is not UTF-8
///
/// Never throws on any input. Pure and thread-safe: the same bytes give the same document.
[[nodiscard]] corpus::Result<corpus::ParsedDocument> parse(std::string_view bytes, corpus::MediaType type,
                                                           std::string_view authority, corpus::Lexicons const& lexicons,
                                                           Limits const& limits = {});

/// The tree alone, without clauses: the readers behind one door.
[[nodiscard]] corpus::Result<corpus::Document> read_document(std::string_view bytes, corpus::MediaType type,
                                                             std::string_view source_name, Limits const& limits = {});

/// Cuts a tree into clauses: label path, heading path, lead-ins, spans. No provisions, no parties.
[[nodiscard]] std::vector<corpus::Clause> split_clauses(corpus::Document const& document);

}  // namespace smallprint::parser
