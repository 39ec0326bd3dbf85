#include "parser/extract/table_kind.hpp"

#include "parser/readers/html_role.hpp"

#include <algorithm>

namespace smallprint::parser {

bool is_data_table(HtmlNode table) {
  std::size_t widest = 0;
  std::size_t cells = 0;
  for (auto* node = next_node(table, table); node != nullptr;) {
    if (is_text(node)) {
      node = next_node(node, table);
      continue;
    }
    auto const role = html_role(tag_of(node));
    if (role == HtmlRole::heading || role == HtmlRole::table) return false;
    if (role == HtmlRole::row) cells = 0;
    if (role == HtmlRole::cell) widest = std::max(widest, ++cells);
    node = role == HtmlRole::skip ? next_after(node, table) : next_node(node, table);
  }
  return widest > 1;
}

}  // namespace smallprint::parser
