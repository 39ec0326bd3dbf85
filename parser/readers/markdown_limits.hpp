#pragma once
#include "parser/parser.hpp"

#include <string_view>

namespace smallprint::parser {

/// True when cmark-gfm can read `bytes` in time about linear in their size.
///
/// It has quadratic spots: blocks nested in blocks, and inline markup that is opened again and again
/// inside one paragraph. No real document comes near them; one that does is read as plain text.
[[nodiscard]] bool markdown_is_tame(std::string_view bytes, Limits const& limits);

}  // namespace smallprint::parser
