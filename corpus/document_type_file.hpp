#pragma once
#include "corpus/error.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace smallprint::corpus {

/// How a type of document counts: corpus/document_types.toml.
struct DocumentType {
  int rank = 0;           ///< order of documents and quotes, the binding ones first
  double weight = 1;      ///< scales what its sentences count in a verdict
  bool business = false;  ///< binds business customers or developers only
};

class DocumentTypes {
 public:
  /// By name; the entry "*" for types that have none.
  [[nodiscard]] DocumentType const& operator[](std::string_view name) const;

 private:
  friend Result<DocumentTypes> load_document_types(std::filesystem::path const&);
  std::map<std::string, DocumentType, std::less<>> types_;
  DocumentType other_;
};

/// \retval Errc::io, Errc::schema, Errc::syntax  `source` names file, line, column and key
[[nodiscard]] Result<DocumentTypes> load_document_types(std::filesystem::path const& file);

}  // namespace smallprint::corpus
