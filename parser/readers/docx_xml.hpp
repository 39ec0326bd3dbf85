#pragma once
#include "corpus/error.hpp"

#include <pugixml.hpp>

#include <string>
#include <string_view>

/// The XML of a DOCX. Names count without their namespace's prefix.
namespace smallprint::parser {

[[nodiscard]] std::string_view xml_local(char const* name);
[[nodiscard]] std::string_view xml_attribute(pugi::xml_node node, std::string_view name);
/// The first child of that name; an empty node when there is none.
[[nodiscard]] pugi::xml_node xml_child(pugi::xml_node node, std::string_view name);

/// Parses a part, without entities.
/// \param path  of the part in the DOCX, for the message
/// \retval Errc::syntax  broken XML, or a document type declaration, which no DOCX may have
[[nodiscard]] corpus::Result<void> load_docx_part(pugi::xml_document& part, std::string const& xml,
                                                  std::string_view path, std::string_view source_name);

}  // namespace smallprint::parser
