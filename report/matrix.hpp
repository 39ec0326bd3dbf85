#pragma once
#include "corpus/topic_file.hpp"
#include "query/answer.hpp"
#include "report/json.hpp"
#include "report/style.hpp"

#include <string>
#include <vector>

namespace smallprint::report {

/// authorities x topics. answers[a][t] belongs to authorities[a] and topics[t].
struct Matrix {
  std::vector<std::string> authorities;
  std::vector<corpus::Topic const*> topics;
  std::vector<std::vector<query::Answer>> answers;
};

/// A row per topic where there are few authorities, else a row per authority and as many tables as
/// the width needs.
[[nodiscard]] std::string matrix_text(Matrix const& matrix, Style const& style);
[[nodiscard]] std::string matrix_markdown(Matrix const& matrix);
/// A record per authority and topic, with the first quote.
[[nodiscard]] std::string matrix_csv(Matrix const& matrix);
[[nodiscard]] Json matrix_json(Matrix const& matrix);
/// One page that needs nothing else: a cell opens to its quotes, verdicts are told by letter and colour, light and
/// dark, made to print. No script.
[[nodiscard]] std::string matrix_html(Matrix const& matrix);

/// How the authorities are put in order.
enum class MatrixOrder {
  name,
  strictest,  ///< those that restrict most first
  freest      ///< those that restrict least first
};
/// \param topic  by the verdict on this one alone; null: by all. Equals stay by name.
void sort(Matrix& matrix, MatrixOrder order, corpus::Topic const* topic);
/// Leaves only the authorities that give one of `verdicts` on `topic`, or, where it is null, on any topic.
void keep(Matrix& matrix, std::vector<query::Verdict> const& verdicts, corpus::Topic const* topic);

}  // namespace smallprint::report
