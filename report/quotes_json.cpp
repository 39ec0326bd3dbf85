#include "report/quotes.hpp"

#include "report/escape.hpp"

#include <fmt/format.h>

#include <cmath>

namespace smallprint::report {
namespace {

using Kind = query::QuotePiece::Kind;

Json part_json(query::QuotePart const& part) {
  return {{"clause", part.clause}, {"quote", part.quote}, {"start", part.start}, {"end", part.end}, {"key", part.key}};
}

/// What differs, and what the draft says that it left out or put in; without what is the same.
Json pieces_json(std::vector<query::QuotePiece> const& pieces) {
  auto out = Json::array();
  for (auto const& piece : pieces)
    if (piece.kind != Kind::same)
      out.push_back({{"kind", query::to_string(piece.kind)},
                     {"draft", piece.draft},
                     {"source", piece.source},
                     {"changes_meaning", piece.changes_meaning}});
  return out;
}

double rounded(double value) {
  return std::round(value * 1000) / 1000;
}

Json place_json(query::QuotePlace const& place) {
  Json out{{"state", query::to_string(place.state)},
           {"provider", place.authority},
           {"document", place.document},
           {"clause", place.parts.front().clause},
           {"quote", place.parts.front().quote},
           {"start", place.parts.front().start},
           {"end", place.parts.front().end},
           {"version_date", place.version_date},
           {"snapshot", place.snapshot},
           {"heading", place.heading},
           {"key", place.parts.front().key},
           {"citation", place.citation},
           {"parts", Json::array()},
           {"since", place.since},
           {"until", place.until.empty() ? Json() : Json(place.until)},
           {"named", place.named},
           {"similarity", rounded(place.similarity)},
           {"changes_meaning", place.changes_meaning},
           {"difference", pieces_json(place.pieces)},
           {"goes_on", place.goes_on.empty() ? Json() : Json(place.goes_on)},
           {"goes_on_qualifies", place.goes_on_qualifies},
           {"caveat", place.caveat.empty() ? Json() : Json(place.caveat)},
           {"is_heading", place.is_heading},
           {"now", Json()}};
  for (auto const& part : place.parts) out["parts"].push_back(part_json(part));
  if (place.now)
    out["now"] = {{"clause", part_json(place.now->clause)},       {"text", place.now->text},
                  {"version_date", place.now->version_date},      {"snapshot", place.now->snapshot},
                  {"similarity", rounded(place.now->similarity)}, {"difference", pieces_json(place.now->pieces)},
                  {"changes_meaning", place.now->changes_meaning}};
  return out;
}

Json quotation_json(std::string const& draft, corpus::Quotation const& quotation, query::CheckedQuote const& checked) {
  Json out{{"draft", draft},
           {"line", quotation.line},
           {"column", quotation.column},
           {"start", quotation.raw.begin},
           {"end", quotation.raw.end},
           {"kind", corpus::to_string(quotation.kind)},
           {"nested", quotation.nested},
           {"text", quotation.text},
           {"state", query::to_string(checked.state)},
           {"changes_meaning", checked.changes_meaning},
           {"named", checked.named},
           {"elsewhere", checked.elsewhere},
           {"later", Json()},
           {"notes", checked.notes},
           {"places", Json::array()},
           {"more", checked.more}};
  if (auto const& later = checked.later)
    out["later"] = {
        {"provider", later->authority}, {"document", later->document}, {"since", later->since}, {"key", later->key}};
  for (auto const& place : checked.places) out["places"].push_back(place_json(place));
  return out;
}

Json error_json(corpus::Error const& error) {
  return error.message;
}

}  // namespace

QuoteCounts count(std::span<CheckedDraft const> drafts) {
  QuoteCounts out;
  for (auto const& draft : drafts) {
    out.not_read += draft.error ? 1 : 0;
    for (auto const& one : draft.checked) {
      using enum query::QuoteState;
      ++out.quotations;
      ++(one.state == exact        ? out.exact
         : one.state == altered    ? out.altered
         : one.state == superseded ? out.superseded
                                   : out.not_found);
      out.changes_meaning += one.changes_meaning ? 1 : 0;
      out.elsewhere += one.elsewhere ? 1 : 0;
    }
  }
  return out;
}

Json quotes_json(std::span<CheckedDraft const> drafts) {
  auto list = Json::array();
  for (auto const& draft : drafts) {
    Json one{{"draft", draft.name},
             {"kind", draft.error ? Json() : Json(corpus::to_string(draft.draft.kind))},
             {"error", draft.error ? error_json(*draft.error) : Json()},
             {"quotations", Json::array()}};
    for (std::size_t i = 0; i < draft.checked.size(); ++i)
      one["quotations"].push_back(quotation_json(draft.name, draft.draft.quotations[i], draft.checked[i]));
    list.push_back(std::move(one));
  }
  auto const n = count(drafts);
  return {{"drafts", list},
          {"counts",
           {{"quotations", n.quotations},
            {"exact", n.exact},
            {"altered", n.altered},
            {"superseded", n.superseded},
            {"not-found", n.not_found},
            {"changes_meaning", n.changes_meaning},
            {"elsewhere", n.elsewhere}}}};
}

std::string quotes_jsonl(std::span<CheckedDraft const> drafts) {
  std::string out;
  for (auto const& draft : drafts) {
    if (draft.error) out += dump({{"draft", draft.name}, {"error", error_json(*draft.error)}}) + "\n";
    for (std::size_t i = 0; i < draft.checked.size(); ++i)
      out += dump(quotation_json(draft.name, draft.draft.quotations[i], draft.checked[i])) + "\n";
  }
  return out;
}

std::string quotes_csv(std::span<CheckedDraft const> drafts) {
  auto out = csv_record({"draft",    "line",     "column", "state",        "changes_meaning", "elsewhere",  "text",
                         "provider", "document", "clause", "version_date", "since",           "until",      "start",
                         "end",      "snapshot", "key",    "similarity",   "quote",           "difference", "places"});
  for (auto const& draft : drafts)
    for (std::size_t i = 0; i < draft.checked.size(); ++i) {
      auto const& quotation = draft.draft.quotations[i];
      auto const& checked = draft.checked[i];
      std::vector<std::string> record{draft.name,
                                      std::to_string(quotation.line),
                                      std::to_string(quotation.column),
                                      std::string(query::to_string(checked.state)),
                                      checked.changes_meaning ? "true" : "false",
                                      checked.elsewhere ? "true" : "false",
                                      quotation.text};
      if (checked.places.empty()) {
        record.resize(20);
      } else {
        auto const& place = checked.places.front();
        auto const& part = place.parts.front();
        std::string difference;
        for (auto const& piece : place.pieces)
          if (piece.kind != Kind::same)
            difference += fmt::format("{}{}: \u201C{}\u201D / \u201C{}\u201D", difference.empty() ? "" : "; ",
                                      query::to_string(piece.kind), piece.draft, piece.source);
        for (auto const& field : {place.authority, place.document, part.clause, place.version_date, place.since,
                                  place.until, std::to_string(part.start), std::to_string(part.end), place.snapshot,
                                  part.key, fmt::format("{:.3f}", place.similarity), part.quote, difference})
          record.push_back(field);
      }
      record.push_back(
          std::to_string(checked.state == query::QuoteState::not_found ? 0 : checked.places.size() + checked.more));
      out += csv_record(record);
    }
  return out;
}

}  // namespace smallprint::report
