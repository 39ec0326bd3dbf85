#include "report/matrix.hpp"

#include "report/answers.hpp"
#include "report/escape.hpp"
#include "report/table.hpp"

#include <algorithm>

namespace smallprint::report {
namespace {

constexpr std::size_t topic_column = 30;  // columns for a topic's title
constexpr std::size_t verdict_column = 12;

bool any_conflict(Matrix const& m) {
  return std::any_of(m.answers.begin(), m.answers.end(), [](std::vector<query::Answer> const& row) {
    return std::any_of(row.begin(), row.end(), [](query::Answer const& a) { return a.conflict; });
  });
}

std::string cell(query::Answer const& a) {
  std::string out(corpus::to_string(a.verdict));
  if (a.conflict) out += " !";
  if (a.value) out += ": " + printable(*a.value);
  return out;
}

}  // namespace

std::string matrix_text(Matrix const& m, Style const& style) {
  // As many authorities side by side as the screen holds; the rest follow below.
  auto const room = style.width > topic_column ? style.width - topic_column : verdict_column;
  auto const at_once = std::max<std::size_t>(1, room / (verdict_column + 2));
  std::string out;
  for (std::size_t from = 0; from < m.authorities.size(); from += at_once) {
    auto const to = std::min(m.authorities.size(), from + at_once);
    std::vector<std::string> header{"topic"};
    for (auto a = from; a < to; ++a) header.push_back(printable(m.authorities[a]));
    std::vector<std::vector<std::string>> rows;
    for (std::size_t t = 0; t < m.topics.size(); ++t) {
      std::vector<std::string> row{m.topics[t]->title};
      for (auto a = from; a < to; ++a) row.push_back(cell(m.answers[a][t]));
      rows.push_back(std::move(row));
    }
    if (from > 0) out += "\n";
    out += text_table(header, rows, style, [&](std::size_t r, std::size_t c, std::string_view text) {
      return c == 0 ? std::string(text) : paint(style, ink_of(m.answers[from + c - 1][r].verdict), text);
    });
  }
  if (any_conflict(m)) out += paint(style, Ink::dim, "! the documents contradict each other") + "\n";
  return out;
}

std::string matrix_markdown(Matrix const& m) {
  std::string out = "| topic |";
  for (auto const& authority : m.authorities) out += " " + markdown(authority) + " |";
  out += "\n| --- |";
  for (std::size_t a = 0; a < m.authorities.size(); ++a) out += " --- |";
  out += "\n";
  for (std::size_t t = 0; t < m.topics.size(); ++t) {
    out += "| " + markdown(m.topics[t]->title) + " |";
    for (std::size_t a = 0; a < m.authorities.size(); ++a) out += " " + markdown(cell(m.answers[a][t])) + " |";
    out += "\n";
  }
  return out;
}

std::string matrix_csv(Matrix const& m) {
  std::string out;
  for (std::size_t a = 0; a < m.authorities.size(); ++a) {
    auto part = answers_csv(m.answers[a]);
    out += a == 0 ? part : part.substr(part.find("\r\n") + 2);
  }
  return out.empty() ? answers_csv({}) : out;
}

Json matrix_json(Matrix const& m) {
  Json out{{"providers", m.authorities}, {"topics", Json::array()}, {"answers", Json::array()}};
  for (auto const* topic : m.topics)
    out["topics"].push_back({{"id", topic->id}, {"title", topic->title}, {"question", topic->question}});
  for (auto const& row : m.answers)
    for (auto const& answer : row) out["answers"].push_back(to_json(answer));
  return out;
}

}  // namespace smallprint::report
