#include "query/quote_finder.hpp"

#include "query/quote_search.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace smallprint::query {
namespace {

using corpus::Result;

// What bounds the work for one quotation.
constexpr std::size_t most_whole = 1500;       ///< texts that hold all of its words
constexpr std::size_t most_candidates = 60;    ///< texts of each wider search
constexpr std::size_t most_starts = 5;         ///< texts whose neighbours are looked at too
constexpr std::size_t longest_heading = 20;    ///< words of a quotation that is looked for in headings
constexpr std::size_t most_documents = 3;      ///< of each
constexpr std::size_t all_cells = 400u << 20;  ///< of all alignments together

/// From here on neighbours of a clause are not looked at: they could not explain the difference.
constexpr double near_enough = 0.9;

}  // namespace

bool QuoteFinder::afford(std::size_t quote, std::size_t source) {
  auto const cells = (quote + 1) * (source + 1);
  if (cells > most_cells || spent_ + cells > all_cells) return false;
  spent_ += cells;
  return true;
}

void QuoteFinder::aligned(QuoteTokens const& quote, std::vector<index::Stay> const& stays, bool only_whole,
                          std::vector<QuoteMatch>& out) {
  std::map<std::int64_t, std::map<std::int64_t, std::vector<Stretch>>> by_text;
  std::vector<std::int64_t> ids;
  for (auto const& stay : stays) {
    auto const stretch = places_.stretch(stay.life);
    if (!stretch) continue;
    auto& text = by_text[stay.text_id];
    if (text.empty()) ids.push_back(stay.text_id);
    text[stay.life.document_id].push_back(*stretch);
  }
  texts_.prefetch(ids);
  for (auto const id : ids) {
    auto const* text = texts_.text(id);
    if (text == nullptr || !afford(quote.tokens.size(), text->tokens.size())) continue;
    QuoteMatch match;
    match.source = texts_.clause(*text, false);
    match.alignment = align(quote.tokens, match.source.tokens);
    if (only_whole && match.alignment.cost > 0) continue;
    if (match.alignment.cost > 0 && !text->lead_in.empty() &&
        afford(quote.tokens.size(), text->tokens.size() + text->lead_in.size())) {
      auto source = texts_.clause(*text, true);
      auto alignment = align(quote.tokens, source.tokens);
      bool const reaches_text = alignment.end > text->lead_in.size();
      if (alignment.cost < match.alignment.cost && reaches_text) {
        match.source = std::move(source);
        match.alignment = std::move(alignment);
      }
    }
    match.stays = std::move(by_text[id]);
    out.push_back(std::move(match));
  }
}

Result<std::vector<QuoteMatch>> QuoteFinder::whole(QuoteTokens const& quote, std::vector<std::int64_t> const& among) {
  std::vector<QuoteMatch> out;
  auto const expression = whole_expression(quote);
  if (expression.empty()) return out;
  auto const stays = store_.find_ever(expression, among, most_whole);
  if (!stays) return stays.error();
  nothing_whole_ = stays->empty();
  aligned(quote, *stays, true, out);
  return out;
}

Result<std::vector<QuoteMatch>> QuoteFinder::near(QuoteTokens const& quote, std::vector<std::int64_t> const& among) {
  std::vector<QuoteMatch> out;
  std::set<std::int64_t> seen;
  auto const sort = [&] {
    std::stable_sort(out.begin(), out.end(),
                     [](QuoteMatch const& a, QuoteMatch const& b) { return a.alignment.cost < b.alignment.cost; });
  };
  for (auto const& expression :
       {nothing_whole_ ? std::string() : whole_expression(quote), rows_expression(quote), words_expression(quote)}) {
    if (expression.empty() || (!out.empty() && out.front().alignment.similarity() >= near_enough)) continue;
    auto stays = store_.find_ever(expression, among, most_candidates);
    if (!stays) return stays.error();
    std::erase_if(*stays, [&](index::Stay const& stay) { return seen.count(stay.text_id) != 0; });
    for (auto const& stay : *stays) seen.insert(stay.text_id);
    aligned(quote, *stays, false, out);
    sort();
  }
  if (!out.empty() && out.front().alignment.similarity() < near_enough) {
    if (auto const done = neighbours(quote, out); !done) return done.error();
    sort();
  }
  return out;
}

Result<void> QuoteFinder::neighbours(QuoteTokens const& quote, std::vector<QuoteMatch>& found) {
  std::vector<QuoteMatch> more;
  std::set<std::pair<std::int64_t, std::uint32_t>> seen;  // document and version
  bool const elided = std::any_of(quote.tokens.begin(), quote.tokens.end(),
                                  [](QuoteToken const& t) { return t.kind == QuoteToken::Kind::ellipsis; });
  auto const reach = quote.tokens.size() + (elided ? 400 : 20);
  std::vector<std::size_t> starts(found.size());
  for (std::size_t i = 0; i < starts.size(); ++i) starts[i] = i;
  std::stable_sort(starts.begin(), starts.end(), [&](std::size_t a, std::size_t b) {
    return found[a].alignment.same_words > found[b].alignment.same_words;
  });
  starts.resize(std::min(starts.size(), most_starts));
  for (auto const start : starts) {
    if (found[start].alignment.same_words < 3) continue;
    auto const text_id = found[start].source.parts.back().text_id;
    std::size_t count = 0;
    for (auto const& [document_id, stretches] : found[start].stays) {
      if (count++ == most_documents) break;
      auto const& document = places_.times(document_id);
      auto const newest = std::max_element(stretches.begin(), stretches.end(),
                                           [](Stretch const& a, Stretch const& b) { return a.last < b.last; });
      auto const ordinal = document.in_force(*newest) ? *document.now : newest->last;
      if (!seen.emplace(document_id, ordinal).second) continue;
      auto const clauses = places_.clauses(document.versions[ordinal]);
      if (!clauses) return clauses.error();
      auto const at =
          std::find_if((*clauses)->begin(), (*clauses)->end(), [&](auto const& one) { return one.text_id == text_id; });
      if (at == (*clauses)->end()) continue;
      QuoteMatch match;
      match.source = texts_.around(**clauses, static_cast<std::size_t>(at - (*clauses)->begin()), reach);
      if (!afford(quote.tokens.size(), match.source.tokens.size())) continue;
      match.alignment = align(quote.tokens, match.source.tokens);
      if (match.alignment.cost >= found[start].alignment.cost) continue;
      match.one_version = true;
      match.version = ordinal;
      // It stood there as long as all of its clauses did.
      Stretch all{0, static_cast<std::uint32_t>(document.versions.size() - 1)};
      std::set<std::int64_t> parts;
      for (auto i = match.alignment.begin; i < match.alignment.end; ++i)
        parts.insert(match.source.parts[match.source.tokens[i].part].text_id);
      for (auto const part : parts)
        for (auto const& life : store_.lives(part)) {
          if (life.document_id != document_id) continue;
          auto const stretch = places_.stretch(life);
          if (!stretch || ordinal < stretch->first || ordinal > stretch->last) continue;
          all.first = std::max(all.first, stretch->first);
          all.last = std::min(all.last, stretch->last);
        }
      match.stays[document_id] = {all};
      more.push_back(std::move(match));
    }
  }
  for (auto& one : more) found.push_back(std::move(one));
  return {};
}

namespace {

/// A heading path as far as the innermost heading that the aligned words reach: "Use > Fees" of "Use > Fees > Tax".
std::string_view reached(std::string_view path, QuoteSource const& source, Alignment const& alignment) {
  auto const end = path.find(" > ", source.tokens[alignment.end - 1].span.end);
  return path.substr(0, end);
}

}  // namespace

Result<std::vector<QuoteMatch>> QuoteFinder::headings(QuoteTokens const& quote,
                                                      std::vector<std::int64_t> const& among) {
  std::vector<QuoteMatch> out;
  auto const expression = heading_expression(quote);
  if (expression.empty() || quote.count > longest_heading) return out;
  auto const stays = store_.find_ever(expression, among, most_whole);
  if (!stays) return stays.error();
  std::map<std::string_view, std::optional<QuoteMatch>> by_path;  // what a heading path holds of it
  std::map<std::pair<std::int64_t, std::string_view>, std::size_t> known;
  for (auto const& stay : *stays) {
    auto const stretch = places_.stretch(stay.life);
    auto const* text = stretch ? texts_.text(stay.text_id) : nullptr;
    if (text == nullptr) continue;
    std::string_view const path = text->stored.text.heading;
    auto const [held, is_new] = by_path.try_emplace(path);
    if (is_new) {
      QuoteMatch match;
      match.source = texts_.heading(*text);
      if (!afford(quote.tokens.size(), match.source.tokens.size())) continue;
      match.alignment = align(quote.tokens, match.source.tokens);
      if (match.alignment.cost == 0 && match.alignment.end > 0) held->second = std::move(match);
    }
    if (!held->second) continue;
    auto const& match = *held->second;
    auto const key = std::pair(stay.life.document_id, reached(path, match.source, match.alignment));
    auto const [at, first] = known.emplace(key, out.size());
    if (first) {
      out.push_back(match);
      out.back().heading = key.second;
    }
    out[at->second].stays[stay.life.document_id].push_back(*stretch);
  }
  return out;
}

Result<std::optional<QuoteLater>> QuoteFinder::later(QuoteTokens const& quote, std::vector<std::int64_t> const& among) {
  std::optional<QuoteLater> out;
  auto const expression = whole_expression(quote);
  if (expression.empty() || nothing_whole_) return out;
  auto const stays = store_.find_ever(expression, among, most_whole);
  if (!stays) return stays.error();
  for (auto const& stay : *stays) {
    auto const since = places_.later(stay.life);
    if (since.empty() || (out && out->since <= since)) continue;
    auto const* text = texts_.text(stay.text_id);
    if (text == nullptr || !afford(quote.tokens.size(), text->tokens.size()) ||
        align(quote.tokens, text->tokens).cost > 0)
      continue;
    auto const& source = places_.times(stay.life.document_id).document.source;
    out = QuoteLater{source.authority, source.document_type, since, text->stored.key};
  }
  return out;
}

}  // namespace smallprint::query
