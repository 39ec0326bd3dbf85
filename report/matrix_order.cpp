#include "report/matrix.hpp"

#include <algorithm>
#include <numeric>

namespace smallprint::report {
namespace {

/// How much a verdict takes from the user; silence takes nothing and gives nothing.
int strictness(query::Verdict verdict) {
  switch (verdict) {
    case query::Verdict::restricted:
      return 3;
    case query::Verdict::required:
      return 2;
    case query::Verdict::conditional:
      return 1;
    case query::Verdict::permitted:
      return -1;
    default:
      return 0;
  }
}

/// Puts the authorities of `order`, indices, in that order; others are left out.
void take(Matrix& m, std::vector<std::size_t> const& order) {
  Matrix out{{}, m.topics, {}};
  for (auto const a : order) {
    out.authorities.push_back(std::move(m.authorities[a]));
    out.answers.push_back(std::move(m.answers[a]));
  }
  m = std::move(out);
}

/// Topics that count: one, or all.
template <class Use>
void for_topics(Matrix const& m, corpus::Topic const* topic, Use&& use) {
  for (std::size_t t = 0; t < m.topics.size(); ++t)
    if (topic == nullptr || m.topics[t] == topic) use(t);
}

}  // namespace

void sort(Matrix& m, MatrixOrder order, corpus::Topic const* topic) {
  if (order == MatrixOrder::name) return;
  std::vector<int> score(m.authorities.size(), 0);
  for (std::size_t a = 0; a < score.size(); ++a)
    for_topics(m, topic, [&](std::size_t t) { score[a] += strictness(m.answers[a][t].verdict); });
  std::vector<std::size_t> by(m.authorities.size());
  std::iota(by.begin(), by.end(), std::size_t{0});
  std::stable_sort(by.begin(), by.end(), [&](std::size_t a, std::size_t b) {
    return order == MatrixOrder::strictest ? score[a] > score[b] : score[a] < score[b];
  });
  take(m, by);
}

void keep(Matrix& m, std::vector<query::Verdict> const& verdicts, corpus::Topic const* topic) {
  if (verdicts.empty()) return;
  std::vector<std::size_t> kept;
  for (std::size_t a = 0; a < m.authorities.size(); ++a) {
    bool found = false;
    for_topics(m, topic, [&](std::size_t t) {
      found = found || std::find(verdicts.begin(), verdicts.end(), m.answers[a][t].verdict) != verdicts.end();
    });
    if (found) kept.push_back(a);
  }
  take(m, kept);
}

}  // namespace smallprint::report
