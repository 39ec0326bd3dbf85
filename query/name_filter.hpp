#pragma once
#include "corpus/source.hpp"
#include "query/query_plan.hpp"

#include <span>
#include <string>
#include <vector>

namespace smallprint::query {

/// Which of `known` the names of a `provider:` or `type:` mean. A name means the one it equals apart
/// from case and accents; where there is none, every one that holds its words in a row ("acme" means
/// "Acme AI"; "acm*" too). Sorted, each once. `negated` is not looked at.
/// \retval Errc::not_found  source "query"; suggests near names
[[nodiscard]] corpus::Result<std::vector<std::string>> meant_names(language::DocumentFilter const& filter,
                                                                   std::vector<std::string> const& known);

/// The documents that a branch of a plan is limited to.
class DocumentScope {
 public:
  /// \param known  every document there is: what names are looked up in. \retval as meant_names()
  [[nodiscard]] static corpus::Result<DocumentScope> make(std::vector<language::DocumentFilter> const& filters,
                                                          std::span<corpus::Source const> known);
  [[nodiscard]] bool holds(corpus::Source const& source) const;
  [[nodiscard]] bool everything() const { return limits_.empty(); }

 private:
  struct Limit {
    language::Field field{};
    std::vector<std::string> names;  ///< sorted
    bool negated = false;
  };
  std::vector<Limit> limits_;
};

}  // namespace smallprint::query
