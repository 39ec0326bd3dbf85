#pragma once
#include "corpus/text.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// How alike two texts are, by their words in order.
namespace smallprint::tests {

/// Runs of letters and digits, in lower case as far as ASCII goes. Letters beyond ASCII count, curly marks do not.
inline std::vector<std::string> plain_words(std::string_view as_written) {
  auto const text = corpus::to_nfc(as_written);
  std::vector<std::string> out;
  std::string word;
  auto const end_word = [&] {
    if (!word.empty()) out.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const c = static_cast<unsigned char>(text[i]);
    bool const letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter) {
      word += static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    } else if (c >= 0xC3 && c < 0xE2 && i + 1 < text.size()) {
      word += text[i];
      word += text[++i];
    } else {
      end_word();
      while (c >= 0x80 && i + 1 < text.size() && (static_cast<unsigned char>(text[i + 1]) & 0xC0U) == 0x80U) ++i;
    }
  }
  end_word();
  return out;
}

/// Which items of `a` and `b` are of a longest common subsequence (Myers' O(ND) algorithm, with its trace).
template <class Sequence>
std::vector<std::pair<std::size_t, std::size_t>> common_items(Sequence const& a, Sequence const& b) {
  auto const n = static_cast<long>(a.size());
  auto const m = static_cast<long>(b.size());
  std::vector<std::vector<long>> trace;
  std::vector<long> reach{0, 0, 0};  // of diagonals -d-1..d+1
  for (long d = 0; d <= n + m; ++d) {
    std::vector<long> next(static_cast<std::size_t>(2 * d + 3), 0);
    bool end = false;
    for (long k = -d; k <= d && !end; k += 2) {
      auto const at = [&](long diagonal) { return reach[static_cast<std::size_t>(diagonal + d)]; };
      long x = d == 0 ? 0 : k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
      while (x < n && x - k < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)]) ++x;
      next[static_cast<std::size_t>(k + d + 1)] = x;
      end = x >= n && x - k >= m;
    }
    trace.push_back(next);
    reach = next;
    if (end) break;
  }
  std::vector<std::pair<std::size_t, std::size_t>> out;
  long x = n;
  long y = m;
  for (auto d = static_cast<long>(trace.size()) - 1; d >= 0; --d) {
    long before = 0;
    if (d > 0) {
      auto const& r = trace[static_cast<std::size_t>(d - 1)];
      auto const at = [&](long diagonal) { return r[static_cast<std::size_t>(diagonal + d)]; };
      auto const k = x - y;
      auto const from = k == -d || (k != d && at(k - 1) < at(k + 1)) ? k + 1 : k - 1;
      before = at(from);
      auto const start = from == k + 1 ? before : before + 1;
      for (; x > start; --x, --y) out.emplace_back(x - 1, y - 1);
      x = before;
      y = before - from;
    } else {
      for (; x > 0; --x, --y) out.emplace_back(x - 1, y - 1);
    }
  }
  std::reverse(out.begin(), out.end());
  return out;
}

struct Similarity {
  double in_order = 1;    ///< 2 * common / both, words in the same order
  double with_moved = 1;  ///< the same, where passages of 20 words or more may stand elsewhere
};

inline Similarity similarity(std::vector<std::string> const& a, std::vector<std::string> const& b) {
  if (a.empty() && b.empty()) return {};
  auto const common = common_items(a, b);
  std::vector<std::string> only_a;
  std::vector<std::string> only_b;
  auto const rest = [](std::vector<std::string> const& words, auto taken, std::vector<std::string>& out) {
    std::vector<bool> used(words.size(), false);
    for (auto const i : taken) used[i] = true;
    for (std::size_t i = 0; i < words.size(); ++i)
      if (!used[i]) out.push_back(words[i]);
  };
  std::vector<std::size_t> in_a;
  std::vector<std::size_t> in_b;
  for (auto const& [i, j] : common) {
    in_a.push_back(i);
    in_b.push_back(j);
  }
  rest(a, in_a, only_a);
  rest(b, in_b, only_b);
  std::size_t moved = 0;
  std::size_t run = 0;
  std::pair<std::size_t, std::size_t> before{};
  auto const found = common_items(only_a, only_b);
  for (std::size_t i = 0; i <= found.size(); ++i) {
    bool const goes_on =
        i > 0 && i < found.size() && found[i].first == before.first + 1 && found[i].second == before.second + 1;
    if (!goes_on) {
      if (run >= 20) moved += run;
      run = 0;
    }
    if (i < found.size()) before = found[i];
    ++run;
  }
  auto const both = static_cast<double>(a.size() + b.size());
  return {2.0 * static_cast<double>(common.size()) / both, 2.0 * static_cast<double>(common.size() + moved) / both};
}

}  // namespace smallprint::tests
