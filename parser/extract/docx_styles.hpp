#pragma once
#include <pugixml.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace smallprint::parser {

/// A list that a paragraph is of. Where it says nothing of its level, the list's own styles do.
struct DocxNumber {
  std::string list;  ///< w:numId; "0" for none
  std::optional<std::uint32_t> level;
};

/// What Word makes of a style with all that it is based on.
struct DocxStyle {
  std::uint32_t heading = 0;  ///< level of a heading, from 1; 0 for text
  bool quote = false;         ///< its name, or one it is based on, says quote
  std::optional<bool> bold, italic, hidden;
  std::optional<DocxNumber> number;
};

/// The styles of a document. A chain that goes round is cut.
class DocxStyles {
 public:
  DocxStyles();
  /// \param root  of word/styles.xml
  explicit DocxStyles(pugi::xml_node root);
  /// \param id  the paragraph's or run's own; the default paragraph style's when it is empty
  [[nodiscard]] DocxStyle const& of(std::string_view id) const;

 private:
  std::map<std::string, DocxStyle, std::less<>> styles_;
  std::string default_;
};

/// Bold, italic and hidden type of run properties (w:rPr), as far as they say.
void read_run_properties(pugi::xml_node properties, DocxStyle& out);
/// Outline level and list of paragraph properties (w:pPr), as far as they say.
void read_paragraph_properties(pugi::xml_node properties, DocxStyle& out);

}  // namespace smallprint::parser
