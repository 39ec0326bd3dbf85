#include "query/quote.hpp"

#include <algorithm>
#include <string_view>

namespace smallprint::query {
namespace {

constexpr std::size_t most_kept = 64u << 20;  // bytes of versions' texts
constexpr std::ptrdiff_t enough_words = 15;   // a quote this long stands alone
constexpr std::ptrdiff_t most_words = 60;     // of one that takes its neighbours in
constexpr std::size_t most_between = 24;      // bytes between items of a line: "; and (xiv) "

std::ptrdiff_t count_words(std::string_view text) {
  return std::count(text.begin(), text.end(), ' ') + 1;
}

/// Whether `later` goes on in the line in which `earlier` ends.
bool same_line(std::string_view version, index::Occurrence const& earlier, index::Occurrence const& later) {
  if (later.raw.begin < earlier.raw.end || later.raw.begin - earlier.raw.end > most_between) return false;
  return version.substr(earlier.raw.end, later.raw.begin - earlier.raw.end).find('\n') == std::string_view::npos;
}

/// Widens `quote` over its clause's neighbours in the line: first to what leads into it, then to what follows.
corpus::Span with_neighbours(std::string_view version, std::span<index::Occurrence const> clauses, std::size_t at,
                             corpus::Span quote) {
  auto first = at;
  auto last = at;
  auto const text = [&](std::uint32_t begin, std::uint32_t end) { return version.substr(begin, end - begin); };
  bool const from_start = quote.begin == clauses[at].raw.begin;
  while (count_words(text(quote.begin, quote.end)) < enough_words) {
    if (from_start && first > 0 && same_line(version, clauses[first - 1], clauses[first]) &&
        count_words(text(clauses[first - 1].raw.begin, quote.end)) <= most_words) {
      quote.begin = clauses[--first].raw.begin;
    } else if (quote.end + 1 >= clauses[last].raw.end && last + 1 < clauses.size() &&
               same_line(version, clauses[last], clauses[last + 1]) &&
               count_words(text(quote.begin, clauses[last + 1].raw.end)) <= most_words) {
      quote.end = clauses[++last].raw.end;
    } else {
      break;
    }
  }
  return quote;
}

}  // namespace

corpus::Result<std::string const*> QuoteMaker::version_text(std::string const& sha256) {
  if (auto const it = kept_.find(sha256); it != kept_.end()) return &it->second;
  auto text = texts_.text(sha256);
  if (!text) return text.error();
  if (kept_bytes_ + text->size() > most_kept) {
    kept_.clear();
    kept_bytes_ = 0;
  }
  kept_bytes_ += text->size();
  return &kept_.emplace(sha256, std::move(*text)).first->second;
}

corpus::Result<Quote> QuoteMaker::make(index::Current const& current, std::span<index::Occurrence const> clauses,
                                       std::size_t place, index::StoredText const& text, corpus::Span sentence,
                                       corpus::Span deciding) {
  auto const& occurrence = clauses[place];
  auto const version = version_text(current.version.sha256);
  if (!version) return version.error();
  auto const to_version = [&](corpus::Span clean) {
    auto const raw = occurrence.offsets.to_raw(clean);
    auto const size = static_cast<std::uint32_t>((*version)->size());
    return corpus::Span{std::min(occurrence.raw.begin + raw.begin, size),
                        std::min(occurrence.raw.begin + raw.end, size)};
  };
  Quote out;
  out.document = current.document.source.document_type;
  out.document_id = current.document.id;
  out.heading = text.text.heading;
  out.lead_in = text.text.lead_in;
  auto const last_heading = out.heading.rfind(" > ");
  out.clause = !occurrence.label.empty()           ? occurrence.label
               : last_heading == std::string::npos ? out.heading
                                                   : out.heading.substr(last_heading + 3);
  auto at = to_version(sentence);
  if (at.end < at.begin) at.end = at.begin;
  at = with_neighbours(**version, clauses, place, at);
  // A full stop, a semicolon or a closing quote right after the last word belongs to the sentence.
  out.start = at.begin;
  out.end = at.end;
  for (auto const stop : {std::string_view("."), std::string_view(";"), std::string_view("!"), std::string_view("?")})
    if (std::string_view(**version).substr(out.end).starts_with(stop)) {
      ++out.end;
      break;
    }
  out.quote = (*version)->substr(out.start, out.end - out.start);
  auto const words = to_version(deciding);
  if (words.begin >= out.start && words.end <= out.end && !words.empty())
    out.deciding.push_back({words.begin - out.start, words.end - out.start});
  out.text_key = text.key;
  out.version_date = current.version.date;
  out.snapshot = current.version.sha256;
  return out;
}

}  // namespace smallprint::query
