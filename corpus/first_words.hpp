#pragma once  // only what compiles and matches phrase patterns includes this
#include <cstdint>
#include <vector>

namespace smallprint::corpus::compiled {

/// First words of patterns, by hash, with what begins with each. Made for the answer "nothing does", which is what
/// nearly every word of a text gets from nearly every set: that costs one look at 16 bytes.
class FirstWords {
 public:
  void add(std::uint64_t word, std::uint32_t value) {
    if (2 * (used_ + 1) > slots_.size()) grow();
    auto& slot = slots_[find(word)];
    if (slot.head == none) ++used_;
    entries_.push_back({value, slot.head});
    slot = {word, static_cast<std::uint32_t>(entries_.size() - 1)};
  }

  [[nodiscard]] bool has(std::uint64_t word) const { return !slots_.empty() && slots_[find(word)].head != none; }

  /// Calls `f` with every value of `word`, the last added first.
  template <class F>
  void for_each(std::uint64_t word, F&& f) const {
    if (slots_.empty()) return;
    for (auto at = slots_[find(word)].head; at != none; at = entries_[at].next) f(entries_[at].value);
  }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;
  struct Slot {
    std::uint64_t word = 0;
    std::uint32_t head = none;  ///< of a chain in `entries_`
  };
  struct Entry {
    std::uint32_t value = 0;
    std::uint32_t next = none;
  };

  /// Where the word is, or would be. Words are hashes already. \pre one slot is free
  [[nodiscard]] std::size_t find(std::uint64_t word) const {
    auto const mask = slots_.size() - 1;
    auto at = word & mask;
    while (slots_[at].head != none && slots_[at].word != word) at = (at + 1) & mask;
    return at;
  }
  void grow() {
    auto const old = std::move(slots_);
    slots_.assign(old.empty() ? 8 : 2 * old.size(), Slot{});
    for (auto const& slot : old)
      if (slot.head != none) slots_[find(slot.word)] = slot;
  }

  std::vector<Slot> slots_;  // a power of two, at most half of them in use
  std::vector<Entry> entries_;
  std::size_t used_ = 0;
};

}  // namespace smallprint::corpus::compiled
