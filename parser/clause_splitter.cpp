#include "parser/clause_splitter.hpp"

namespace smallprint::parser {
std::vector<corpus::Clause> ClauseSplitter::run() {
  using corpus::NodeKind;
  std::vector<corpus::Clause> out;
  std::vector<std::pair<int, std::string>> headings;
  for (auto const& node : document_.nodes) {
    if (node.kind == NodeKind::heading) {
      while (!headings.empty() && headings.back().first >= node.level) headings.pop_back();
      headings.emplace_back(node.level, std::string(slice(document_.text, node.text)));
    } else if (node.kind == NodeKind::paragraph || node.kind == NodeKind::code || node.kind == NodeKind::table_row) {
      corpus::Clause clause;
      for (auto const& [level, text] : headings) clause.headings.push_back(text);
      clause.text = node.text;
      clause.raw = document_.offsets.to_raw(node.text);
      out.push_back(std::move(clause));
    }
  }
  return out;
}
}  // namespace smallprint::parser
