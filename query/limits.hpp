#pragma once
#include "corpus/verdict.hpp"
#include "query/clause_reader.hpp"

#include <vector>

namespace smallprint::query {

/// What confines a rule without being part of its own sentence's conditions.
class Limits {
 public:
  /// All are kept by reference.
  Limits(corpus::Lexicon const& lexicon, AnalysedText const& clause, corpus::Matcher& text,
         std::vector<corpus::Match> const& sentences)
      : lexicon_(lexicon), clause_(clause), text_(text), sentences_(sentences) {}

  /// Whether `verdict` holds for some only, as concept `some_users` names them ("Free users may not ..."), or the
  /// next sentence takes back part of a permission, as concept `proviso` begins one ("However, you must label it").
  [[nodiscard]] bool narrow(corpus::Provision const& provision, corpus::Match sentence, corpus::Verdict verdict);
  /// Whether the next sentence takes some users out of this one's rule, as concept `taken_back` begins one ("The
  /// foregoing does not apply to consumers").
  [[nodiscard]] bool taken_back(corpus::Match sentence) { return followed_by("taken_back", sentence); }
  /// Whether a ban that points back to what is allowed is of more than that only, as concept `excess` says it ("You may
  /// not crawl them faster").
  [[nodiscard]] bool excess_only(corpus::Provision const& provision, corpus::Match sentence);

 private:
  bool for_some(corpus::Provision const& provision);
  bool followed_by(std::string_view concept_name, corpus::Match sentence);

  corpus::Lexicon const& lexicon_;
  AnalysedText const& clause_;
  corpus::Matcher& text_;
  std::vector<corpus::Match> const& sentences_;
};

}  // namespace smallprint::query
