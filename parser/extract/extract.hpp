#pragma once
#include "corpus/capture_file.hpp"
#include "corpus/declaration.hpp"
#include "corpus/extraction_file.hpp"
#include "parser/extract/limits.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Door from a snapshot's bytes to a document's text: what a version says.
namespace smallprint::parser {

enum class PageKind : std::uint8_t { html, pdf, docx, markdown, text, unknown };
/// By the bytes where they tell, else by the response's Content-Type, else by the address's ending.
[[nodiscard]] PageKind page_kind(std::string_view bytes, std::string_view content_type, std::string_view address);

struct ExtractedPage {
  std::string text;  ///< Markdown in UTF-8, no line end at its end
  PageKind kind = PageKind::unknown;
  bool main_content = false;       ///< no selector was declared: the main part was looked for
  std::vector<std::string> notes;  ///< selectors that matched nothing, filters that could not be applied
};

/// Makes a page's text as its declaration says: filters, then what `remove` names is taken out, then what
/// `select` names is written as Markdown. Without `select`, the main part is looked for.
///
/// Links are made absolute and lose tracking parameters; invisible characters are dropped, non-breaking
/// spaces are spaces. A PDF or DOCX needs no selectors.
///
/// \param content_type  of the response, as "text/html; charset=utf-8"; may be empty
/// \retval Errc::not_found     no selector matches, or what they match has no words
/// \retval Errc::syntax        a selector is no selector; a PDF or DOCX is damaged; `message` says where
/// \retval Errc::too_large     a limit was reached; `message` names it
/// \retval Errc::bad_encoding, Errc::unsupported
///
/// Never throws on any input. Pure and thread-safe: the same bytes give the same text.
[[nodiscard]] corpus::Result<ExtractedPage> extract_page(std::string_view bytes, std::string_view content_type,
                                                         corpus::PageDeclaration const& declaration,
                                                         corpus::ExtractionRules const& rules,
                                                         ExtractLimits const& limits = {});

/// What a page's text holds: the document, or what a site shows in its stead. See capture.hpp.
[[nodiscard]] corpus::Capture capture_of(std::string_view markdown, std::vector<corpus::CaptureRule> const& rules);

/// What stands between the pages of one document.
inline constexpr std::string_view page_separator = "\n\n- - -\n\n";

}  // namespace smallprint::parser
