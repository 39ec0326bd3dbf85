#pragma once
#include "query/answer.hpp"

#include <string>
#include <string_view>

namespace smallprint::report {

/// A quote with marks around its deciding words. \param escape  makes text safe for the format
template <class Escape>
[[nodiscard]] std::string marked(query::Quote const& quote, Escape&& escape, std::string_view open,
                                 std::string_view close) {
  std::string out;
  std::size_t at = 0;
  std::string_view const text = quote.quote;
  for (auto const span : quote.deciding) {
    if (span.begin < at || span.end > text.size() || span.end < span.begin) continue;
    out += escape(text.substr(at, span.begin - at));
    out += open;
    out += escape(text.substr(span.begin, span.end - span.begin));
    out += close;
    at = span.end;
  }
  return out + escape(text.substr(at));
}

}  // namespace smallprint::report
