#pragma once
#include "corpus/clause.hpp"
#include "corpus/topic_file.hpp"
#include "query/answer.hpp"
#include "query/changes/document_diff.hpp"
#include "report/clause_changes.hpp"
#include "report/json.hpp"
#include "report/style.hpp"

#include <string>
#include <unordered_map>
#include <vector>

/// What differs between two versions of a document.
namespace smallprint::report {

/// An answer that the two versions give differently.
struct AnswerDifference {
  corpus::Topic const* topic = nullptr;
  query::Answer before, after;
};

struct Comparison {
  std::string old_name, new_name;  ///< of the versions, for a reader: "Acme, Terms of Service of 2024-01-03"
  query::DiffVersion before, after;
  query::DocumentDiff diff;
  std::vector<AnswerDifference> answers;

  // What a page of the whole document needs beside the differences; other formats leave it empty.
  corpus::Topics const* topics = nullptr;                      ///< for titles of the changes' topics
  std::unordered_map<std::int64_t, corpus::ClauseText> texts;  ///< of the clauses of both, by their ids
  std::string old_snapshot, new_snapshot;                      ///< as Quote::snapshot names the versions
  std::string language;                                        ///< of the new version, BCP 47; "und": not told
};

/// The shape of docs/cli.md: class, counts, changes, answers.
[[nodiscard]] Json to_json(Comparison const& comparison);
/// \param least  changes of lesser classes are counted only
[[nodiscard]] std::string comparison_text(Comparison const& comparison, Style const& style, query::ChangeClass least);
[[nodiscard]] std::string comparison_markdown(Comparison const& comparison, query::ChangeClass least);

}  // namespace smallprint::report
