#include "parser/readers/html_aligner.hpp"

#include "parser/readers/entity.hpp"

namespace smallprint::parser {

std::size_t align_html_text(std::string_view literal, std::string_view page, std::size_t at, bool breaks,
                            LeafText& out) {
  std::size_t i = 0;
  auto const u32 = [](std::size_t n) { return static_cast<std::uint32_t>(n); };
  while (i < literal.size()) {
    auto const from = at;
    while (i < literal.size() && at < page.size() && literal[i] == page[at] && page[at] != '&' &&
           !(breaks && page[at] == '\n')) {
      ++at;
      ++i;
    }
    if (at > from) out.copy(page.substr(from, at - from), u32(from));
    if (i >= literal.size()) break;
    if (at >= page.size()) return std::string_view::npos;
    char const c = page[at];
    if (c == '&') {
      auto const entity = match_entity(page.substr(at), literal.substr(i), false);
      if (entity.raw_size != 0) {
        out.replace(literal.substr(i, entity.decoded_size), {u32(at), u32(at + entity.raw_size)});
        at += entity.raw_size;
        i += entity.decoded_size;
        continue;
      }
    }
    if (c == literal[i]) {
      if (c == '\n')
        out.line_break({u32(at), u32(at + 1)});
      else
        out.copy(page.substr(at, 1), u32(at));
      ++at;
      ++i;
    } else if (c == '\r') {  // "\r\n" and "\r" become "\n"
      if (breaks)
        out.line_break({u32(at), u32(at + 1)});
      else
        out.space({u32(at), u32(at + 1)});
      at += page.substr(at, 2) == "\r\n" ? 2 : 1;
      if (literal[i] == '\n') ++i;
    } else if (c == '<') {  // a tag that the parser ignored
      auto const close = page.find('>', at);
      if (close == std::string_view::npos) return std::string_view::npos;
      at = close + 1;
    } else if (c == '\n' && literal[i] != '\n') {  // the first line end in <pre> is ignored
      ++at;
    } else {
      return std::string_view::npos;
    }
  }
  return at;
}

}  // namespace smallprint::parser
