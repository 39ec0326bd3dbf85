#pragma once
#include "corpus/source.hpp"

#include <optional>
#include <string>
#include <string_view>

/// What a file's place says about the document in it: `authority/document type.md`, and for samples
/// and plain collections `authority/2025-06-13/document type.md`.
namespace smallprint::ingest {

struct DocumentPath {
  corpus::Source source;
  std::optional<corpus::MediaType> media_type;  ///< none: the extension tells none
  std::string date;                             ///< of a dated folder, "2025-06-13T00:00:00Z"; else empty
};

/// \param path  parts joined by '/'; of them the last folder is the authority
/// \returns nothing for what is no document: files at the root, README, LICENSE, hidden files and folders,
///          data such as .json and .csv
[[nodiscard]] std::optional<DocumentPath> document_at(std::string_view path);

/// By the extension, in any case: .md .markdown .html .htm .xhtml .txt
[[nodiscard]] std::optional<corpus::MediaType> media_type_of(std::string_view file_name);
/// By the first bytes; nothing for what is no text (PDF, archives, images).
[[nodiscard]] std::optional<corpus::MediaType> sniff(std::string_view bytes);
/// "PDF", "DOCX", "XML", ...: a kind of document that cannot be read, by extension; else empty.
[[nodiscard]] std::string_view unread_kind(std::string_view file_name);

/// The largest file that is read as a document, in bytes.
inline constexpr std::size_t largest_document = 64u << 20;

/// Well-formed UTF-8 as it is; every other byte as \xHH. NUL too.
[[nodiscard]] std::string escape_bytes(std::string_view bytes);

}  // namespace smallprint::ingest
