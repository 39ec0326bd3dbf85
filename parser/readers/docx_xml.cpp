#include "parser/readers/docx_xml.hpp"

#include <fmt/format.h>

#include <cstring>

namespace smallprint::parser {

using corpus::Errc;
using corpus::Error;

std::string_view xml_local(char const* name) {
  auto const* colon = std::strchr(name, ':');
  return colon == nullptr ? name : colon + 1;
}

std::string_view xml_attribute(pugi::xml_node node, std::string_view name) {
  for (auto const& one : node.attributes())
    if (xml_local(one.name()) == name) return one.value();
  return {};
}

pugi::xml_node xml_child(pugi::xml_node node, std::string_view name) {
  for (auto const& one : node.children())
    if (xml_local(one.name()) == name) return one;
  return {};
}

corpus::Result<void> load_docx_part(pugi::xml_document& part, std::string const& xml, std::string_view path,
                                    std::string_view source_name) {
  auto const loaded = part.load_buffer(xml.data(), xml.size(),
                                       pugi::parse_minimal | pugi::parse_escapes | pugi::parse_ws_pcdata |
                                           pugi::parse_cdata | pugi::parse_doctype | pugi::parse_eol);
  if (!loaded)
    return Error{Errc::syntax, std::string(source_name), 0,
                 fmt::format("{}: byte {}: broken XML: {}", path, loaded.offset, loaded.description())};
  for (auto const& node : part.children())
    if (node.type() == pugi::node_doctype)
      return Error{Errc::syntax, std::string(source_name), 0,
                   fmt::format("{}: a document type declaration, which no DOCX may have", path)};
  return {};
}

}  // namespace smallprint::parser
