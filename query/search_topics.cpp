#include "query/search_topics.hpp"

#include "query/stance.hpp"
#include "query/suggest.hpp"

namespace smallprint::query {
namespace {

/// "text:(\"sell\" OR \"resale\")": anchors are words of the clause itself.
std::string anchor_query(corpus::Topic const& topic) {
  std::string out;
  for (auto const& word : topic.anchors) out += (out.empty() ? "text:(\"" : " OR \"") + word + '"';
  return out + ')';
}

}  // namespace

void allow_topics(SearchScope& scope, corpus::Topics const& topics, corpus::Lexicon const& concepts) {
  scope.language.topic_query = [&topics](std::string_view id) -> corpus::Result<std::string> {
    if (auto const* topic = topics.find(id); topic != nullptr && !topic->anchors.empty()) return anchor_query(*topic);
    std::vector<std::string> names;
    for (auto const& topic : topics.all) names.push_back(topic.id);
    return corpus::Error{corpus::Errc::not_found, "topics", 0,
                         "no topic '" + std::string(id) + "'" + suggestion(id, names)};
  };
  scope.topic_reads = [&topics, &concepts](std::string_view id, index::StoredText const& text) {
    auto const* topic = topics.find(id);
    return topic != nullptr && !stances(*topic, concepts, AnalysedText(text)).empty();
  };
}

}  // namespace smallprint::query
