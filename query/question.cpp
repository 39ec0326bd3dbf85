#include "query/question.hpp"

#include "corpus/text.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace smallprint::query {
namespace {

using corpus::Match;
using corpus::Matcher;
using corpus::Topic;

constexpr double own_question = 1000;    // score of a topic that is asked by its own question
constexpr double featured_weight = 1.1;  // of topics of standing interest: others must explain the question better

/// Words of a question that say nothing of its matter: data, so that an analyst can add to them.
bool is_function_word(Matcher& matcher, corpus::Lexicon const& lexicon, std::uint32_t at) {
  if (!lexicon.has("question_word")) return false;
  auto const& places = matcher.find_concept(lexicon.id("question_word"));
  return std::any_of(places.begin(), places.end(), [&](Match const& m) { return at >= m.begin && at < m.end; });
}

/// Whether the question is the topic's own, word for word.
bool is_own(Topic const& topic, std::vector<corpus::Token> const& tokens) {
  auto const own = corpus::tokenize(topic.question);
  return !own.empty() && std::equal(own.begin(), own.end(), tokens.begin(), tokens.end(),
                                    [](auto const& a, auto const& b) { return a.exact == b.exact; });
}

bool is_excluded(Topic const& topic, Matcher& matcher) {
  return std::any_of(topic.asks.begin(), topic.asks.end(),
                     [&](Topic::Ask const& ask) { return !ask.unless.empty() && !matcher.find(ask.unless).empty(); });
}

/// Weight of the content words that the entry's patterns cover; negative when a group is missing.
double explained(Topic::Ask const& ask, Matcher& matcher, std::vector<bool> const& content) {
  if (!ask.unless.empty() && !matcher.find(ask.unless).empty()) return -1;
  std::vector<bool> covered(content.size(), false);
  for (auto const& group : ask.groups) {
    auto const matches = matcher.find(group);
    if (matches.empty()) return -1;
    for (auto const& match : matches)
      for (auto i = match.begin; i < match.end; ++i) covered[i] = true;
  }
  double sum = 0;
  for (std::size_t i = 0; i < content.size(); ++i)
    if (content[i] && covered[i]) sum += 1;
  return sum;
}

/// Share of the entry's groups of which a pattern is found.
double share_found(Topic::Ask const& ask, Matcher& matcher) {
  auto const found = std::count_if(ask.groups.begin(), ask.groups.end(),
                                   [&](corpus::PatternSet const& group) { return !matcher.find(group).empty(); });
  return ask.groups.empty() ? 0 : static_cast<double>(found) / static_cast<double>(ask.groups.size());
}

corpus::Bearer bearer_of(Matcher& matcher, corpus::Lexicon const& lexicon) {
  constexpr std::array<std::pair<std::string_view, corpus::Bearer>, 2> concepts{
      {{"asker", corpus::Bearer::user}, {"asked_provider", corpus::Bearer::provider}}};
  std::uint32_t first = UINT32_MAX;
  auto bearer = corpus::Bearer::unknown;
  for (auto const& [name, who] : concepts) {
    if (!lexicon.has(name)) continue;
    auto const& places = matcher.find_concept(lexicon.id(name));
    if (places.empty() || places.front().begin >= first) continue;
    first = places.front().begin;
    bearer = who;
  }
  return bearer;
}

}  // namespace

Frame understand(std::string_view question, corpus::Topics const& topics, corpus::Lexicons const& lexicons) {
  auto const tokens = corpus::tokenize(question);
  Matcher matcher(lexicons.concepts, tokens);
  Frame frame;
  std::vector<bool> content(tokens.size(), false);
  std::set<std::string> seen;
  double total = 0;
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    if (is_function_word(matcher, lexicons.concepts, i)) continue;
    content[i] = true;
    total += 1;
    auto word = corpus::fold(corpus::slice(question, tokens[i].span));
    if (seen.insert(word).second) frame.words.push_back(std::move(word));
  }
  for (auto const& topic : topics.all) {
    Frame::Fit best{&topic, 0, 0};
    for (auto const& ask : topic.asks) {
      auto const covered = explained(ask, matcher, content);
      auto const score = (covered + 0.25) * ask.weight * (topic.featured ? featured_weight : 1.0);
      if (covered >= 0 && score > best.score) best = {&topic, score, total > 0 ? std::min(1.0, covered / total) : 1.0};
    }
    if (is_own(topic, tokens)) best = {&topic, own_question, 1};
    if (best.score > 0)
      frame.fits.push_back(best);
    else if (is_excluded(topic, matcher))
      frame.excluded.push_back(&topic);
    double share = 0;
    for (auto const& ask : topic.asks) share = std::max(share, share_found(ask, matcher));
    if (share > 0) frame.partial.push_back({&topic, 0, share});
  }
  std::stable_sort(frame.fits.begin(), frame.fits.end(),
                   [](Frame::Fit const& a, Frame::Fit const& b) { return a.score > b.score; });
  if (!frame.fits.empty()) {
    frame.topic = frame.fits.front().topic;
    frame.fit = frame.fits.front().fit;
  }
  frame.bearer = bearer_of(matcher, lexicons.concepts);
  return frame;
}

}  // namespace smallprint::query
