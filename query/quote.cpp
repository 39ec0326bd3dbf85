#include "query/quote.hpp"

#include "query/quote_frame.hpp"

#include <algorithm>
#include <string_view>

namespace smallprint::query {
namespace {

constexpr std::size_t most_kept = 64u << 20;  // bytes of versions' texts
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
                                       std::size_t at, index::StoredText const& text, corpus::Span sentence,
                                       corpus::Span deciding) {
  return cut(current, clauses, at, text, sentence, deciding, !without_.has(Mechanism::framing));
}

corpus::Result<Quote> QuoteMaker::sentence(index::Current const& current, std::span<index::Occurrence const> clauses,
                                           std::size_t at, index::StoredText const& text, corpus::Span sentence,
                                           corpus::Span deciding) {
  return cut(current, clauses, at, text, sentence, deciding, false);
}

corpus::Result<Quote> QuoteMaker::cut(index::Current const& current, std::span<index::Occurrence const> clauses,
                                      std::size_t place, index::StoredText const& text, corpus::Span sentence,
                                      corpus::Span deciding, bool widen) {
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
  auto const frame = widen ? frame_quote({**version, clauses, place}, at, reader_) : QuoteFrame{at, 0};
  at = frame.span;
  if (out.lead_in.size() >= frame.lead_in) out.lead_in.resize(out.lead_in.size() - frame.lead_in);
  while (out.lead_in.ends_with(' ')) out.lead_in.pop_back();
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

void add_quote(std::vector<Quote>& quotes, Quote quote) {
  auto const overlaps = std::find_if(quotes.begin(), quotes.end(), [&](Quote const& known) {
    bool const inside = known.start <= quote.start && quote.end <= known.end;
    bool const around = quote.start <= known.start && known.end <= quote.end;
    return known.document_id == quote.document_id && known.stance == quote.stance && (inside || around);
  });
  if (overlaps == quotes.end()) {
    quotes.push_back(std::move(quote));
    return;
  }
  auto& longer = *overlaps;
  if (quote.end - quote.start > longer.end - longer.start) std::swap(longer, quote);
  auto const shift = quote.start - longer.start;
  for (auto span : quote.deciding) {
    span = {span.begin + shift, span.end + shift};
    if (std::find(longer.deciding.begin(), longer.deciding.end(), span) == longer.deciding.end())
      longer.deciding.push_back(span);
  }
}

}  // namespace smallprint::query
