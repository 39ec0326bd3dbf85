#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace smallprint::corpus {

/// A sorted set of few numbers that lives on the stack: what pattern matching makes by the million.
class SmallSet {
 public:
  void insert(std::uint32_t value) {
    auto const* const at = std::lower_bound(begin(), end(), value);
    if (at != end() && *at == value) return;
    auto const index = static_cast<std::size_t>(at - begin());
    if (more_.empty() && size_ < few_.size()) {
      std::copy_backward(few_.begin() + index, few_.begin() + size_, few_.begin() + size_ + 1);
      few_[index] = value;
    } else {
      if (more_.empty()) more_.assign(few_.begin(), few_.begin() + size_);
      more_.insert(more_.begin() + static_cast<std::ptrdiff_t>(index), value);
    }
    ++size_;
  }
  [[nodiscard]] std::uint32_t const* begin() const { return more_.empty() ? few_.data() : more_.data(); }
  [[nodiscard]] std::uint32_t const* end() const { return begin() + size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  /// \pre not empty
  [[nodiscard]] std::uint32_t back() const { return *(end() - 1); }

 private:
  std::array<std::uint32_t, 8> few_{};
  std::uint32_t size_ = 0;
  std::vector<std::uint32_t> more_;  ///< all of them, once they are many
};

}  // namespace smallprint::corpus
