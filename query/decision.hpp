#pragma once
#include "corpus/topic_file.hpp"
#include "query/stance.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace smallprint::query {

/// A stance where it stands among an authority's documents.
struct Finding {
  Stance stance;
  std::int64_t text_id = 0;
  std::size_t document = 0;    ///< index into the authority's documents in force
  std::uint32_t position = 0;  ///< byte of the version, to order findings of equal strength
  bool for_some = false;       ///< its document binds only business customers, or its heading names some users
  int rank = 0;                ///< of its document's type: 0 for the terms themselves
  double weight = 1;           ///< of its document's type for the topic; part of the strength
  bool exempted = false;       ///< another clause takes some users out of its own (CrossRules)
  bool yields = false;         ///< another document that says the opposite prevails (CrossRules)
};

/// What the findings of one authority come to.
struct Decision {
  corpus::Verdict verdict = corpus::Verdict::silent;
  bool conflict = false;
  std::optional<std::string> value;
  double confidence = 0;              ///< 0..1: how plainly, and how much at one, the sentences speak
  std::vector<std::size_t> evidence;  ///< indices of findings, the deciding ones first
  std::vector<std::string> fates;     ///< of each finding, for Explanation
  std::vector<std::string> steps;     ///< as Explanation has them
};

/// How much a finding deserves to be the quote that is printed, among others that say the same.
[[nodiscard]] double prominence(Finding const& finding);

/// From clauses to a verdict.
///
/// \param for_all  a captured document binds every user, so that what only business documents say
///                 holds for some (the topic's `partial` verdict)
///
/// Findings much weaker than the strongest do not count, and very weak ones alone decide nothing: a
/// remark in a privacy notice is no rule of conduct. Of the verdicts that are left the topic's
/// precedence picks one; a ban and a permission together give its `mixed` verdict where it has one. They conflict
/// where both are said as plainly, without exception, of the same thing and to the same users; a general grant of use
/// and a ban of one act do not. A ban for business customers beside a permission for all, or the reverse, is
/// conditional. A finding that narrows ("does not apply to consumers")
/// says nothing alone and turns what others say into its own verdict. Evidence comes by prominence: of two sentences
/// that say the same as plainly, the one that holds more of the topic's words and stands in the more binding document
/// is quoted first. Deterministic: the same findings in any order give the same decision.
[[nodiscard]] Decision decide(corpus::Topic const& topic, std::vector<Finding> const& findings, bool for_all);

}  // namespace smallprint::query
