#include "query/topic_examples.hpp"

#include "corpus/text.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace smallprint::query {
namespace {

constexpr std::size_t nearest = 3;     // examples of a topic that count beside the best one
constexpr double best_share = 0.6;     // what the best one counts
constexpr double partly = 0.15;        // what an [[ask]] adds of which all lists but its `unless` are found
constexpr double other_bearer = 0.08;  // taken off a topic about an act of the other side
constexpr double like_enough = 0.45;
constexpr double clearly = 0.06;  // liker than the next one

}  // namespace

TopicExamples::TopicExamples(corpus::Topics const& topics, corpus::Lexicons const& lexicons) : lexicons_(lexicons) {
  std::vector<std::vector<std::uint64_t>> all;
  std::unordered_map<std::uint64_t, std::uint32_t> topics_with;
  std::size_t groups = 0;
  auto const add = [&](corpus::Topic const* topic, std::vector<std::string> const& questions) {
    std::set<std::uint64_t> seen;
    for (auto const& question : questions) {
      all.push_back(features(question));
      topic_of_.push_back(topic);
      seen.insert(all.back().begin(), all.back().end());
    }
    for (auto const feature : seen) ++topics_with[feature];
    ++groups;
  };
  for (auto const& topic : topics.all) {
    auto questions = topic.examples;
    questions.push_back(topic.question);
    add(&topic, questions);
  }
  if (!topics.other_questions.empty()) add(nullptr, topics.other_questions);
  for (auto const& [feature, count] : topics_with)
    rarity_[feature] = std::log((static_cast<double>(groups) + 1) / count);
  unseen_ = std::log(static_cast<double>(groups) + 1);
  for (std::uint32_t i = 0; i < all.size(); ++i)
    for (auto const& [feature, weight] : vector(all[i])) postings_[feature].emplace_back(i, weight);
}

std::vector<std::uint64_t> TopicExamples::features(std::string_view question) const {
  auto const tokens = corpus::tokenize(question);
  corpus::Matcher words(lexicons_.concepts, tokens);
  std::vector<bool> content(tokens.size(), true);
  if (lexicons_.concepts.has("question_word"))
    for (auto const& match : words.find_concept(lexicons_.concepts.id("question_word")))
      std::fill(content.begin() + match.begin, content.begin() + match.end, false);
  if (std::find(content.begin(), content.end(), true) == content.end()) content.assign(tokens.size(), true);
  std::vector<std::uint64_t> out;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (content[i]) out.push_back(tokens[i].stem);
  corpus::Matcher matters(lexicons_.matter_phrases, tokens);
  for (std::uint32_t m = 0; m < lexicons_.matters.size(); ++m)
    if (!matters.find_concept(lexicons_.matters[m].concept_id).empty()) out.push_back(m + 1);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

TopicExamples::Vector TopicExamples::vector(std::vector<std::uint64_t> const& features) const {
  Vector out;
  double length = 0;
  for (auto const feature : features) {
    auto const it = rarity_.find(feature);
    double const weight = it == rarity_.end() ? unseen_ : it->second;
    out.emplace_back(feature, weight);
    length += weight * weight;
  }
  if (length > 0)
    for (auto& [feature, weight] : out) weight /= std::sqrt(length);
  return out;
}

std::vector<TopicExamples::Likeness> TopicExamples::like(std::string_view question, Frame const& frame) const {
  std::vector<double> cosine(topic_of_.size(), 0);
  for (auto const& [feature, weight] : vector(features(question)))
    if (auto const it = postings_.find(feature); it != postings_.end())
      for (auto const& [example, theirs] : it->second) cosine[example] += weight * theirs;
  std::vector<Likeness> out;
  for (std::size_t i = 0; i < cosine.size();) {
    auto const* topic = topic_of_[i];
    std::vector<double> own;
    for (; i < cosine.size() && topic_of_[i] == topic; ++i) own.push_back(cosine[i]);
    auto const count = std::min(nearest, own.size());
    std::partial_sort(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(count), own.end(), std::greater<>());
    double sum = 0;
    for (std::size_t k = 0; k < count; ++k) sum += own[k];
    if (sum > 0)
      out.push_back({topic, best_share * own.front() + (1 - best_share) * sum / static_cast<double>(nearest)});
  }
  for (auto& likeness : out)
    if (auto const it = std::find_if(frame.partial.begin(), frame.partial.end(),
                                     [&](Frame::Fit const& part) { return part.topic == likeness.topic; });
        it != frame.partial.end())
      likeness.score += partly * it->fit;
  auto const contradicts = [&](corpus::Bearer other) {
    return (frame.bearer == corpus::Bearer::user && other == corpus::Bearer::provider) ||
           (frame.bearer == corpus::Bearer::provider && other == corpus::Bearer::user);
  };
  for (auto& likeness : out)
    if (likeness.topic != nullptr && contradicts(likeness.topic->bearer)) likeness.score -= other_bearer;
  std::stable_sort(out.begin(), out.end(), [](Likeness const& a, Likeness const& b) { return a.score > b.score; });
  return out;
}

TopicExamples::Likeness TopicExamples::clearest(std::span<Likeness const> likeness,
                                                std::span<corpus::Topic const* const> excluded) {
  if (likeness.empty()) return {};
  auto const best = likeness.front();
  double const next = likeness.size() > 1 ? likeness[1].score : 0;
  bool const is_excluded = std::find(excluded.begin(), excluded.end(), best.topic) != excluded.end();
  return is_excluded || best.score < like_enough || best.score - next < clearly ? Likeness{} : best;
}

}  // namespace smallprint::query
