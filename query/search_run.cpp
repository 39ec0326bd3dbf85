#include "query/search_run.hpp"

#include "query/fts_expression.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <span>

namespace smallprint::query {

using corpus::Result;

namespace {

constexpr std::size_t texts_at_once = 1000;  // in memory while topics read them

bool fits(std::vector<std::string> const& allowed, std::string_view name) {
  return allowed.empty() || std::find(allowed.begin(), allowed.end(), name) != allowed.end();
}

bool states(index::StoredText const& text, language::ProvisionFilter const& filter) {
  return std::any_of(text.provisions.begin(), text.provisions.end(), [&](corpus::Provision const& provision) {
    return fits(filter.modalities, to_string(provision.modality)) && fits(filter.bearers, to_string(provision.bearer));
  });
}

template <class T>
std::vector<T> values(std::map<std::pair<std::int64_t, std::int64_t>, T> const& map) {
  std::vector<T> out;
  for (auto const& [key, value] : map) out.push_back(value);
  return out;
}

}  // namespace

SearchRun::SearchRun(index::Store& store, SearchScope const& scope,
                     std::map<std::int64_t, index::Current> const& current)
    : store_(store), scope_(scope), current_(current) {
  for (auto& document : store_.documents()) known_.push_back(std::move(document.source));
}

Result<DocumentScope> SearchRun::scope(language::Branch const& branch) const {
  return DocumentScope::make(branch.documents, known_);
}

Result<SearchRun::Hits> SearchRun::find(std::string const& expression, index::Scope const& scope) {
  auto const hits = store_.find(expression, scope, 0);
  if (!hits) return hits.error();
  Hits out;
  for (auto const& hit : *hits)
    if (current_.contains(hit.document_id))
      out.emplace(std::pair(hit.document_id, hit.text_id),
                  Found{hit.text_id, hit.document_id, hit.score, expressions_.size()});
  return out;
}

Result<SearchRun::Hits> SearchRun::everything(std::vector<std::int64_t> const& documents,
                                              std::vector<language::ProvisionFilter> const& provisions) {
  Hits out;
  for (auto const id : documents) {
    auto const clauses = store_.occurrences(current_.at(id).version.id);
    if (!clauses) return clauses.error();
    std::set<std::int64_t> ids;
    for (auto const& clause : *clauses) ids.insert(clause.text_id);
    if (!provisions.empty()) {
      std::vector<std::int64_t> const wanted(ids.begin(), ids.end());
      for (auto const& text : store_.texts(wanted))
        for (auto const& filter : provisions)
          if (states(text, filter) == filter.negated) ids.erase(text.id);
    }
    for (auto const text_id : ids) out.emplace(std::pair(id, text_id), Found{text_id, id, 0, expressions_.size()});
  }
  return out;
}

Result<void> SearchRun::run(language::Branch const& branch, Hits& out) {
  auto const limits = scope(branch);
  if (!limits) return limits.error();
  std::vector<std::int64_t> allowed;
  for (auto const& [id, current] : current_)
    if (limits->holds(current.document.source)) allowed.push_back(id);
  auto const expression = branch.expression();
  auto const add = [&](Hits const& hits) {
    for (auto const& [key, found] : hits)
      if (auto const [it, fresh] = out.emplace(key, found); !fresh && found.score > it->second.score)
        it->second = found;
    expressions_.push_back(expression);
  };
  if (allowed.empty()) return {};
  index::Scope within;
  within.as_of = scope_.as_of;
  if (!limits->everything()) within.documents = allowed;
  if (expression.empty()) {
    auto hits = everything(allowed, branch.provisions);
    if (!hits) return hits.error();
    if (!branch.none.empty()) {
      auto const unwanted = find(language::fts_join(branch.none, "OR"), within);
      if (!unwanted) return unwanted.error();
      std::erase_if(*hits, [&](auto const& entry) { return unwanted->contains(entry.first); });
    }
    read_topics(branch.topics, *hits);
    add(*hits);
    return {};
  }
  // The engine tests one kind of provision at a time: the first that is wanted narrows the search itself.
  auto provisions = branch.provisions;
  if (auto const wanted = std::find_if(provisions.begin(), provisions.end(), [](auto const& p) { return !p.negated; });
      wanted != provisions.end()) {
    within.modalities = wanted->modalities;
    within.bearers = wanted->bearers;
    provisions.erase(wanted);
  }
  auto hits = find(expression, within);
  if (!hits) return hits.error();
  for (auto const& filter : provisions) {
    within.modalities = filter.modalities;
    within.bearers = filter.bearers;
    auto const stating = find(expression, within);
    if (!stating) return stating.error();
    std::erase_if(*hits, [&](auto const& entry) { return stating->contains(entry.first) == filter.negated; });
  }
  read_topics(branch.topics, *hits);
  add(*hits);
  return {};
}

void SearchRun::read_topics(std::vector<language::TopicFilter> const& topics, Hits& hits) {
  if (topics.empty() || hits.empty()) return;
  std::set<std::int64_t> ids;
  for (auto const& [key, found] : hits) ids.insert(found.text_id);
  std::vector<std::int64_t> const all(ids.begin(), ids.end());
  for (std::size_t at = 0; at < all.size(); at += texts_at_once) {
    auto const some = std::span(all).subspan(at, std::min(texts_at_once, all.size() - at));
    for (auto const& text : store_.texts(some))
      for (auto const& filter : topics)
        if (std::any_of(filter.ids.begin(), filter.ids.end(),
                        [&](auto const& id) { return scope_.topic_reads(id, text); }) == filter.negated)
          ids.erase(text.id);
  }
  std::erase_if(hits, [&](auto const& entry) { return !ids.contains(entry.second.text_id); });
}

Result<SearchRun::Hits> SearchRun::run(std::vector<language::Branch> const& branches) {
  Hits out;
  for (auto const& branch : branches)
    if (auto const done = run(branch, out); !done) return done.error();
  return out;
}

Result<std::vector<Found>> SearchRun::branches(std::vector<language::Branch> const& branches) {
  auto const hits = run(branches);
  if (!hits) return hits.error();
  return values(*hits);
}

Result<std::vector<Found>> SearchRun::most_words(language::Plan const& plan) {
  auto beside = plan.beside;
  for (auto& branch : beside) branch.all.push_back(language::fts_join(plan.words, "OR"));
  auto hits = run(beside);
  if (!hits) return hits.error();
  std::map<std::pair<std::int64_t, std::int64_t>, double> told;
  double best = 0;
  index::Scope within;
  within.as_of = scope_.as_of;
  for (auto const& word : plan.words) {
    auto const having = find(word, within);
    if (!having) return having.error();
    auto const share = static_cast<double>(hits->size() + 1) / static_cast<double>(having->size() + 1);
    auto const weight = std::log1p(share);
    for (auto const& [key, found] : *having)
      if (hits->contains(key)) best = std::max(best, told[key] += weight);
  }
  std::erase_if(*hits, [&](auto const& entry) { return told[entry.first] < best / 2; });
  for (auto& [key, found] : *hits) found.score *= told[key] / best;
  return values(*hits);
}

}  // namespace smallprint::query
