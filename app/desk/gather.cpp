#include "app/desk/gather.hpp"

#include "app/change_walker.hpp"
#include "app/desk/watching.hpp"
#include "query/changes/days.hpp"
#include "query/changes/recorded_changes.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace smallprint::app {
namespace {

using corpus::Result;
using query::ChangeClass;

struct Documents {
  std::vector<index::Document> all;
  std::vector<std::vector<index::Version>> versions;  ///< of each
};

bool is_new(index::Version const& version, DeskScope const& scope) {
  return scope.since_version ? version.archive_id > *scope.since_version : version.date >= scope.since;
}

bool is_seen(index::Version const& version, DeskScope const& scope) {
  return scope.until.empty() || version.date.compare(0, scope.until.size(), scope.until) <= 0;
}

/// Sources of which the newest version says nothing, and since when.
void note_silent(index::Document const& document, std::vector<index::Version> const& versions, DeskScope const& scope,
                 report::DeskReport& out) {
  index::Version const* newest = nullptr;
  index::Version const* since = nullptr;
  for (auto const& version : versions) {
    if (!is_seen(version, scope)) break;
    bool const bad = version.removed || version.capture != corpus::Capture::document;
    if (!bad) since = nullptr;
    if (bad && since == nullptr) since = &version;
    newest = &version;
  }
  if (since != nullptr && !is_new(*since, scope)) ++out.still_silent;
  if (since != nullptr && is_new(*since, scope))
    out.silent.push_back(
        {document.source, since->date, newest->removed ? "withdrawn" : std::string(to_string(newest->capture))});
}

bool is_noise(query::RecordedChange const& change) {
  return change.failed || change.diff.change_class < ChangeClass::editorial;
}

/// Noise is counted and listed, not shown clause by clause: reports over years stay small.
void without_clauses(query::RecordedChange& change) {
  change.before.clauses.clear();
  change.after.clauses.clear();
  change.diff.changes.clear();
}

class Gatherer {
 public:
  Gatherer(Reading& reading, corpus::ChangeRules const& rules, DeskScope const& scope, ProgressBar& progress)
      : reading_(reading), rules_(rules), scope_(scope), progress_(progress) {}

  Result<report::DeskReport> run();

 private:
  Result<void> walk(Documents const& documents, report::DeskReport& out);
  Result<void> ask(report::DeskReport& out);
  Result<void> note_unreached(report::DeskReport& out);

  Reading& reading_;
  corpus::ChangeRules const& rules_;
  DeskScope const& scope_;
  ProgressBar& progress_;
};

Result<void> Gatherer::walk(Documents const& documents, report::DeskReport& out) {
  struct Work {
    std::size_t document;
    query::WalkRange range;
  };
  std::vector<Work> work;
  for (std::size_t i = 0; i < documents.all.size(); ++i)
    for (auto const& version : documents.versions[i])
      if (is_new(version, scope_) && is_seen(version, scope_)) {
        work.push_back({i, {version.ordinal, scope_.until}});
        break;
      }
  std::vector<std::vector<report::DeskChange>> found(work.size());
  auto const done = in_parallel(reading_, rules_, work.size(), "Comparing versions", progress_,
                                [&](ChangeWorker& worker, std::size_t at) -> Result<void> {
                                  auto const& document = documents.all[work[at].document];
                                  return query::walk_changes(
                                      worker.store, worker.differ, document.id,
                                      [&](query::RecordedChange&& change) {
                                        if (!is_new(change.version, scope_)) return true;
                                        if (scope_.watches == nullptr && is_noise(change)) without_clauses(change);
                                        found[at].push_back({document.source, std::move(change)});
                                        return true;
                                      },
                                      work[at].range);
                                });
  if (!done) return done.error();
  for (auto& some : found)
    out.changes.insert(out.changes.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  return {};
}

/// Answers of the providers of which words changed.
Result<void> Gatherer::ask(report::DeskReport& out) {
  struct Provider {
    std::string name, before, date;
    std::set<std::string> failed;  ///< documents of which the newest capture failed: what they said is not unsaid
  };
  std::map<std::string, Provider> changed;
  for (auto const& [source, change] : out.changes) {
    if (change.failed || change.diff.change_class < ChangeClass::editorial) continue;
    auto& provider = changed.try_emplace(source.authority, Provider{source.authority, "", "", {}}).first->second;
    // After failed captures the state before them is the one that was last told.
    bool const gap = change.base && change.base->ordinal + 1 < change.version.ordinal;
    auto const first = gap ? change.base->date : query::just_before(change.version.date);
    auto const before = provider.before.empty() ? first : std::min(provider.before, first);
    provider.before = before;
    provider.date = std::max(provider.date, change.version.date);
  }
  for (auto const& [source, change] : out.changes)
    if (auto const it = changed.find(source.authority); it != changed.end()) {
      if (change.failed)
        it->second.failed.insert(source.document_type);
      else
        it->second.failed.erase(source.document_type);
    }
  std::vector<Provider> providers;
  for (auto& [name, provider] : changed) providers.push_back(std::move(provider));
  std::vector<std::vector<report::ChangedAnswer>> found(providers.size());
  auto const& topics = reading_.topics.all;
  auto const done =
      in_parallel(reading_, rules_, providers.size(), "Asking", progress_,
                  [&](ChangeWorker& worker, std::size_t at) -> Result<void> {
                    auto const& provider = providers[at];
                    auto const answer = [&](std::string_view question, std::string const& topic,
                                            std::string const& as_of) -> Result<query::Answer> {
                      query::AskScope scope;
                      scope.authorities = {provider.name};
                      scope.as_of = as_of;
                      scope.max_quotes = 1;
                      auto answers = worker.asker.ask(question, topic, scope);
                      if (!answers) return answers.error();
                      return std::move(answers->front());
                    };
                    auto const compare = [&](std::string const& question, std::string const& topic,
                                             std::string const& title) -> Result<void> {
                      auto was = answer(question, topic, provider.before), is = answer(question, topic, scope_.until);
                      if (!was) return was.error();
                      if (!is) return is.error();
                      if (was->verdict == is->verdict && was->value == is->value) return {};
                      if (was->verdict == query::Verdict::not_captured || is->verdict == query::Verdict::not_captured)
                        return {};
                      auto const& said = was->evidence;
                      if (!said.empty() && provider.failed.contains(said.front().document)) return {};
                      found[at].push_back(
                          {provider.name, topic, title, is->question, provider.date, std::move(*was), std::move(*is)});
                      return {};
                    };
                    for (auto const& topic : topics) {
                      if (auto const ok = compare("", topic.id, topic.title); !ok) return ok.error();
                    }
                    if (scope_.watches != nullptr)
                      for (auto const& watch : *scope_.watches)
                        if (!watch.question.empty())
                          if (auto const ok = compare(watch.question, "", watch.question); !ok) return ok.error();
                    return {};
                  });
  if (!done) return done.error();
  for (auto& some : found)
    out.answers.insert(out.answers.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  return {};
}

/// Sources that could not be got at their last checks, and since when. What an import found is told by its captures.
Result<void> Gatherer::note_unreached(report::DeskReport& out) {
  auto const states = reading_.archive->source_states();
  if (!states) return states.error();
  for (auto const& state : *states) {
    if (!state.fetched || state.bad_since.empty()) continue;
    if (!scope_.until.empty() && state.bad_since.compare(0, scope_.until.size(), scope_.until) > 0) continue;
    auto const& some = scope_.authorities;
    if (!some.empty() && std::find(some.begin(), some.end(), state.source.authority) == some.end()) continue;
    bool const known =
        scope_.since_version ? state.bad_since_check <= scope_.since_check : state.bad_since < scope_.since;
    if (known)
      ++out.still_silent;
    else
      out.silent.push_back({state.source, state.bad_since,
                            std::string(to_string(state.last)) + (state.detail.empty() ? "" : ": " + state.detail)});
  }
  return {};
}

Result<report::DeskReport> Gatherer::run() {
  report::DeskReport out;
  out.since = scope_.since;
  Documents documents;
  std::set<std::string> names;
  for (auto& document : reading_.store->documents()) {
    auto const& authority = document.source.authority;
    if (!scope_.authorities.empty() &&
        std::find(scope_.authorities.begin(), scope_.authorities.end(), authority) == scope_.authorities.end())
      continue;
    auto versions = reading_.store->versions(document.id);
    for (auto const& version : versions)
      if (is_seen(version, scope_)) {
        out.through = std::max(out.through, version.date);
        if (scope_.since.empty() && is_new(version, scope_) && (out.since.empty() || version.date < out.since))
          out.since = version.date;
      }
    note_silent(document, versions, scope_, out);
    names.insert(authority);
    documents.versions.push_back(std::move(versions));
    documents.all.push_back(std::move(document));
  }
  out.authorities = names.size();
  out.documents = documents.all.size();
  if (out.since.empty()) out.since = out.through;
  if (auto const done = walk(documents, out); !done) return done.error();
  if (auto const done = ask(out); !done) return done.error();
  if (auto const done = note_unreached(out); !done) return done.error();
  auto const by_source = [](auto const& a, auto const& b) { return a.source < b.source; };
  std::stable_sort(out.changes.begin(), out.changes.end(), by_source);
  std::stable_sort(out.silent.begin(), out.silent.end(), by_source);
  if (scope_.watches != nullptr)
    if (auto const done = keep_watched(reading_, *scope_.watches, scope_.until, out); !done) return done.error();
  return out;
}

}  // namespace

Result<report::DeskReport> gather_desk_report(Reading& reading, corpus::ChangeRules const& rules,
                                              DeskScope const& scope, ProgressBar& progress) {
  return Gatherer(reading, rules, scope, progress).run();
}

std::int64_t newest_version(index::Store& store) {
  std::int64_t newest = 0;
  for (auto const& document : store.documents())
    for (auto const& version : store.versions(document.id)) newest = std::max(newest, version.archive_id);
  return newest;
}

}  // namespace smallprint::app
