#pragma once
#include <myhtml/api.h>

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

/// By the element's name alone; style sheets are not read. Unknown elements are inline.
[[nodiscard]] HtmlRole html_role(myhtml_tag_id_t tag);

}  // namespace smallprint::parser
