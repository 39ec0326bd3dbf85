#pragma once
#include "corpus/document.hpp"
#include "parser/draft.hpp"

#include <string>
#include <string_view>

namespace smallprint::parser {

/// A DOCX as text: a line for each paragraph, the footnotes and endnotes after them.
struct DocxText {
  std::string text;           ///< UTF-8
  corpus::Document document;  ///< its tree; raw spans are bytes of `text`
};

/// Reads paragraphs, tables as paragraphs, and notes. Deleted words of tracked changes, instructions of
/// fields and comments are left out. A paragraph is a block quotation where its style, or one that this is
/// based on, has a name with "quote" in it.
///
/// The XML is read without entities: a part with a document type declaration is refused, as no DOCX may
/// have one.
/// \retval as read_draft()
[[nodiscard]] corpus::Result<DocxText> read_docx(std::string_view bytes, std::string_view name,
                                                 DraftLimits const& limits);

}  // namespace smallprint::parser
