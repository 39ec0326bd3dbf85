#include "query/history.hpp"

#include "query/suggest.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace smallprint::query {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

/// How many texts each version of a document brings, and how many of the version before it ends.
struct Turnover {
  std::map<std::uint32_t, std::size_t> added, removed;  ///< by ordinal
};

Turnover turnover(index::Store& store, std::int64_t document_id) {
  Turnover out;
  for (auto const& [text, life] : store.texts_of(document_id)) {
    ++out.added[life.first];
    if (life.last) ++out.removed[*life.last + 1];
  }
  return out;
}

/// Whether a version may answer otherwise than the one before it, apart from its texts.
bool read_alike(index::Version const& a, index::Version const& b) {
  return a.capture == b.capture && a.removed == b.removed && a.provisions_supported == b.provisions_supported;
}

/// The dates that count, each with how many documents are in force from then on.
std::map<std::string, std::int64_t> turning_points(index::Store& store, std::vector<index::Document> const& documents) {
  std::map<std::string, std::int64_t> change;  // of the number in force
  for (auto const& document : documents) {
    auto const moved = turnover(store, document.id);
    auto const versions = store.versions(document.id);
    for (std::size_t i = 0; i < versions.size(); ++i) {
      auto const& now = versions[i];
      bool const same = i > 0 && read_alike(versions[i - 1], now) && !moved.added.contains(now.ordinal) &&
                        !moved.removed.contains(now.ordinal);
      if (same) continue;
      bool const was = i > 0 && !versions[i - 1].removed;
      change[now.date] += static_cast<int>(!now.removed) - static_cast<int>(was);
    }
  }
  std::int64_t in_force = 0;
  for (auto& [date, count] : change) count = in_force += count;
  return change;
}

bool same_answer(Answer const& a, Answer const& b) {
  return a.verdict == b.verdict && a.value == b.value && a.conflict == b.conflict;
}

Answer nothing_captured(std::string const& authority) {
  Answer out;
  out.authority = authority;
  out.verdict = Verdict::not_captured;
  return out;
}

}  // namespace

Result<std::vector<AnswerChange>> answer_history(AskAt const& ask, index::Store& store, std::string const& authority) {
  std::vector<index::Document> documents;
  std::set<std::string> names;
  for (auto const& document : store.documents()) {
    names.insert(document.source.authority);
    if (document.source.authority == authority) documents.push_back(document);
  }
  if (documents.empty())
    return Error{Errc::not_found, authority, 0,
                 "no provider '" + authority + "'" + suggestion(authority, {names.begin(), names.end()})};
  std::vector<AnswerChange> out;
  for (auto const& [date, in_force] : turning_points(store, documents)) {
    auto answer = in_force > 0 ? ask(date) : Result<Answer>(nothing_captured(authority));
    if (!answer) return answer.error();
    if (!out.empty() && same_answer(out.back().after, *answer)) continue;
    auto before = out.empty() ? nothing_captured(authority) : out.back().after;
    if (before.question.empty()) {
      before.question = answer->question;
      before.topic = answer->topic;
    }
    out.push_back({date, std::move(before), std::move(*answer)});
  }
  return out;
}

Result<std::vector<AnswerChange>> answer_history(Asker& asker, index::Store& store, std::string_view question,
                                                 std::string_view topic, std::string const& authority) {
  auto const ask = [&](std::string const& as_of) -> Result<Answer> {
    AskScope scope;
    scope.authorities = {authority};
    scope.as_of = as_of;
    auto answers = asker.ask(question, topic, scope);
    if (!answers) return answers.error();
    if (answers->empty()) return Error{Errc::not_found, authority, 0, "no answer on " + as_of};
    return std::move(answers->front());
  };
  return answer_history(ask, store, authority);
}

Result<std::vector<VersionStep>> document_history(index::Store& store, std::int64_t document_id) {
  auto moved = turnover(store, document_id);
  std::vector<VersionStep> out;
  for (auto& version : store.versions(document_id)) {
    VersionStep step;
    step.added = moved.added[version.ordinal];
    step.removed = moved.removed[version.ordinal];
    if (!version.removed) {
      auto const clauses = store.occurrences(version.id);
      if (!clauses) return clauses.error();
      step.clauses = clauses->size();
    }
    step.version = std::move(version);
    out.push_back(std::move(step));
  }
  if (out.empty()) return Error{Errc::not_found, "index", 0, "no document " + std::to_string(document_id)};
  return out;
}

}  // namespace smallprint::query
