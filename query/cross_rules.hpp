#pragma once
#include "corpus/document_type_file.hpp"
#include "corpus/phrase.hpp"
#include "index/store.hpp"
#include "query/clause_reader.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace smallprint::query {

/// One authority's documents in force.
struct Party {
  std::string name;
  std::vector<index::Current> documents;  ///< the binding ones first
  std::string terms;                      ///< defined in its terms of service: they hold in its other documents too
};

/// What an authority's clauses say of its other clauses and documents.
struct CrossRules {
  struct Exemption {
    std::size_t document = 0;  ///< index into Party::documents
    std::string label;         ///< of the clause that some users are taken out of: "9", "3.2(b)"
  };
  std::vector<Exemption> exemptions;                          ///< "Clause 9 does not apply to consumers."
  std::vector<std::pair<std::size_t, std::size_t>> prevails;  ///< the document that holds, and the one that yields

  /// Whether some users are taken out of the clause with this label, or of one that holds it.
  [[nodiscard]] bool exempts(std::size_t document, std::string_view label) const;
  /// Whether `document` yields to `other` where they contradict each other.
  [[nodiscard]] bool yields(std::size_t document, std::size_t other) const;
};

/// Reads them, by the lexicon's concepts `clause_not_for`, `contradiction`, `prevails`, `these_terms` and
/// `any_document`; keeps them for the next question. Not thread-safe.
class CrossRuleReader {
 public:
  /// All are kept by reference.
  CrossRuleReader(index::Store& store, ClauseReader& reader, corpus::Lexicon const& lexicon,
                  corpus::DocumentTypes const& types)
      : store_(store), reader_(reader), lexicon_(lexicon), types_(types) {}

  /// \param as_of  inclusive date; empty: newest
  [[nodiscard]] corpus::Result<CrossRules const*> of(Party const& party, std::string const& as_of);

 private:
  void read(Party const& party, std::size_t document, AnalysedText const& text, CrossRules& out) const;

  index::Store& store_;
  ClauseReader& reader_;
  corpus::Lexicon const& lexicon_;
  corpus::DocumentTypes const& types_;
  std::map<std::pair<std::string, std::string>, CrossRules> known_;  ///< by authority and date
};

}  // namespace smallprint::query
