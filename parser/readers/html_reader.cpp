#include "parser/readers/reader.hpp"

namespace smallprint::parser {

corpus::Result<corpus::Document> read_html(std::string_view bytes, std::string_view source_name, Limits const& limits) {
  return read_text(bytes, source_name, limits);
}

}  // namespace smallprint::parser
