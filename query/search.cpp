#include "query/search.hpp"

#include "query/places.hpp"
#include "query/search_run.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace smallprint::query {
namespace {

using corpus::Result;

constexpr std::string_view mark_open = "\x02";
constexpr std::string_view mark_close = "\x03";
constexpr std::size_t plain_snippet = 240;  // bytes, where no word matched
// A question of several words is not met by the few long clauses that happen to hold all of them.
constexpr std::size_t question_words = 4;
constexpr std::size_t enough = 10;

/// Law is what public bodies issue: corpus/source.hpp, Source::document_type.
bool is_law(std::string_view document_type) {
  constexpr std::array<std::string_view, 3> types{"statute", "regulation", "notice"};
  return std::find(types.begin(), types.end(), document_type) != types.end();
}

bool in_corpus(corpus::Source const& source, std::string_view name) {
  return name.empty() || (name == "law") == is_law(source.document_type);
}

std::string beginning(std::string const& text) {
  if (text.size() <= plain_snippet) return text;
  auto const space = text.rfind(' ', plain_snippet);
  auto end = space == std::string::npos ? plain_snippet : space;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

/// Best first; equal ones by authority, document and, within a document, place.
Result<void> sort(std::vector<Found>& found, std::map<std::int64_t, index::Current> const& current, Places& places) {
  auto const source = [&](Found const& one) -> auto const& {
    return current.at(one.document_id).document.source;
  };
  std::sort(found.begin(), found.end(), [&](Found const& a, Found const& b) {
    if (a.score != b.score) return a.score > b.score;
    if (a.document_id != b.document_id) return source(a) < source(b);
    return a.text_id < b.text_id;
  });
  // Ids tell the order of loading; ties are settled by what a reader sees.
  for (auto it = found.begin(); it != found.end();) {
    auto const end = std::find_if(it, found.end(), [&](Found const& one) {
      return one.score != it->score || one.document_id != it->document_id;
    });
    if (end - it > 1) {
      auto const clauses = places.clauses(current.at(it->document_id).version);
      if (!clauses) return clauses.error();
      std::map<std::int64_t, std::uint32_t> begins;
      for (auto const& clause : **clauses) begins.emplace(clause.text_id, clause.raw.begin);
      std::sort(it, end, [&](Found const& a, Found const& b) { return begins[a.text_id] < begins[b.text_id]; });
    }
    it = end;
  }
  return {};
}

Result<SearchHit> show(Found const& found, index::Current const& current, std::string const& expression,
                       index::Store& store, Places& places) {
  std::array const ids{found.text_id};
  auto const texts = store.texts(ids);
  auto const place = places.first(current.version, found.text_id);
  if (!place) return place.error();
  auto quote = places.quote(current.version, (*place)->raw);
  if (!quote) return quote.error();
  if (texts.empty())
    return corpus::Error{corpus::Errc::io, "index", 0, "a clause text is missing; run smallprint reindex"};
  SearchHit out;
  out.authority = current.document.source.authority;
  out.document = current.document.source.document_type;
  out.heading = texts.front().text.heading;
  out.lead_in = texts.front().text.lead_in;
  out.clause = place_name((*place)->label, out.heading);
  out.citation = citation(current.document.source, out.clause);
  out.text = std::move(*quote);
  out.start = (*place)->raw.begin;
  out.end = (*place)->raw.end;
  out.snippet = expression.empty() ? beginning(texts.front().text.text)
                                   : store.snippet(expression, found.text_id, mark_open, mark_close);
  out.text_key = texts.front().key;
  out.version_date = current.version.date;
  out.snapshot = current.version.sha256;
  out.score = found.score;
  return out;
}

}  // namespace

Result<SearchResult> search(index::Store& store, corpus::VersionTexts& texts, std::string_view query,
                            SearchScope const& scope) {
  auto const parsed = language::parse(query);
  if (!parsed) return parsed.error();
  auto options = scope.language;
  options.topics_are_read = static_cast<bool>(scope.topic_reads);
  auto const plan = language::plan(*parsed, options);
  if (!plan) return plan.error();

  SearchResult out;
  std::map<std::int64_t, index::Current> current;
  std::vector<index::Current> not_captured;
  for (auto& one : store.current(scope.as_of)) {
    auto const& source = one.document.source;
    if (one.version.removed || !in_corpus(source, scope.corpus)) continue;
    if (one.version.capture == corpus::Capture::document)
      current.emplace(one.document.id, std::move(one));
    else
      not_captured.push_back(std::move(one));
  }
  SearchRun run(store, scope, current);
  for (auto const& branch : plan->branches) {
    auto const limits = run.scope(branch);
    if (!limits) return limits.error();
    for (auto const& one : not_captured)
      if (limits->holds(one.document.source))
        out.not_captured.push_back(citation(one.document.source, "") + ": " +
                                   std::string(to_string(one.version.capture)));
  }
  std::sort(out.not_captured.begin(), out.not_captured.end());
  out.not_captured.erase(std::unique(out.not_captured.begin(), out.not_captured.end()), out.not_captured.end());

  auto found = run.branches(plan->branches);
  if (!found) return found.error();
  if (!plan->words.empty() && (found->empty() || (plan->words.size() >= question_words && found->size() < enough))) {
    auto const strict = found->size();
    found = run.most_words(*plan);
    if (!found) return found.error();
    out.relaxed = found->size() > strict;
  }
  out.total = found->size();
  Places places(store, texts);
  if (auto const sorted = sort(*found, current, places); !sorted) return sorted.error();
  auto const first = std::min(scope.offset, found->size());
  auto const last = first + std::min(scope.limit, found->size() - first);
  for (auto i = first; i < last; ++i) {
    auto const& one = (*found)[i];
    auto hit = show(one, current.at(one.document_id), run.expressions()[one.expression], store, places);
    if (!hit) return hit.error();
    out.hits.push_back(std::move(*hit));
  }
  return out;
}

}  // namespace smallprint::query
