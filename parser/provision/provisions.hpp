#pragma once
#include "corpus/clause.hpp"
#include "corpus/lexicon_file.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace smallprint::parser {

/// Works out what clauses state. Compiles the lexicons' cues once; shared by threads.
class ProvisionFinder {
 public:
  /// \param lexicons  kept by reference; must outlive the object
  explicit ProvisionFinder(corpus::Lexicons const& lexicons);
  ~ProvisionFinder();

  /// What one distinct clause text states, in the order of its words; each sentence gives at least
  /// one provision (modality `statement` where no cue was found).
  ///
  /// A list item inherits the modality of its lead-in, or of a heading that carries a ban, where it
  /// has none of its own. Spans are bytes of the field they name; `cue` of an inherited provision
  /// lies in the lead-in or the heading (heading spans count from the joined path).
  ///
  /// Pure and deterministic; never throws on any text.
  [[nodiscard]] std::vector<corpus::Provision> find(corpus::ClauseText const& text) const;

 private:
  [[nodiscard]] std::vector<corpus::Provision> find_anew(corpus::ClauseText const& text) const;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace smallprint::parser
