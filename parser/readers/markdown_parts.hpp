#pragma once
#include "corpus/document.hpp"

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// Versions of a document share nearly all their paragraphs. Markdown is read in parts that mean the same
/// wherever they stand, so that a part that came before need not be read again.
namespace smallprint::parser {

/// Cuts Markdown where no block goes on: before a line at the left margin that follows a blank line and
/// starts neither an item, a quotation nor a table. Joined again, the parts are `bytes`. All of it is one
/// part when its blocks may depend on one another: with link definitions or foreign line ends. Nothing
/// is cut behind the first fence, or markup that blank lines do not end.
[[nodiscard]] std::vector<std::string_view> markdown_parts(std::string_view bytes);

/// What parts were read as, for all threads. Bounded: what was not asked for longest goes first.
class PartCache {
 public:
  using Read = std::shared_ptr<corpus::Document const>;
  /// \param most_bytes  of parts that are kept; their trees take a few times as much
  explicit PartCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}
  /// \returns nothing when the part is not known
  [[nodiscard]] Read find(std::string_view part);
  void put(std::string_view part, Read read);

 private:
  struct Kept {
    std::unique_ptr<std::string const> part;  // the key is a view of it
    Read read;
  };
  struct Hash {
    std::size_t operator()(std::string_view part) const;
  };
  using Generation = std::unordered_map<std::string_view, Kept, Hash>;
  void keep(Kept kept);

  std::mutex mutex_;
  Generation young_, old_;  // what is asked for moves to the young ones
  std::size_t young_bytes_ = 0;
  std::size_t most_bytes_;
};

}  // namespace smallprint::parser
