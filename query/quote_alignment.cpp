#include "query/quote_alignment.hpp"

#include <algorithm>
#include <limits>

namespace smallprint::query {
namespace {

using Kind = QuoteToken::Kind;
using Step = AlignStep::Kind;

constexpr int word_cost = 100;
constexpr int mark_cost = 30;
constexpr int case_cost = 30;
/// Costs are counted in these, so that the number of same words decides between equal ones only.
using Score = std::int64_t;
constexpr Score scale = 1 << 20;

constexpr int never = 2 * word_cost + mark_cost;  // dearer than to add one and leave the other out

// How a cell was reached. From `jump` on: as many of the source's tokens were replaced.
constexpr std::uint8_t from_both = 0, from_quote = 1, from_source = 2, jump = 16;

int cost_of(QuoteToken const& token) {
  return token.optional ? 0 : token.kind == Kind::word ? word_cost : mark_cost;
}

int substitution(QuoteToken const& quote, QuoteToken const& source) {
  if (quote.kind != source.kind) return never;
  if (quote.exact == source.exact) return 0;
  if (quote.optional) return never;
  if (quote.kind == Kind::punctuation) return mark_cost;
  if (quote.folded == source.folded) return quote.any_case && quote.rest == source.rest ? 0 : case_cost;
  return source.optional ? never : word_cost;
}

class Aligner {
 public:
  Aligner(std::span<QuoteToken const> quote, std::span<QuoteToken const> source)
      : quote_(quote), source_(source), width_(source.size() + 1), from_(width_ * (quote.size() + 1), from_source) {}

  Alignment run() {
    std::vector<Score> above(width_, 0);
    std::vector<Score> row(width_);
    for (std::size_t i = 0; i < quote_.size(); ++i) {
      auto* const from = from_.data() + (i + 1) * width_;
      switch (quote_[i].kind) {
        case Kind::ellipsis:
          ellipsis(above, row, from);
          break;
        case Kind::insertion:
          insertion(above, row, from);
          break;
        default:
          token(quote_[i], above, row, from);
      }
      std::swap(above, row);
    }
    auto const* const last = from_.data() + quote_.size() * width_;
    std::size_t best = 0;
    for (std::size_t j = 1; j < width_; ++j)
      if (above[j] < above[best] || (above[j] == above[best] && last[j] == from_both && last[best] != from_both))
        best = j;
    return trace(best, static_cast<int>((above[best] + scale - 1) / scale));
  }

 private:
  void token(QuoteToken const& quote, std::vector<Score> const& above, std::vector<Score>& row,
             std::uint8_t* from) const {
    Score const added = scale * cost_of(quote);
    row[0] = above[0] + added;
    from[0] = from_quote;
    for (std::size_t j = 1; j < width_; ++j) {
      auto const& source = source_[j - 1];
      auto const other = substitution(quote, source);
      bool const same_word = other <= case_cost && quote.kind == Kind::word;
      Score const both = above[j - 1] + scale * other - (same_word ? 1 : 0);
      Score const up = above[j] + added;
      Score const left = row[j - 1] + scale * cost_of(source);
      row[j] = std::min({both, up, left});
      from[j] = row[j] == both ? from_both : row[j] == left ? from_source : from_quote;
    }
  }

  void ellipsis(std::vector<Score> const& above, std::vector<Score>& row, std::uint8_t* from) const {
    row[0] = above[0];
    from[0] = from_quote;
    for (std::size_t j = 1; j < width_; ++j) {
      bool const stop = above[j] <= row[j - 1];
      row[j] = stop ? above[j] : row[j - 1];
      from[j] = stop ? from_quote : from_source;
    }
  }

  void insertion(std::vector<Score> const& above, std::vector<Score>& row, std::uint8_t* from) const {
    for (std::size_t j = 0; j < width_; ++j) {
      std::size_t best = 0;
      for (std::size_t k = 1; k <= std::min(j, longest_replaced); ++k)
        if (above[j - k] < above[j - best]) best = k;
      row[j] = above[j - best];
      from[j] = static_cast<std::uint8_t>(jump + best);
    }
  }

  [[nodiscard]] Alignment trace(std::size_t end, int cost) const {
    Alignment out;
    out.cost = cost;
    auto j = static_cast<std::uint32_t>(end);
    auto i = static_cast<std::uint32_t>(quote_.size());
    out.end = j;
    auto const put = [&](Step kind) { out.steps.push_back({kind, i, j}); };
    while (i > 0) {
      auto const from = from_[i * width_ + j];
      auto const kind = quote_[i - 1].kind;
      if (from >= jump) {
        --i;
        for (auto k = from - jump; k > 0; --k) --j, put(Step::replaced);
        put(Step::inserted);
      } else if (from == from_both) {
        --i, --j;
        auto const& quote = quote_[i];
        auto const& source = source_[j];
        bool const same = substitution(quote, source) == 0;
        put(same ? Step::same : quote.folded == source.folded ? Step::recased : Step::changed);
      } else if (from == from_source) {
        --j;
        put(kind == Kind::ellipsis ? Step::elided : source_[j].optional ? Step::passed : Step::left_out);
      } else {
        --i;
        if (kind != Kind::ellipsis) put(quote_[i].optional ? Step::labelled : Step::added);
      }
    }
    out.begin = j;
    std::reverse(out.steps.begin(), out.steps.end());
    count(out);
    return out;
  }

  void count(Alignment& out) const {
    for (auto const& step : out.steps) {
      bool const quote = step.kind == Step::same || step.kind == Step::recased || step.kind == Step::changed ||
                         step.kind == Step::added;
      bool const source = step.kind == Step::same || step.kind == Step::recased || step.kind == Step::changed ||
                          step.kind == Step::left_out;
      if (quote && quote_[step.quote].kind == Kind::word) ++out.quote_words;
      if (source && source_[step.source].kind == Kind::word) ++out.source_words;
      if ((step.kind == Step::same || step.kind == Step::recased) && quote_[step.quote].kind == Kind::word)
        ++out.same_words;
    }
  }

  std::span<QuoteToken const> quote_;
  std::span<QuoteToken const> source_;
  std::size_t width_;
  std::vector<std::uint8_t> from_;  ///< (quote + 1) rows of width_
};

}  // namespace

double Alignment::similarity() const {
  auto const both = quote_words + source_words;
  return both == 0 ? 0 : 2.0 * static_cast<double>(same_words) / static_cast<double>(both);
}

Alignment align(std::span<QuoteToken const> quote, std::span<QuoteToken const> source) {
  return Aligner(quote, source).run();
}

}  // namespace smallprint::query
