#pragma once
#include "ingest/sha256.hpp"
#include "ingest/sqlite.hpp"

#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

/// The texts of the archive, each distinct one once: a few whole (keyframes), the others as what
/// differs from a keyframe, so that a read takes at most two decompressions.
/// docs/decisions/0002-archive-storage.md has the figures behind it.
namespace smallprint::ingest {

/// Bytes; the largest text that can be kept.
inline constexpr std::size_t largest_text = 256u << 20;

class TextStore {
 public:
  /// \param database  kept by reference
  [[nodiscard]] static corpus::Result<TextStore> open(sqlite::Database& database);

  /// \param like  id of a text that may resemble it, as the document's version before; none: no value
  /// \returns the id of the text, which may have been there
  [[nodiscard]] corpus::Result<std::int64_t> put(Digest const& sha256, std::string_view bytes,
                                                 std::optional<std::int64_t> like);
  /// \returns nothing where no such text is kept
  [[nodiscard]] corpus::Result<std::optional<std::int64_t>> find(std::string_view sha256);
  /// The exact bytes. \retval Errc::io  they are damaged
  [[nodiscard]] corpus::Result<std::string> get(std::int64_t id);
  /// Drops what was read: after a rollback ids may be given anew.
  void forget() noexcept;

 private:
  struct Keyframe {
    std::int64_t id = 0;
    std::size_t packed_size = 0;
    std::string text;
  };
  using KeyframePtr = std::shared_ptr<Keyframe const>;

  struct Row {
    std::string sha256;  // 64 hex digits
    std::int64_t size = 0;
    std::optional<std::int64_t> base;
    std::string packed;
  };

  explicit TextStore(sqlite::Database& database) : database_(&database) {}
  [[nodiscard]] corpus::Result<Row> row(std::int64_t id);
  [[nodiscard]] static corpus::Result<std::string> unpack(Row const& row, std::string_view base);
  [[nodiscard]] corpus::Result<KeyframePtr> keyframe(std::int64_t id);
  void keep(KeyframePtr frame);

  sqlite::Database* database_;
  sqlite::Statement find_, read_, insert_;
  std::list<KeyframePtr> recent_;  // the latest used first
  std::unordered_map<std::int64_t, std::list<KeyframePtr>::iterator> by_id_;
  std::size_t held_ = 0;  // bytes of text in recent_
};

}  // namespace smallprint::ingest
