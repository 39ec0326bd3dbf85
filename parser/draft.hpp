#pragma once
#include "corpus/error.hpp"
#include "corpus/quotation.hpp"

#include <cstddef>
#include <string_view>

/// Door to drafts: what a person writes about documents, and what it quotes of them.
namespace smallprint::parser {

struct DraftLimits {
  std::size_t bytes = 16u << 20;     ///< of a draft
  std::size_t quotations = 5000;     ///< in a draft
  std::size_t min_words = 4;         ///< of a quotation; shorter ones are names and scare quotes
  std::size_t unpacked = 64u << 20;  ///< of a DOCX: bytes of its parts together
  std::size_t entries = 5000;        ///< of a DOCX: files in it
  std::size_t depth = 200;           ///< of nested elements in a DOCX
};

/// What a draft is: by its bytes where they tell (a DOCX, a page of HTML), else by its name's ending, else
/// Markdown where it has marks of it, else text.
/// \retval Errc::unsupported  another kind of file (PDF, RTF, an old Word file), or no text at all
[[nodiscard]] corpus::Result<corpus::DraftKind> draft_kind(std::string_view bytes, std::string_view name);

/// Finds the quotations of a draft.
///
/// A quotation is what stands between double quotation marks of any shape (“ ” „ “ « » " "), between single
/// ones where these are clearly no apostrophes, in a block quotation, in an HTML <q>, or in a DOCX's
/// paragraphs of a style whose name says quote. One that is nested is given after the one around it. Where
/// no mark closes one, it goes on in the next paragraph if that begins with the same mark, else it ends.
/// Code is left out, and marks of inches, feet and apostrophes are none.
///
/// \param name  of the file, for errors
/// \retval Errc::too_large     a limit was reached; `message` names it
/// \retval Errc::bad_encoding  `offset` is the first byte that is not UTF-8 (HTML may have any encoding)
/// \retval Errc::syntax        a DOCX that is broken, or holds what none may hold; `message` names the part
///
/// Never throws on any input. Pure: the same bytes give the same quotations.
[[nodiscard]] corpus::Result<corpus::Draft> read_draft(std::string_view bytes, corpus::DraftKind kind,
                                                       std::string_view name, DraftLimits const& limits = {});

}  // namespace smallprint::parser
