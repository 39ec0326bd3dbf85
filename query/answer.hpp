#pragma once
#include "corpus/clause.hpp"
#include "corpus/source.hpp"
#include "corpus/verdict.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::query {

using corpus::to_string;
using corpus::Verdict;
using corpus::verdict_from;

/// One exact quote that decides or bears on an answer.
struct Quote {
  std::string document;  ///< document type: "Terms of Service"
  std::int64_t document_id = 0;
  std::string clause;   ///< label path, else the innermost heading, else ""
  std::string heading;  ///< heading path joined by " > "
  std::string lead_in;  ///< clean text the quote inherits; empty when none
  std::string quote;    ///< bytes [start, end) of the version's text
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  std::string text_key;  ///< of the clause text: `smallprint show KEY`
  std::string version_date;
  std::string snapshot;                ///< SHA-256 of the version's text
  Verdict stance{};                    ///< what this quote alone would answer
  std::string rule;                    ///< the topic's or lexicon's rule that read it so
  std::vector<corpus::Span> deciding;  ///< the deciding words, bytes of `quote`
};

struct Searched {
  std::vector<std::string> documents;     ///< document types that were read, sorted
  std::int64_t clauses = 0;               ///< clauses in them
  std::vector<std::string> not_captured;  ///< "Acceptable Use Policy: error page", sorted
  std::vector<std::string> incorporated;  ///< names of documents that bind too and are not in the index, sorted
  std::vector<std::string> unsupported;   ///< documents whose language has no lexicon: "Imprint: de"
};

/// authority x question x date.
struct Answer {
  std::string authority;
  std::string question;  ///< as asked
  std::string topic;     ///< id; empty when the question fits none
  Verdict verdict = Verdict::silent;
  bool conflict = false;  ///< documents contradict each other; both sides are in evidence
  std::optional<std::string> value;
  double confidence = 0;        ///< 0..1
  std::vector<Quote> evidence;  ///< the deciding quotes first
  std::vector<Quote> nearest;   ///< silent: the nearest clauses that do not decide
  Searched searched;
  std::vector<std::string> caveats;  ///< sentences for people
};

}  // namespace smallprint::query
