#include "parser/extract/markdown_table.hpp"

#include <algorithm>

namespace smallprint::parser {

std::string markdown_table(std::vector<std::vector<std::string>> const& rows) {
  std::size_t columns = 1;
  for (auto const& row : rows) columns = std::max(columns, row.size());
  std::string out;
  bool header = true;
  for (auto const& row : rows) {
    out += '|';
    for (std::size_t i = 0; i < columns; ++i) {
      out += ' ';
      if (i < row.size() && !row[i].empty()) out += row[i] + ' ';
      out += '|';
    }
    out += '\n';
    if (header) {
      out += '|';
      for (std::size_t i = 0; i < columns; ++i) out += " --- |";
      out += '\n';
    }
    header = false;
  }
  return out;
}

}  // namespace smallprint::parser
