#include "app/desk/watching.hpp"

#include "corpus/data_folder.hpp"
#include "query/changes/days.hpp"
#include "query/search.hpp"
#include "query/search_topics.hpp"
#include "query/stop_words.hpp"
#include "query/suggest.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace smallprint::app {
namespace {

using corpus::Error;
using corpus::Result;
using corpus::Watch;
using report::Alert;

bool is_one_of(std::string const& name, std::vector<std::string> const& typed) {
  return typed.empty() ||
         std::any_of(typed.begin(), typed.end(), [&](std::string const& one) { return query::same_name(name, one); });
}

bool is_watched(Watch const& watch, corpus::Source const& source) {
  return is_one_of(source.authority, watch.authorities) && is_one_of(source.document_type, watch.documents);
}

/// Keys of the clause texts that a search finds.
Result<std::unordered_set<std::string>> found_by(Reading& reading, Watch const& watch, std::string const& as_of) {
  constexpr std::size_t all = 1'000'000;
  query::SearchScope scope;
  scope.as_of = as_of;
  scope.limit = all;
  auto const folder = corpus::data_folder();
  if (!folder) return folder.error();
  auto const stop_words = query::load_stop_words(*folder);
  if (!stop_words) return stop_words.error();
  scope.language.stop_words = &*stop_words;
  query::allow_topics(scope, reading.topics, reading.lexicons.concepts);
  auto const hits = query::search(*reading.store, *reading.archive, watch.search, scope);
  if (!hits) return Error{hits.error().code, "watch '" + watch.name + "'", hits.error().offset, hits.error().message};
  std::unordered_set<std::string> out;
  if (!hits->relaxed)
    for (auto const& hit : hits->hits) out.insert(hit.text_key);
  return out;
}

bool any_found(Reading& reading, query::DiffVersion const& version, std::vector<std::uint32_t> const& at,
               std::unordered_set<std::string> const& keys) {
  std::vector<std::int64_t> ids;
  for (auto const i : at) ids.push_back(version.clauses[i].text_id);
  auto const texts = reading.store->texts(ids);
  return std::any_of(texts.begin(), texts.end(),
                     [&](index::StoredText const& text) { return keys.contains(text.key); });
}

std::string excerpt(query::ClauseChange const& clause) {
  constexpr std::size_t most = 160;
  auto const& text = clause.new_text.empty() ? clause.old_text : clause.new_text;
  if (text.size() <= most) return text;
  auto const end = text.rfind(' ', most);
  return text.substr(0, end == std::string::npos ? most : end) + "\u2026";
}

/// What one watch sees.
class Eye {
 public:
  Eye(Reading& reading, Watch const& watch, report::DeskReport const& report, std::vector<Alert>& alerts)
      : reading_(reading), watch_(watch), report_(report), alerts_(alerts) {}

  Result<void> look(std::string const& until, std::set<std::size_t>& answers, std::set<std::size_t>& changes) {
    if (!watch_.search.empty()) {
      auto was = found_by(reading_, watch_, query::just_before(report_.since)), is = found_by(reading_, watch_, until);
      if (!was) return was.error();
      if (!is) return is.error();
      was_ = std::move(*was);
      is_ = std::move(*is);
    }
    for (std::size_t i = 0; i < report_.answers.size(); ++i) {
      auto const& one = report_.answers[i];
      bool const asked = (!watch_.topic.empty() && one.topic == watch_.topic) ||
                         (!watch_.question.empty() && one.topic.empty() && one.title == watch_.question);
      if (!asked || !is_one_of(one.authority, watch_.authorities)) continue;
      answers.insert(i);
      alert("the answer changed", {one.authority, ""}, one.date,
            one.title + ": " + std::string(to_string(one.before.verdict)) + " -> " +
                std::string(to_string(one.after.verdict)));
    }
    for (std::size_t i = 0; i < report_.changes.size(); ++i)
      if (look(report_.changes[i])) changes.insert(i);
    return {};
  }

 private:
  bool look(report::DeskChange const& one) {
    if (!is_watched(watch_, one.source)) return false;
    auto const& diff = one.change.diff;
    if (one.change.failed) {
      alert("the capture failed", one.source, one.change.version.date, diff.reason);
      return true;
    }
    if (diff.change_class < watch_.least) return false;
    if (!watch_.question.empty()) return false;
    if (watch_.topic.empty() && watch_.search.empty()) {
      alert("a " + std::string(to_string(diff.change_class)) + " change", one.source, one.change.version.date,
            diff.reason);
      return true;
    }
    bool any = false;
    for (auto const& clause : diff.changes) {
      if (clause.change_class < watch_.least) continue;
      bool const touched = watch_.search.empty() ? std::find(clause.topics.begin(), clause.topics.end(),
                                                             watch_.topic) != clause.topics.end()
                                                 : any_found(reading_, one.change.before, clause.before, was_) ||
                                                       any_found(reading_, one.change.after, clause.after, is_);
      if (!touched) continue;
      any = true;
      alert("a clause was " + std::string(to_string(clause.relation)), one.source, one.change.version.date,
            excerpt(clause));
    }
    return any;
  }

  void alert(std::string reason, corpus::Source const& source, std::string const& date, std::string detail) {
    alerts_.push_back(
        {watch_.name, std::move(reason), source.authority, source.document_type, date, std::move(detail)});
  }

  Reading& reading_;
  Watch const& watch_;
  report::DeskReport const& report_;
  std::vector<Alert>& alerts_;
  std::unordered_set<std::string> was_, is_;
};

template <class T>
void keep(std::vector<T>& all, std::set<std::size_t> const& some) {
  std::vector<T> out;
  for (auto const i : some) out.push_back(std::move(all[i]));
  all = std::move(out);
}

}  // namespace

Result<void> keep_watched(Reading& reading, std::vector<Watch> const& watches, std::string const& until,
                          report::DeskReport& report) {
  std::vector<Alert> alerts;
  std::set<std::size_t> answers, changes;
  for (auto const& watch : watches) {
    if (auto const names = authorities(*reading.store, watch.authorities); !names)
      alerts.push_back({watch.name, "a provider that is not in the index", "", "", "", names.error().source});
    if (auto const done = Eye(reading, watch, report, alerts).look(until, answers, changes); !done) return done.error();
  }
  keep(report.answers, answers);
  keep(report.changes, changes);
  std::erase_if(report.silent, [&](report::SilentSource const& one) {
    return std::none_of(watches.begin(), watches.end(),
                        [&](Watch const& watch) { return is_watched(watch, one.source); });
  });
  report.alerts = std::move(alerts);
  return {};
}

}  // namespace smallprint::app
