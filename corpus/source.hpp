#pragma once
#include "corpus/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace smallprint::corpus {

/// What was read and how it is written down.
enum class MediaType : std::uint8_t { markdown, html, text };
[[nodiscard]] std::string_view to_string(MediaType);
[[nodiscard]] Result<MediaType> media_type_from(std::string_view name);

/// One document that is followed: who issues it and which of its documents it is.
struct Source {
  std::string authority;      ///< "Acme AI"
  std::string document_type;  ///< Open Terms Archive's terms type where one fits: "Terms of Service"
  auto operator<=>(Source const&) const = default;
};

/// How a recorded version came about (Open Terms Archive's commit kinds, older wordings mapped).
enum class VersionKind : std::uint8_t { first_record, change, technical_upgrade, imported };
[[nodiscard]] std::string_view to_string(VersionKind);

/// Where a version was taken from, kept as proof.
struct Evidence {
  std::string repository;  ///< path or address of the repository or folder that was imported
  std::string commit;      ///< 40 hex digits, empty for plain files
  std::string path;        ///< inside the repository or folder, '/' between parts
  std::string message;     ///< the commit's message as recorded, empty for plain files
};

/// One version of a document in the archive, without its text.
struct VersionInfo {
  std::int64_t id = 0;  ///< in the archive; grows with insertion
  Source source;
  std::string date;  ///< UTC, "2025-06-13T04:12:07Z"
  VersionKind kind{};
  std::string sha256;      ///< of the text's bytes, 64 hex digits
  std::uint32_t size = 0;  ///< bytes of text
  MediaType media_type{};
  bool removed = false;  ///< the document ended here: no text, sha256 empty
};

/// Gives back the exact bytes of a version; the archive implements it, `query` asks it for quotes.
class VersionTexts {
 public:
  virtual ~VersionTexts() = default;
  /// \param sha256  64 hex digits. \returns Errc::not_found, or Errc::io when the bytes are damaged.
  [[nodiscard]] virtual Result<std::string> text(std::string_view sha256) = 0;
};

}  // namespace smallprint::corpus
