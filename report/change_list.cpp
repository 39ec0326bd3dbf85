#include "report/change_list.hpp"

#include "report/escape.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

namespace smallprint::report {
namespace {

std::string counted(ChangeLine const& line) {
  std::string out;
  for (auto it = line.counts.rbegin(); it != line.counts.rend(); ++it)
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", it->second, query::to_string(it->first));
  return out;
}

std::string direction_of(ChangeLine const& line) {
  return line.direction == query::Direction::neutral ? std::string() : std::string(query::to_string(line.direction));
}

}  // namespace

ChangeLine change_line(corpus::Source const& source, query::RecordedChange const& change) {
  return {source,
          change.version.date,
          change.base ? change.base->date : std::string(),
          change.diff.change_class,
          change.diff.reason,
          change.diff.direction,
          change.diff.silent_change,
          change.failed,
          change.diff.counts};
}

std::string change_list_text(std::span<ChangeLine const> lines, Style const& style) {
  std::vector<std::vector<std::string>> rows;
  for (auto const& line : lines)
    rows.push_back({line.date.substr(0, 10), printable(line.source.authority), printable(line.source.document_type),
                    std::string(query::to_string(line.change_class)), direction_of(line),
                    printable(line.reason) + (line.silent_change ? "; under an old date" : "")});
  return text_table({"date", "provider", "document", "class", "direction", "why"}, rows, style);
}

std::string change_list_markdown(std::span<ChangeLine const> lines) {
  std::string out = "| date | provider | document | class | direction | why |\n| --- | --- | --- | --- | --- | --- |\n";
  for (auto const& line : lines)
    out += fmt::format("| {} | {} | {} | {} | {} | {} |\n", line.date.substr(0, 10), markdown(line.source.authority),
                       markdown(line.source.document_type), query::to_string(line.change_class), direction_of(line),
                       markdown(line.reason));
  return out;
}

std::string change_list_csv(std::span<ChangeLine const> lines) {
  auto out = csv_record({"provider", "document", "date", "compared_with", "class", "reason", "direction",
                         "silent_change", "failed", "clauses"});
  for (auto const& line : lines)
    out += csv_record({line.source.authority, line.source.document_type, line.date, line.base_date,
                       std::string(query::to_string(line.change_class)), line.reason,
                       std::string(query::to_string(line.direction)), line.silent_change ? "true" : "false",
                       line.failed ? "true" : "false", counted(line)});
  return out;
}

Json to_json(ChangeLine const& line) {
  Json out{{"provider", line.source.authority}, {"document", line.source.document_type}, {"date", line.date}};
  out["compared_with"] = line.base_date.empty() ? Json() : Json(line.base_date);
  out["class"] = query::to_string(line.change_class);
  out["reason"] = line.reason;
  out["direction"] = query::to_string(line.direction);
  out["silent_change"] = line.silent_change;
  out["failed"] = line.failed;
  auto counts = Json::object();
  for (auto const& [change_class, count] : line.counts) counts[std::string(query::to_string(change_class))] = count;
  out["counts"] = std::move(counts);
  return out;
}

}  // namespace smallprint::report
