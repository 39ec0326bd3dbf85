#pragma once
#include "corpus/text.hpp"

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace smallprint::parser {

/// What one thread worked out of paragraphs that it may meet again, as the versions of a document repeat
/// nearly all of theirs. Bounded: when it is full it forgets all.
template <class Value>
class ParagraphMemory {
 public:
  /// \param make  Value(): pure, and of nothing but `paragraph`; may not use this memory
  /// \returns what it gave for the same words, until the next call
  template <class Make>
  Value const& of(std::string_view paragraph, Make const& make) {
    auto const key = corpus::hash64(paragraph);
    if (auto const it = known_.find(key); it != known_.end()) return it->second;
    if (known_.size() >= most) known_.clear();
    return known_.emplace(key, make()).first->second;
  }

 private:
  static constexpr std::size_t most = 20'000;
  std::unordered_map<std::uint64_t, Value> known_;
};

}  // namespace smallprint::parser
