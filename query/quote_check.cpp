#include "query/quote_check.hpp"

#include "query/quote_finder.hpp"
#include "query/quote_names.hpp"
#include "query/quote_places.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace smallprint::query {
namespace {

using corpus::Result;

/// An altered place is given beside the best one when it is as near as this.
constexpr double as_near = 0.05;
/// Altered words of whom the draft names count more than another's exact ones from here on.
constexpr double named_enough = 0.8;

}  // namespace

struct QuoteChecker::Impl {
  Impl(index::Store& from, corpus::VersionTexts& bytes, corpus::Lexicons const& lexicons, QuoteScope limits)
      : scope(std::move(limits)),
        meaning(lexicons.concepts),
        texts(from),
        places(from, bytes, texts, meaning, scope.as_of),
        finder(from, texts, places),
        names(places.documents()) {
    for (auto const& document : places.documents())
      if (is_in(document.source.authority, scope.authorities)) documents.push_back(document.id);
  }

  template <class Names>
  static bool is_in(std::string const& name, Names const& all) {
    return all.empty() || std::find(all.begin(), all.end(), name) != all.end();
  }

  Result<CheckedQuote> check(corpus::Quotation const& quotation);
  Result<std::vector<QuotePlace>> give(corpus::Quotation const& quotation, QuoteTokens const& quote,
                                       std::vector<QuoteMatch> const& found, Named const& named, std::size_t& more);
  Result<bool> goes_by(std::set<std::string> const& all, std::vector<QuoteMatch> const& found);
  [[nodiscard]] std::vector<std::int64_t> of(std::set<std::string> const& authorities) const {
    std::vector<std::int64_t> out;
    for (auto const& document : places.documents())
      if (authorities.count(document.source.authority) != 0 && is_in(document.source.authority, scope.authorities))
        out.push_back(document.id);
    return out;
  }

  QuoteScope scope;
  MeaningWords meaning;
  QuoteTexts texts;
  QuotePlaces places;
  QuoteFinder finder;
  QuoteNames names;
  std::vector<std::int64_t> documents;  ///< in scope; empty: none is
};

/// Whether a document that has the words calls its provider by one of the names: a firm and its product.
Result<bool> QuoteChecker::Impl::goes_by(std::set<std::string> const& all, std::vector<QuoteMatch> const& found) {
  for (auto const& match : found)
    for (auto const& [document_id, stretches] : match.stays) {
      auto const own = places.provider_names(document_id);
      if (!own) return own.error();
      if (std::any_of(all.begin(), all.end(), [&](auto const& name) { return (*own)->count(name) != 0; })) return true;
    }
  return false;
}

/// Places of matches, best first: whom the draft names, then what is in force, then the nearest.
Result<std::vector<QuotePlace>> QuoteChecker::Impl::give(corpus::Quotation const& quotation, QuoteTokens const& quote,
                                                         std::vector<QuoteMatch> const& found, Named const& named,
                                                         std::size_t& more) {
  struct Candidate {
    QuoteMatch const* match;
    std::int64_t document;
    std::tuple<bool, int, bool, bool, std::uint32_t> rank;  ///< the least is the best
  };
  std::map<std::int64_t, std::vector<Stretch>> standing;
  std::vector<Candidate> all;
  std::set<std::int64_t> in_force;
  for (auto const& match : found)
    for (auto const& [document_id, stretches] : match.stays) {
      auto& stands = standing[document_id];
      stands.insert(stands.end(), stretches.begin(), stretches.end());
      auto const& document = places.times(document_id);
      bool const now =
          std::any_of(stretches.begin(), stretches.end(), [&](Stretch const& one) { return document.in_force(one); });
      if (now) in_force.insert(document_id);
      std::uint32_t newest = 0;
      for (auto const& one : stretches) newest = std::max(newest, one.last);
      auto const& source = document.document.source;
      all.push_back({&match,
                     document_id,
                     {named.authorities.count(source.authority) == 0, match.alignment.cost, !now,
                      named.document_types.count(source.document_type) == 0, ~newest}});
    }
  std::stable_sort(all.begin(), all.end(), [](Candidate const& a, Candidate const& b) { return a.rank < b.rank; });
  std::vector<QuotePlace> out;
  std::set<std::int64_t> old;  // documents whose superseded or altered words are given
  for (auto const& one : all) {
    bool const alive = one.match->alignment.cost == 0 && std::get<2>(one.rank) == false;
    if (!alive &&
        ((one.match->alignment.cost == 0 && in_force.count(one.document) != 0) || !old.insert(one.document).second))
      continue;
    if (out.size() == scope.most_places) {
      ++more;
      continue;
    }
    auto place = places.place(quotation.text, quote, *one.match, one.document, standing[one.document]);
    if (!place) return place.error();
    place->named = std::get<0>(one.rank) == false;
    out.push_back(std::move(*place));
  }
  return out;
}

Result<CheckedQuote> QuoteChecker::Impl::check(corpus::Quotation const& quotation) {
  CheckedQuote out;
  finder.start();
  auto const quote = quotation_tokens(quotation.text);
  auto const named = names.in(quotation);
  out.named.assign(named.authorities.begin(), named.authorities.end());
  for (auto const& sic : quote.sic) out.notes.push_back("the draft marks an error of the source: " + sic);
  if (quotation.unclosed)
    out.notes.emplace_back("no mark closes the quotation; it was read to the end of its paragraph");
  if (quote.count == 0 || documents.empty()) return out;
  if (quote.count > most_words) {
    out.notes.push_back("a quotation of more than " + std::to_string(most_words) + " words is not checked; part it");
    return out;
  }
  auto const& among = scope.authorities.empty() ? std::vector<std::int64_t>{} : documents;
  auto found = finder.whole(quote, among);
  if (!found) return found.error();
  auto const of_named = of(named.authorities);
  auto const theirs_is = [&](QuoteMatch const& match) {
    return std::any_of(of_named.begin(), of_named.end(), [&](auto id) { return match.stays.count(id) != 0; });
  };
  auto const stands_with_named = [&](std::vector<QuoteMatch> const& matches) {
    return std::any_of(matches.begin(), matches.end(), theirs_is);
  };
  if (found->empty()) {
    auto headings = finder.headings(quote, among);
    if (!headings) return headings.error();
    found = std::move(*headings);
  }
  std::vector<QuoteMatch> altered;
  if (found->empty()) {
    auto wide = finder.near(quote, among);
    if (!wide) return wide.error();
    for (auto& match : *wide) (match.alignment.cost == 0 ? *found : altered).push_back(std::move(match));
  }
  // Whom the draft surely names may have the words in another form than the one who has them exactly.
  bool strange = named.surely && !of_named.empty() && !stands_with_named(*found);
  if (strange) {
    auto const own_name = goes_by(named.authorities, *found);
    if (!own_name) return own_name.error();
    strange = !*own_name;
  }
  if (strange) {
    auto theirs = finder.near(quote, of_named);
    if (!theirs) return theirs.error();
    for (auto& match : *theirs) (match.alignment.cost == 0 ? *found : altered).push_back(std::move(match));
  }
  bool const settled = !found->empty() && (!strange || stands_with_named(*found));
  std::stable_sort(altered.begin(), altered.end(), [](QuoteMatch const& a, QuoteMatch const& b) {
    return a.alignment.similarity() > b.alignment.similarity();
  });
  auto const least = found->empty() ? least_similarity : named_enough;
  auto const best = altered.empty() ? 0 : altered.front().alignment.similarity();
  std::vector<QuoteMatch> near_ones;
  for (auto& match : altered) {
    if (settled) break;
    auto const similarity = match.alignment.similarity();
    bool const theirs = theirs_is(match);
    bool const good_enough = match.alignment.same_words >= 3 && similarity >= least && (found->empty() || theirs);
    if (good_enough && (theirs || similarity + as_near >= best)) near_ones.push_back(std::move(match));
  }
  out.elsewhere = strange && !settled && !(found->empty() && near_ones.empty()) && !stands_with_named(near_ones);
  std::size_t more_altered = 0;
  auto places_found = give(quotation, quote, *found, named, out.more);
  if (!places_found) return places_found.error();
  auto places_near = give(quotation, quote, near_ones, named, more_altered);
  if (!places_near) return places_near.error();
  if (found->empty()) out.more = more_altered;
  out.places = std::move(*places_near);
  for (auto& place : *places_found) out.places.push_back(std::move(place));
  if (std::erase_if(out.places, [](QuotePlace const& place) { return place.parts.empty(); }) > 0 && out.places.empty())
    out.notes.emplace_back("the words are a heading whose line is not to be found in the version's text");
  bool const exact = !out.places.empty() && out.places.front().state == QuoteState::exact;
  if (!exact && !scope.as_of.empty()) {
    auto later = finder.later(quote, among);
    if (!later) return later.error();
    out.later = std::move(*later);
  }
  if (out.places.empty() && !altered.empty()) {  // not found: the nearest is shown as such
    std::vector<QuoteMatch> nearest;
    for (auto& match : altered)
      if (nearest.empty() && match.alignment.similarity() >= least_near && match.alignment.same_words >= 3)
        nearest.push_back(std::move(match));
    std::size_t ignored = 0;
    auto shown = give(quotation, quote, nearest, named, ignored);
    if (!shown) return shown.error();
    if (!shown->empty()) out.places.push_back(std::move(shown->front()));
    return out;
  }
  if (out.places.empty()) return out;
  out.state = out.places.front().state;
  out.changes_meaning = out.places.front().changes_meaning;
  return out;
}

QuoteChecker::QuoteChecker(index::Store& store, corpus::VersionTexts& texts, corpus::Lexicons const& lexicons,
                           QuoteScope scope)
    : impl_(std::make_unique<Impl>(store, texts, lexicons, std::move(scope))) {}
QuoteChecker::~QuoteChecker() = default;

Result<CheckedQuote> QuoteChecker::check(corpus::Quotation const& quotation) {
  return impl_->check(quotation);
}

std::string_view to_string(QuoteState state) {
  switch (state) {
    case QuoteState::exact:
      return "exact";
    case QuoteState::altered:
      return "altered";
    case QuoteState::superseded:
      return "superseded";
    case QuoteState::not_found:
      break;
  }
  return "not-found";
}

std::string_view to_string(QuotePiece::Kind kind) {
  switch (kind) {
    case QuotePiece::Kind::changed:
      return "changed";
    case QuotePiece::Kind::added:
      return "added";
    case QuotePiece::Kind::left_out:
      return "left-out";
    case QuotePiece::Kind::elided:
      return "elided";
    case QuotePiece::Kind::inserted:
      return "inserted";
    case QuotePiece::Kind::same:
      break;
  }
  return "same";
}

}  // namespace smallprint::query
