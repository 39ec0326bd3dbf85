#pragma once
#include "corpus/lexicon_file.hpp"
#include "corpus/source.hpp"
#include "index/store.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace smallprint::app {

/// Plain files as an index of their own, in a temporary folder that goes with the object: what is asked of stored
/// versions can be asked of them. Each file is a provider's terms of service; the providers are called by `names`.
class FileIndex final : public corpus::VersionTexts {
 public:
  /// Reads Markdown, HTML or text, told by name and bytes.
  /// \retval Errc::not_found, Errc::io, Errc::too_large, Errc::unsupported, Errc::bad_encoding  names the file
  [[nodiscard]] static corpus::Result<FileIndex> make(std::vector<std::filesystem::path> const& files,
                                                      std::vector<std::string> const& names,
                                                      corpus::Lexicons const& lexicons);
  ~FileIndex() override;
  FileIndex(FileIndex&&) noexcept;
  FileIndex& operator=(FileIndex&&) = delete;

  [[nodiscard]] index::Store& store() { return *store_; }
  /// Bytes of a file. \param sha256  here its number in the order given
  [[nodiscard]] corpus::Result<std::string> text(std::string_view sha256) override;

 private:
  FileIndex() = default;
  std::filesystem::path folder_;
  std::vector<std::string> bytes_;
  std::unique_ptr<index::Store> store_;
};

}  // namespace smallprint::app
