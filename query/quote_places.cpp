#include "query/quote_places.hpp"

#include "query/show_id.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace smallprint::query {

using corpus::Result;
using corpus::Span;

namespace {

constexpr double similar_here = 0.4;       ///< to the clause at the same place
constexpr double similar_elsewhere = 0.6;  ///< to one that moved

/// 2 x common words / words of both.
double common_words(std::vector<QuoteToken> const& a, std::vector<QuoteToken> const& b) {
  std::unordered_map<std::uint64_t, int> counts;
  std::size_t words = 0;
  std::size_t common = 0;
  for (auto const& token : a)
    if (token.kind == QuoteToken::Kind::word) ++counts[token.folded], ++words;
  for (auto const& token : b) {
    if (token.kind != QuoteToken::Kind::word) continue;
    ++words;
    if (auto const it = counts.find(token.folded); it != counts.end() && it->second > 0) --it->second, ++common;
  }
  return words == 0 ? 0 : 2.0 * static_cast<double>(common) / static_cast<double>(words);
}

/// What to say where the draft numbers an item otherwise than the clauses are numbered.
std::string other_label(std::string_view quotation, QuoteTokens const& quote, Alignment const& alignment,
                        std::vector<QuotePart> const& parts) {
  for (auto const& step : alignment.steps) {
    auto const& token = quote.tokens[step.quote];
    if (step.kind != AlignStep::Kind::labelled || token.kind != QuoteToken::Kind::word) continue;
    auto const label = "(" + std::string(corpus::slice(quotation, token.span)) + ")";
    std::string clauses;
    for (auto const& part : parts) clauses += (clauses.empty() ? "" : ", ") + part.clause;
    if (plain_label(clauses).find(plain_label(label)) == std::string::npos)
      return "the draft numbers an item " + label + ", the source has " + clauses;
  }
  return {};
}

}  // namespace

std::vector<Stretch> DocumentTimes::joined(std::vector<Stretch> stretches) const {
  std::sort(stretches.begin(), stretches.end(), [](Stretch const& a, Stretch const& b) { return a.first < b.first; });
  auto const only_gaps = [&](std::uint32_t from, std::uint32_t to) {
    for (auto i = from; i < to && i < versions.size(); ++i)
      if (!versions[i].removed && versions[i].capture == corpus::Capture::document) return false;
    return true;
  };
  std::vector<Stretch> out;
  for (auto const& one : stretches) {
    if (!out.empty() && (one.first <= out.back().last + 1 || only_gaps(out.back().last + 1, one.first)))
      out.back().last = std::max(out.back().last, one.last);
    else
      out.push_back(one);
  }
  return out;
}

QuotePlaces::QuotePlaces(index::Store& store, corpus::VersionTexts& texts, QuoteTexts& clauses,
                         MeaningWords const& meaning, std::string as_of)
    : store_(store),
      places_(store, texts),
      texts_(clauses),
      meaning_(meaning),
      as_of_(std::move(as_of)),
      documents_(store.documents()) {}

DocumentTimes const& QuotePlaces::times(std::int64_t document_id) {
  auto const [it, is_new] = times_.try_emplace(document_id);
  auto& out = it->second;
  if (!is_new) return out;
  for (auto const& document : documents_)
    if (document.id == document_id) out.document = document;
  out.versions = store_.versions(document_id);
  if (!as_of_.empty()) {
    auto const is_later = [&](index::Version const& version) {
      return version.date > as_of_ + '~';  // sorts after all that may follow: a day includes its hours
    };
    for (auto const& version : out.versions)
      if (is_later(version)) out.later.push_back(version.date);
    std::erase_if(out.versions, is_later);
  }
  if (out.versions.empty() || out.versions.back().removed) return out;
  for (auto i = out.versions.size(); i-- > 0 && !out.now && !out.versions[i].removed;)
    if (out.versions[i].capture == corpus::Capture::document) out.now = static_cast<std::uint32_t>(i);
  return out;
}

Result<std::set<std::string> const*> QuotePlaces::provider_names(std::int64_t document_id) {
  constexpr std::string_view key = "provider=";
  auto const [it, is_new] = provider_names_.try_emplace(document_id);
  auto const& document = times(document_id);
  if (!is_new || !document.now) return &it->second;
  auto const clauses = places_.clauses(document.versions[*document.now]);
  if (!clauses) return clauses.error();
  std::vector<std::int64_t> ids;
  for (auto const& one : **clauses) ids.push_back(one.text_id);
  for (auto const& text : store_.texts(ids)) {
    std::string_view rest = text.text.parties;
    while (!rest.empty()) {
      auto const one = rest.substr(0, rest.find(';'));
      if (one.starts_with(key)) it->second.emplace(one.substr(key.size()));
      rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    }
  }
  return &it->second;
}

std::optional<Stretch> QuotePlaces::stretch(index::Life const& life) {
  auto const& versions = times(life.document_id).versions;
  if (life.first >= versions.size()) return std::nullopt;
  auto const newest = static_cast<std::uint32_t>(versions.size() - 1);
  return Stretch{life.first, life.last ? std::min(*life.last, newest) : newest};
}

Result<QuotePart> QuotePlaces::part(index::Version const& version, index::Occurrence const& at, Span clean) {
  auto const* text = texts_.text(at.text_id);
  auto raw = at.offsets.to_raw(clean);
  raw.begin += at.raw.begin;
  raw.end += at.raw.begin;
  auto quote = places_.quote(version, raw);
  if (!quote) return quote.error();
  QuotePart out;
  if (text != nullptr) {
    out.clause = place_name(at.label, text->stored.text.heading);
    out.key = text->stored.key;
  }
  out.quote = std::move(*quote);
  out.start = raw.begin;
  out.end = raw.end;
  return out;
}

std::string QuotePlaces::later(index::Life const& life) {
  auto const& document = times(life.document_id);
  auto const before = document.versions.size();
  return life.first < before || life.first - before >= document.later.size() ? std::string()
                                                                             : document.later[life.first - before];
}

Result<std::optional<QuotePart>> QuotePlaces::heading_part(QuoteTokens const& quote, QuoteMatch const& match,
                                                           index::Version const& version,
                                                           std::vector<index::Occurrence> const& clauses) {
  constexpr std::size_t longest_line = 2000;  // bytes: of a heading's
  std::vector<std::int64_t> ids;
  for (auto const& one : clauses) ids.push_back(one.text_id);
  texts_.prefetch(ids);
  auto const is_under = [&](index::Occurrence const& one) {
    auto const* text = texts_.text(one.text_id);
    if (text == nullptr || !text->stored.text.heading.starts_with(match.heading)) return false;
    auto const rest = std::string_view(text->stored.text.heading).substr(match.heading.size());
    return rest.empty() || rest.starts_with(" > ");
  };
  auto const first = std::find_if(clauses.begin(), clauses.end(), is_under);
  if (first == clauses.end()) return std::optional<QuotePart>{};
  auto const before = places_.quote(version, {0, first->raw.begin});
  if (!before) return before.error();
  std::string_view rest = *before;
  while (!rest.empty()) {
    auto const at = rest.rfind('\n', rest.size() - 1);
    auto const begin = at == std::string_view::npos ? 0 : at + 1;
    auto const line = rest.substr(begin);
    rest = rest.substr(0, at == std::string_view::npos ? 0 : at);
    if (line.size() > longest_line) continue;
    auto const tokens = source_tokens(line);
    auto const alignment = align(quote.tokens, tokens);
    if (alignment.cost > 0 || alignment.end == 0) continue;
    QuotePart out;
    out.clause = place_name({}, match.heading);
    out.key = texts_.text(first->text_id)->stored.key;
    out.start = static_cast<std::uint32_t>(begin) + tokens[alignment.begin].span.begin;
    out.end = static_cast<std::uint32_t>(begin) + tokens[alignment.end - 1].span.end;
    out.quote = before->substr(out.start, out.end - out.start);
    return std::optional(std::move(out));
  }
  return std::optional<QuotePart>{};
}

std::vector<QuotePlaces::Spot> QuotePlaces::spots(QuoteMatch const& match,
                                                  std::vector<index::Occurrence> const& clauses) {
  std::vector<Span> spans(match.source.parts.size(), Span{std::numeric_limits<std::uint32_t>::max(), 0});
  for (auto const& step : match.alignment.steps) {
    using Step = AlignStep::Kind;
    if (step.kind == Step::added || step.kind == Step::inserted || step.kind == Step::elided ||
        step.kind == Step::passed)
      continue;
    auto const& token = match.source.tokens[step.source];
    if (token.optional) continue;
    auto& span = spans[token.part];
    span.begin = std::min(span.begin, token.span.begin);
    span.end = std::max(span.end, token.span.end);
  }
  std::vector<Spot> out;
  auto const find = [&](std::int64_t text_id) {
    return std::find_if(clauses.begin(), clauses.end(), [&](auto const& one) { return one.text_id == text_id; });
  };
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (spans[i].begin >= spans[i].end) continue;
    auto const& part = match.source.parts[i];
    if (match.one_version) {
      out.push_back({part.occurrence, spans[i]});
      continue;
    }
    auto const at = find(part.text_id);
    if (at == clauses.end()) continue;
    if (!part.lead_in) {
      out.push_back({static_cast<std::size_t>(at - clauses.begin()), spans[i]});
      continue;
    }
    // The words of a lead-in stand in a clause of their own, above.
    auto const words = corpus::slice(part.text, spans[i]);
    for (auto above = at; above != clauses.begin();) {
      --above;
      auto const* text = texts_.text(above->text_id);
      auto const found = text == nullptr ? std::string::npos : text->stored.text.text.rfind(words);
      if (found == std::string::npos) continue;
      auto const begin = static_cast<std::uint32_t>(found);
      out.push_back({static_cast<std::size_t>(above - clauses.begin()),
                     {begin, begin + static_cast<std::uint32_t>(words.size())}});
      break;
    }
  }
  return out;
}

Result<QuotePlace> QuotePlaces::place(std::string_view quotation, QuoteTokens const& quote, QuoteMatch const& match,
                                      std::int64_t document_id, std::vector<Stretch> const& standing) {
  auto const& document = times(document_id);
  auto const& own = match.stays.at(document_id);
  auto newest = own.front();
  for (auto const& one : own)
    if (one.last >= newest.last) newest = one;
  bool const stands = document.in_force(newest);
  auto const ordinal = match.one_version && !stands ? match.version : stands ? *document.now : newest.last;
  auto const& version = document.versions[ordinal];

  QuotePlace out;
  out.authority = document.document.source.authority;
  out.document = document.document.source.document_type;
  out.version_date = version.date;
  out.snapshot = version.sha256;
  for (auto const& one : document.joined(standing)) {
    if (ordinal < one.first || ordinal > one.last) continue;
    out.since = document.versions[one.first].date;
    if (!document.in_force(one) && one.last + 1 < document.versions.size())
      out.until = document.versions[one.last + 1].date;
  }
  auto const clauses = places_.clauses(version);
  if (!clauses) return clauses.error();
  auto match_here = &match;
  QuoteMatch shifted;
  if (match.one_version && ordinal != match.version) {  // the same clauses, counted in another version
    shifted = match;
    for (auto& one : shifted.source.parts) {
      auto const at =
          std::find_if((*clauses)->begin(), (*clauses)->end(), [&](auto const& c) { return c.text_id == one.text_id; });
      one.occurrence = static_cast<std::size_t>(at - (*clauses)->begin());
    }
    match_here = &shifted;
  }
  bool const is_heading = !match.heading.empty();
  if (is_heading) {
    auto made = heading_part(quote, match, version, **clauses);
    if (!made) return made.error();
    out.is_heading = true;
    out.heading = match.heading;
    out.caveat = "the words are a heading";
    if (*made) out.parts.push_back(std::move(**made));
  }
  auto const all = is_heading ? std::vector<Spot>{} : spots(*match_here, **clauses);
  for (auto const& spot : all) {
    if (spot.occurrence >= (*clauses)->size()) continue;
    auto made = part(version, (**clauses)[spot.occurrence], spot.clean);
    if (!made) return made.error();
    out.parts.push_back(std::move(*made));
  }
  if (is_heading && out.parts.empty()) return out;  // its line is not to be found in the version's text
  if (out.parts.empty())
    return corpus::Error{corpus::Errc::io, "index", 0,
                         "a clause has no place in the version of " + version.date + "; run smallprint reindex"};
  if (auto const* text = is_heading ? nullptr : texts_.text((**clauses)[all.front().occurrence].text_id))
    out.heading = text->stored.text.heading;
  out.citation = citation(document.document.source, out.parts.front().clause);
  out.similarity = match.alignment.similarity();
  out.pieces = pieces(quotation, quote, match.source, match.alignment, meaning_);
  out.changes_meaning = any_changes_meaning(out.pieces);
  if (quote.final_stop) out.goes_on = rest_of_sentence(match.source, match.alignment);
  out.goes_on_qualifies = meaning_.reversed_by(out.goes_on);
  out.state = match.alignment.cost > 0 ? QuoteState::altered
              : out.until.empty()      ? QuoteState::exact
                                       : QuoteState::superseded;
  if (!is_heading) out.caveat = other_label(quotation, quote, match.alignment, out.parts);
  if (auto const& last = document.versions.back(); out.until.empty() && last.ordinal != ordinal)
    out.caveat = "the version of " + last.date + " holds no document but is " +
                 std::string(corpus::to_string(last.capture)) + "; this is the last one that does";
  if (out.state == QuoteState::superseded && !is_heading) {
    auto there = now(quotation, quote, document, (**clauses)[all.back().occurrence]);
    if (!there) return there.error();
    out.now = std::move(*there);
  }
  return out;
}

Result<std::optional<QuoteNow>> QuotePlaces::now(std::string_view quotation, QuoteTokens const& quote,
                                                 DocumentTimes const& document, index::Occurrence const& old) {
  if (!document.now) return std::optional<QuoteNow>{};
  auto const& version = document.versions[*document.now];
  auto const clauses = places_.clauses(version);
  if (!clauses) return clauses.error();
  auto const* was = texts_.text(old.text_id);
  if (was == nullptr) return std::optional<QuoteNow>{};
  std::vector<std::int64_t> ids;
  for (auto const& one : **clauses) ids.push_back(one.text_id);
  texts_.prefetch(ids);
  index::Occurrence const* best = nullptr;
  double best_similarity = 0;
  for (auto const& one : **clauses) {
    auto const* text = texts_.text(one.text_id);
    if (text == nullptr) continue;
    bool const here = (!old.label.empty() && one.label == old.label) ||
                      (!was->stored.text.heading.empty() && text->stored.text.heading == was->stored.text.heading);
    auto const similarity = common_words(was->tokens, text->tokens);
    if (similarity < (here ? similar_here : similar_elsewhere) || similarity <= best_similarity) continue;
    best = &one;
    best_similarity = similarity;
  }
  if (best == nullptr) return std::optional<QuoteNow>{};
  auto const* text = texts_.text(best->text_id);
  QuoteNow out;
  auto made = part(version, *best, {0, static_cast<std::uint32_t>(text->stored.text.text.size())});
  if (!made) return made.error();
  out.clause = std::move(*made);
  out.text = text->stored.text.text;
  out.version_date = version.date;
  out.snapshot = version.sha256;
  out.similarity = best_similarity;
  auto const source = texts_.clause(*text, !text->lead_in.empty());
  if (quote.tokens.size() * source.tokens.size() <= most_cells) {
    auto const alignment = align(quote.tokens, source.tokens);
    if (alignment.similarity() >= similar_here) out.pieces = pieces(quotation, quote, source, alignment, meaning_);
    out.changes_meaning = any_changes_meaning(out.pieces);
  }
  return std::optional<QuoteNow>(std::move(out));
}

}  // namespace smallprint::query
