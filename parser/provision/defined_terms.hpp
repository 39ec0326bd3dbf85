#pragma once
#include "corpus/clause.hpp"
#include "corpus/lexicon_file.hpp"

#include <map>
#include <string>
#include <string_view>

namespace smallprint::parser {

/// Terms that a document defines as one of the things that topics speak of: "Results" -> "output".
/// Only concepts that the lexicons name in `definable` take part.
using DefinedTerms = std::map<std::string, std::string, std::less<>>;

/// Learns them from definitions such as '“Results” means the completions that ...', 'images that you make
/// (“Pictures”)', 'Recordings that you make are called “Tracks”'. A term that two concepts could stand
/// for is left out: guessing would turn one party's words into the other's.
[[nodiscard]] DefinedTerms find_defined_terms(corpus::Document const& document, corpus::Lexicon const& concepts);

/// All of them in that form.
[[nodiscard]] std::string all_terms(DefinedTerms const& terms);

/// The terms that stand in a clause, as Clause::parties has them: "output=Results", each once, sorted.
[[nodiscard]] std::string defined_terms_in(DefinedTerms const& terms, std::string_view lead_in, std::string_view text);

}  // namespace smallprint::parser
