#pragma once
#include "corpus/error.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::corpus {

/// Half-open range of UTF-8 bytes. What it counts from is said where it is stored.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return end <= begin; }
  [[nodiscard]] constexpr bool contains(std::uint32_t at) const { return at >= begin && at < end; }
  [[nodiscard]] constexpr bool contains(Span s) const { return s.begin >= begin && s.end <= end; }
  [[nodiscard]] constexpr bool overlaps(Span s) const { return s.begin < end && begin < s.end; }
  auto operator<=>(Span const&) const = default;
};

/// The words a span points at. \pre span.end <= text.size()
[[nodiscard]] inline std::string_view slice(std::string_view text, Span span) {
  return text.substr(span.begin, span.size());
}

/// From clean text (markup removed, spaces folded) back to the raw bytes it was made from.
///
/// A sequence of runs in ascending order. A run either copies bytes one to one or, where raw bytes
/// were replaced (an entity, folded white space, a composed character), is atomic: any position in
/// it stands for the whole raw range.
class OffsetMap {
 public:
  struct Run {
    std::uint32_t clean = 0;  ///< first clean byte
    std::uint32_t raw = 0;    ///< first raw byte
    std::uint32_t clean_size = 0;
    std::uint32_t raw_size = 0;  ///< equal to clean_size when bytes were copied
    bool operator==(Run const&) const = default;
    [[nodiscard]] bool copied() const { return clean_size == raw_size; }
  };

  /// Appends `clean_size` clean bytes that stand for `raw`. Copied runs that touch are joined.
  /// \pre raw.begin is not before the end of the last run
  void append(std::uint32_t clean_size, Span raw);

  /// The raw bytes that the clean range came from, from its first byte to its last.
  /// An empty span gives the empty span at the corresponding raw place.
  [[nodiscard]] Span to_raw(Span clean) const;

  /// The map of one part: positions in `clean` become relative to its begin, raw ones to `raw_base`.
  [[nodiscard]] OffsetMap part(Span clean, std::uint32_t raw_base) const;

  [[nodiscard]] std::vector<Run> const& runs() const { return runs_; }
  [[nodiscard]] std::uint32_t clean_size() const {
    return runs_.empty() ? 0 : runs_.back().clean + runs_.back().clean_size;
  }
  bool operator==(OffsetMap const&) const = default;

  /// Varints: (gap in raw, clean size, raw size when it differs) per run. Empty for the identity.
  void encode(std::string& out) const;
  /// \param in  advanced past what was read
  /// \returns Errc::schema when the bytes are not those of encode()
  [[nodiscard]] static Result<OffsetMap> decode(std::string_view& in);

 private:
  std::vector<Run> runs_;
};

}  // namespace smallprint::corpus
