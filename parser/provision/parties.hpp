#pragma once
#include "corpus/clause.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace smallprint::parser {

/// Names that stand for a party in one document.
struct Parties {
  std::vector<std::string> provider;  ///< "Acme", "Acme Labs, Inc."; sorted, each once
  std::vector<std::string> user;      ///< "Subscriber", "Licensee"
};

/// Learns the parties' names from the authority's own name, from definitions such as
/// 'Acme Labs, Inc. (“Acme,” “we,” or “us”)' and '(“Customer” or “you”)', and, where a name is never
/// defined, from what is said of it again and again ("Acme reserves the right", "hold harmless Acme").
[[nodiscard]] Parties find_parties(corpus::Document const& document, std::string_view authority);

/// The names that occur as whole words in `lead_in` or `text`, as Clause::parties has them:
/// "provider=Acme;user=Subscriber", sorted; empty when none does.
[[nodiscard]] std::string parties_in(Parties const& parties, std::string_view lead_in, std::string_view text);

/// Reads Clause::parties back.
[[nodiscard]] Parties parse_parties(std::string_view written);

}  // namespace smallprint::parser
