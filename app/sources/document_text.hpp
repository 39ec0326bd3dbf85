#pragma once
#include "corpus/declaration.hpp"
#include "corpus/extraction_file.hpp"
#include "parser/extract/extract.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace smallprint::app {

/// A page as it came: bytes and the response's Content-Type.
struct PageBytes {
  std::string bytes;
  std::string content_type;
};

/// What a declaration makes of its pages.
struct DocumentText {
  std::string text;  ///< of all pages, parted by parser::page_separator
  std::vector<parser::ExtractedPage> pages;
};

/// \param pages  one for each of the declaration's, in order
/// \retval as parser::extract_page(), of the first page that fails
[[nodiscard]] corpus::Result<DocumentText> document_text(corpus::DocumentDeclaration const& declaration,
                                                         std::vector<PageBytes> const& pages,
                                                         corpus::ExtractionRules const& rules);

/// The saved page of a document, as Open Terms Archive names its snapshots: "Terms of Service.html", or
/// "Terms of Service #policies-terms.html" where a document has several. Looked for in `folder` and in its
/// folder of the authority's name.
[[nodiscard]] std::optional<std::filesystem::path> saved_page(std::filesystem::path const& folder,
                                                              corpus::ServiceDeclaration const& service,
                                                              corpus::DocumentDeclaration const& document,
                                                              corpus::PageDeclaration const& page);

/// The selectors of what a page must hold before it is taken from a browser.
[[nodiscard]] std::vector<std::string> selectors_of(corpus::PageDeclaration const& page);

/// corpus/extraction.toml of the data folder.
[[nodiscard]] corpus::Result<corpus::ExtractionRules> open_extraction_rules();

}  // namespace smallprint::app
