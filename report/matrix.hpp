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

}  // namespace smallprint::report
