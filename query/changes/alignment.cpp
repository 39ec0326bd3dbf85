#include "query/changes/alignment.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace smallprint::query {
namespace {

constexpr double reworded_from = 0.42;     // similarity of clauses that stand in the same place
constexpr double elsewhere_from = 0.72;    // and of clauses that do not
constexpr double part_from = 0.8;          // of a part's weight that its whole must hold, and the reverse
constexpr double nearly_whole = 0.98;      // of a clause's weight that its parts hold together
constexpr double same_label_bonus = 0.08;  // numbers and headings tell a little of what belongs together
constexpr double same_place_bonus = 0.04;
constexpr std::size_t few_words = 4;  // of so few more must be the same
constexpr double reworded_few = 0.6;
constexpr std::uint32_t none = UINT32_MAX;

using Indices = std::vector<std::uint32_t>;

/// Indices of the longest ascending run of distinct numbers, by patience sorting (Aldous and Diaconis 1999).
Indices longest_ascending(Indices const& numbers) {
  Indices tops;  // index of the top card of each pile
  Indices below(numbers.size(), none);
  for (std::uint32_t i = 0; i < numbers.size(); ++i) {
    auto const it = std::lower_bound(tops.begin(), tops.end(), numbers[i],
                                     [&](std::uint32_t top, std::uint32_t number) { return numbers[top] < number; });
    if (it != tops.begin()) below[i] = *(it - 1);
    if (it == tops.end())
      tops.push_back(i);
    else
      *it = i;
  }
  Indices out;
  for (auto i = tops.empty() ? none : tops.back(); i != none; i = below[i]) out.push_back(i);
  std::reverse(out.begin(), out.end());
  return out;
}

class Aligner {
 public:
  Aligner(std::span<Piece const> before, std::span<Piece const> after, AlignmentLimits const& limits)
      : old_(before), new_(after), limits_(limits), to_new_(before.size(), none), to_old_(after.size(), none) {}

  ClauseAlignment run() {
    chain({0, static_cast<std::uint32_t>(old_.size())}, {0, static_cast<std::uint32_t>(new_.size())});
    in_chain_ = to_new_;
    equal_elsewhere();
    if (has_left()) {
      weigh_words();
      for_each_gap([&](Range o, Range n) { align_gap(o, n); });
      parts();
      similar_elsewhere();
    }
    return write();
  }

 private:
  struct Range {
    std::uint32_t begin = 0, end = 0;
    [[nodiscard]] std::uint32_t size() const { return end - begin; }
  };

  void link(std::uint32_t o, std::uint32_t n) {
    to_new_[o] = n;
    to_old_[n] = o;
  }

  /// Links equal wordings in order: common ends first, then wordings that each side has once, then between those.
  void chain(Range o, Range n) {
    while (o.size() > 0 && n.size() > 0 && old_[o.begin].same == new_[n.begin].same) link(o.begin++, n.begin++);
    while (o.size() > 0 && n.size() > 0 && old_[o.end - 1].same == new_[n.end - 1].same) link(--o.end, --n.end);
    if (o.size() == 0 || n.size() == 0) return;
    auto const anchors = anchors_of(o, n);
    if (anchors.empty()) return;
    for (auto const& [a, b] : anchors) {
      chain({o.begin, a}, {n.begin, b});
      link(a, b);
      o.begin = a + 1;
      n.begin = b + 1;
    }
    chain(o, n);
  }

  /// Pairs of wordings that stand once in each range, the longest run of them in the same order.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> anchors_of(Range o, Range n) {
    struct Place {
      std::uint32_t count_old = 0, count_new = 0, at_old = 0;
    };
    std::unordered_map<std::uint64_t, Place> places;
    for (auto i = o.begin; i < o.end; ++i) {
      auto& place = places[old_[i].same];
      ++place.count_old;
      place.at_old = i;
    }
    for (auto i = n.begin; i < n.end; ++i)
      if (auto const it = places.find(new_[i].same); it != places.end()) ++it->second.count_new;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> once;
    for (auto i = n.begin; i < n.end; ++i)
      if (auto const it = places.find(new_[i].same);
          it != places.end() && it->second.count_old == 1 && it->second.count_new == 1)
        once.emplace_back(it->second.at_old, i);
    Indices order;
    for (auto const& [at_old, at_new] : once) order.push_back(at_old);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
    for (auto const at : longest_ascending(order)) out.push_back(once[at]);
    return out;
  }

  /// Equal wordings outside the chain have moved; of several the first of each side.
  void equal_elsewhere() {
    std::unordered_map<std::uint64_t, Indices> left;
    for (auto i = static_cast<std::uint32_t>(old_.size()); i-- > 0;)
      if (to_new_[i] == none) left[old_[i].same].push_back(i);
    for (std::uint32_t i = 0; i < new_.size(); ++i) {
      if (to_old_[i] != none) continue;
      auto const it = left.find(new_[i].same);
      if (it == left.end() || it->second.empty()) continue;
      link(it->second.back(), i);
      it->second.pop_back();
    }
  }

  [[nodiscard]] bool has_left() const {
    return std::find(to_new_.begin(), to_new_.end(), none) != to_new_.end() &&
           std::find(to_old_.begin(), to_old_.end(), none) != to_old_.end();
  }

  void weigh_words() {
    std::unordered_map<std::uint64_t, std::uint32_t> holders;
    auto const count = [&](Piece const& piece) {
      for (std::size_t i = 0; i < piece.bag.size(); ++i)
        if (i == 0 || piece.bag[i] != piece.bag[i - 1]) ++holders[piece.bag[i]];
    };
    std::for_each(old_.begin(), old_.end(), count);
    std::for_each(new_.begin(), new_.end(), count);
    auto const all = static_cast<double>(old_.size() + new_.size());
    for (auto const& [word, n] : holders) weight_[word] = 0.2 + std::log(1 + all / n);
    auto const weigh = [&](Piece const& piece) {
      double sum = 0;
      for (auto const word : piece.bag) sum += weight_.at(word);
      return sum;
    };
    for (auto const& piece : old_) old_weight_.push_back(weigh(piece));
    for (auto const& piece : new_) new_weight_.push_back(weigh(piece));
  }

  /// Weight of the words that both bags hold.
  [[nodiscard]] double common(std::span<std::uint64_t const> a, std::span<std::uint64_t const> b) const {
    double sum = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
      if (a[i] < b[j])
        ++i;
      else if (b[j] < a[i])
        ++j;
      else {
        sum += weight_.at(a[i]);
        ++i;
        ++j;
      }
    }
    return sum;
  }
  [[nodiscard]] double similarity(std::uint32_t o, std::uint32_t n) const {
    auto const total = old_weight_[o] + new_weight_[n];
    // Too unlike in length to reach the least similarity: not worth the comparison.
    if (total <= 0 || 2 * std::min(old_weight_[o], new_weight_[n]) < 0.3 * total) return 0;
    return std::min(0.9999, 2 * common(old_[o].bag, new_[n].bag) / total);
  }
  [[nodiscard]] bool belongs(double similarity, std::uint32_t o, std::uint32_t n, double least) const {
    auto const fewest = std::min(old_[o].bag.size(), new_[n].bag.size());
    return similarity >= (fewest <= few_words ? std::max(least, reworded_few) : least);
  }

  /// Calls `f` with what is unlinked between each two links of the chain.
  template <class F>
  void for_each_gap(F const& f) {
    Range o{0, 0}, n{0, 0};
    auto const flush = [&](std::uint32_t to_old, std::uint32_t to_new) {
      o.end = to_old;
      n.end = to_new;
      f(o, n);
      o.begin = to_old + 1;
      n.begin = to_new + 1;
    };
    for (std::uint32_t i = 0; i < old_.size(); ++i)
      if (in_chain_[i] != none) flush(i, in_chain_[i]);
    flush(static_cast<std::uint32_t>(old_.size()), static_cast<std::uint32_t>(new_.size()));
  }

  template <class Linked>
  [[nodiscard]] static Indices left_in(Range range, Linked const& linked) {
    Indices out;
    for (auto i = range.begin; i < range.end; ++i)
      if (linked[i] == none) out.push_back(i);
    return out;
  }

  /// Pairs what is left in a gap, in order, so that the sum of similarities is the greatest.
  void align_gap(Range old_range, Range new_range) {
    auto const o = left_in(old_range, to_new_);
    auto const n = left_in(new_range, to_old_);
    if (o.empty() || n.empty()) return;
    auto const cells = o.size() * n.size();
    if (cells > limits_.gap_cells || cells_ + cells > limits_.total_cells) {
      gave_up_ = true;
      return align_large_gap(o, n);
    }
    cells_ += cells;
    auto const width = n.size() + 1;
    enum Step : std::uint8_t { skip_old, skip_new, pair };
    std::vector<Step> step(width * (o.size() + 1), skip_old);
    std::vector<double> above(width, 0), row(width, 0);
    for (std::size_t j = 1; j < width; ++j) step[j] = skip_new;
    for (std::size_t i = 1; i <= o.size(); ++i) {
      row[0] = 0;
      for (std::size_t j = 1; j < width; ++j) {
        row[j] = above[j];
        auto& best = step[i * width + j];
        best = skip_old;
        if (row[j - 1] > row[j]) {
          row[j] = row[j - 1];
          best = skip_new;
        }
        auto const& a = old_[o[i - 1]];
        auto const& b = new_[n[j - 1]];
        auto const s = similarity(o[i - 1], n[j - 1]);
        auto const bonus = (!a.label.empty() && a.label == b.label ? same_label_bonus : 0) +
                           (a.place == b.place ? same_place_bonus : 0);
        if (!belongs(s + bonus, o[i - 1], n[j - 1], reworded_from)) continue;
        if (above[j - 1] + s + bonus > row[j]) {
          row[j] = above[j - 1] + s + bonus;
          best = pair;
        }
      }
      std::swap(above, row);
    }
    for (std::size_t i = o.size(), j = n.size(); i > 0 && j > 0;) {
      switch (step[i * width + j]) {
        case skip_old:
          --i;
          break;
        case skip_new:
          --j;
          break;
        case pair:
          link(o[--i], n[--j]);
      }
    }
  }

  /// A clause that holds its counterpart and the unlinked neighbours of it is split, or merged.
  void parts() {
    for (std::uint32_t i = 0; i < old_.size(); ++i) {
      auto whole = take_parts(old_[i], old_weight_[i], to_new_[i], new_, new_weight_, to_old_);
      for (auto const part : whole) split_of_[part] = i;
    }
    for (std::uint32_t i = 0; i < new_.size(); ++i) {
      auto whole = take_parts(new_[i], new_weight_[i], to_old_[i], old_, old_weight_, to_new_);
      for (auto const part : whole) merged_into_[part] = i;
    }
  }

  /// Unlinked neighbours of `counterpart` whose words `whole` holds, when they and it together hold most of it; of few
  /// words only where nothing else is left of it.
  [[nodiscard]] Indices take_parts(Piece const& whole, double whole_weight, std::uint32_t counterpart,
                                   std::span<Piece const> others, std::vector<double> const& weights,
                                   Indices const& linked) const {
    if (counterpart == none || whole.bag.size() <= few_words || weights[counterpart] >= whole_weight) return {};
    if (common(whole.bag, others[counterpart].bag) < part_from * weights[counterpart]) return {};
    for (auto const fewest : {std::size_t{0}, few_words}) {
      auto const is_part = [&](std::uint32_t at) {
        return linked[at] == none && !split_of_.contains(at) && others[at].bag.size() > fewest &&
               common(whole.bag, others[at].bag) >= part_from * weights[at];
      };
      Indices out;
      double held = weights[counterpart];
      for (auto i = counterpart + 1; i < others.size() && is_part(i) && held < whole_weight; ++i) {
        out.push_back(i);
        held += weights[i];
      }
      for (auto i = counterpart; i-- > 0 && is_part(i) && held < whole_weight;) {
        out.push_back(i);
        held += weights[i];
      }
      if (out.empty()) return {};
      bool const whole_of_it = held >= nearly_whole * whole_weight && held <= whole_weight / nearly_whole;
      if (whole_of_it || (fewest > 0 && held >= part_from * whole_weight)) return out;
    }
    return {};
  }

  struct Pair {
    double similarity;
    std::uint32_t o, n;
  };

  /// Pairs of the clauses given that share rare words and are alike enough, the likest first.
  [[nodiscard]] std::vector<Pair> pairs_by_rare_words(Indices const& olds, Indices const& news, double least) const {
    constexpr std::size_t telling = 6;        // rare words by which a clause is looked up
    constexpr std::size_t most_holders = 24;  // of a word that still tells something
    std::unordered_map<std::uint64_t, Indices> holders;
    for (auto const n : news)
      for (auto const word : new_[n].bag)
        if (auto& list = holders[word]; list.empty() || list.back() != n) list.push_back(n);
    std::vector<Pair> out;
    for (auto const o : olds) {
      std::vector<std::pair<std::size_t, std::uint64_t>> rare;
      for (auto const word : old_[o].bag)
        if (auto const it = holders.find(word); it != holders.end() && it->second.size() <= most_holders)
          rare.emplace_back(it->second.size(), word);
      std::sort(rare.begin(), rare.end());
      rare.erase(std::unique(rare.begin(), rare.end()), rare.end());
      if (rare.size() > telling) rare.resize(telling);
      Indices candidates;
      for (auto const& [count, word] : rare)
        candidates.insert(candidates.end(), holders[word].begin(), holders[word].end());
      std::sort(candidates.begin(), candidates.end());
      candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
      for (auto const n : candidates)
        if (auto const s = similarity(o, n); belongs(s, o, n, least)) out.push_back({s, o, n});
    }
    std::sort(out.begin(), out.end(), [](Pair const& x, Pair const& y) {
      return std::tuple(-x.similarity, x.o, x.n) < std::tuple(-y.similarity, y.o, y.n);
    });
    return out;
  }

  /// In a gap that is too large to compare each clause with each: pairs that share rare words, as far as they keep the
  /// order.
  void align_large_gap(Indices const& olds, Indices const& news) {
    std::unordered_map<std::uint32_t, std::uint32_t> to_new;
    std::unordered_set<std::uint32_t> taken;
    for (auto const& pair : pairs_by_rare_words(olds, news, reworded_from))
      if (!to_new.contains(pair.o) && taken.insert(pair.n).second) to_new.emplace(pair.o, pair.n);
    Indices linked, places;
    for (auto const o : olds)
      if (auto const it = to_new.find(o); it != to_new.end()) {
        linked.push_back(o);
        places.push_back(it->second);
      }
    for (auto const at : longest_ascending(places)) link(linked[at], places[at]);
  }

  /// Pairs what is left anywhere and nearly the same.
  void similar_elsewhere() {
    Indices olds, news;
    for (std::uint32_t i = 0; i < new_.size(); ++i)
      if (to_old_[i] == none && !split_of_.contains(i)) news.push_back(i);
    for (std::uint32_t i = 0; i < old_.size(); ++i)
      if (to_new_[i] == none && !merged_into_.contains(i) && old_[i].bag.size() > few_words) olds.push_back(i);
    if (olds.empty() || news.empty()) return;
    for (auto const& pair : pairs_by_rare_words(olds, news, elsewhere_from))
      if (to_new_[pair.o] == none && to_old_[pair.n] == none) link(pair.o, pair.n);
  }

  [[nodiscard]] Correspondence paired(std::uint32_t o, std::uint32_t n) const {
    Correspondence out{Relation::unchanged, {o}, {n}, 1};
    bool const same = old_[o].same == new_[n].same;
    if (!same) out.similarity = similarity(o, n);
    if (!in_order_[o])
      out.relation = Relation::moved;
    else if (!same)
      out.relation = Relation::reworded;
    else if (old_[o].label != new_[n].label)
      out.relation = Relation::renumbered;
    return out;
  }

  /// Which linked old clauses keep their order: the longest run of them whose new places ascend.
  void find_order() {
    in_order_.assign(old_.size(), false);
    Indices linked, places;
    for (std::uint32_t i = 0; i < old_.size(); ++i)
      if (to_new_[i] != none) {
        linked.push_back(i);
        places.push_back(to_new_[i]);
      }
    for (auto const at : longest_ascending(places)) in_order_[linked[at]] = true;
  }

  ClauseAlignment write() {
    find_order();
    ClauseAlignment out;
    out.gave_up = gave_up_;
    std::unordered_map<std::uint32_t, Indices> parts_of, sources_of;
    for (auto const& [part, whole] : split_of_) parts_of[whole].push_back(part);
    for (auto const& [part, whole] : merged_into_) sources_of[whole].push_back(part);
    std::uint32_t o = 0;
    auto const removed_until = [&](std::uint32_t end) {
      for (; o < end; ++o)
        if (to_new_[o] == none && !merged_into_.contains(o)) out.pairs.push_back({Relation::removed, {o}, {}, 0});
    };
    // What goes before the next clause that stays is told before what comes there.
    std::vector<std::uint32_t> next_old(new_.size() + 1, static_cast<std::uint32_t>(old_.size()));
    for (auto n = static_cast<std::uint32_t>(new_.size()); n-- > 0;)
      next_old[n] = to_old_[n] != none && in_order_[to_old_[n]] ? to_old_[n] : next_old[n + 1];
    for (std::uint32_t n = 0; n < new_.size(); ++n) {
      if (to_old_[n] == none) {
        removed_until(next_old[n]);
        if (!split_of_.contains(n)) out.pairs.push_back({Relation::added, {}, {n}, 0});
        continue;
      }
      auto const from = to_old_[n];
      if (in_order_[from]) {
        removed_until(from);
        o = std::max(o, from + 1);
      }
      auto pair = paired(from, n);
      if (auto const it = parts_of.find(from); it != parts_of.end()) {
        pair.relation = Relation::split;
        pair.after.insert(pair.after.end(), it->second.begin(), it->second.end());
        std::sort(pair.after.begin(), pair.after.end());
      } else if (auto const found = sources_of.find(n); found != sources_of.end()) {
        pair.relation = Relation::merged;
        pair.before.insert(pair.before.end(), found->second.begin(), found->second.end());
        std::sort(pair.before.begin(), pair.before.end());
      }
      out.pairs.push_back(std::move(pair));
    }
    removed_until(static_cast<std::uint32_t>(old_.size()));
    return out;
  }

  std::span<Piece const> old_, new_;
  AlignmentLimits limits_;
  Indices to_new_, to_old_, in_chain_;
  std::vector<bool> in_order_;
  std::unordered_map<std::uint64_t, double> weight_;
  std::vector<double> old_weight_, new_weight_;
  std::unordered_map<std::uint32_t, std::uint32_t> split_of_, merged_into_;
  std::size_t cells_ = 0;
  bool gave_up_ = false;
};

constexpr std::array<std::string_view, 8> relations{"unchanged", "renumbered", "moved", "reworded",
                                                    "split",     "merged",     "added", "removed"};

}  // namespace

std::string_view to_string(Relation relation) {
  return relations[static_cast<std::size_t>(relation)];
}

ClauseAlignment align_clauses(std::span<Piece const> before, std::span<Piece const> after,
                              AlignmentLimits const& limits) {
  return Aligner(before, after, limits).run();
}

}  // namespace smallprint::query
