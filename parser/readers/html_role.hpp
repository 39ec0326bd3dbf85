#pragma once
#include <cstddef>
#include <cstdint>

namespace smallprint::parser {

/// How an element lays out its words.
enum class HtmlRole : std::uint8_t {
  inline_text,
  block,
  skip,
  heading,
  list,
  item,
  table,
  row,
  cell,
  line_break,
  preformatted,
  strong,
  emphasis,
  link,
  quote,
  quotation,  ///< <q>, inside a line
  code
};

/// By the element's name alone (MyHTML_TAG_...); style sheets are not read. Unknown elements are inline.
[[nodiscard]] HtmlRole html_role(std::size_t tag);

}  // namespace smallprint::parser
