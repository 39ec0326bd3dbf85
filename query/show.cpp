#include "query/show.hpp"

#include "query/places.hpp"
#include "query/show_id.hpp"
#include "query/suggest.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

namespace smallprint::query {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

constexpr std::size_t most_candidates = 5;

/// Inclusive: every time of the day "2025-06-01" is not after it.
bool not_after(std::string const& date, std::string const& as_of) {
  return as_of.empty() || std::string_view(date).substr(0, as_of.size()) <= as_of;
}

class Shower {
 public:
  Shower(index::Store& store, corpus::VersionTexts& texts, std::string as_of, std::size_t neighbours)
      : store_(store),
        places_(store, texts),
        as_of_(std::move(as_of)),
        neighbours_(neighbours),
        documents_(store.documents()) {}

  Result<View> key(std::string const& prefix);
  Result<View> document(ShowId const& id);

 private:
  [[nodiscard]] std::optional<index::Version> in_force(std::int64_t document_id) {
    std::optional<index::Version> out;
    for (auto& version : store_.versions(document_id))
      if (not_after(version.date, as_of_)) out = std::move(version);
    return out;
  }
  Result<View> clause(index::Document const& document, index::Version const& version, index::StoredText const& text,
                      std::size_t position, bool in_force);
  Result<std::size_t> position_of(std::string const& label, std::string const& id,
                                  std::vector<ClauseLine> const& lines);
  Result<std::vector<ClauseLine>> lines(index::Version const& version, std::size_t first, std::size_t last);
  std::vector<StayView> stays(std::int64_t text_id);

  index::Store& store_;
  Places places_;
  std::string as_of_;
  std::size_t neighbours_;
  std::vector<index::Document> documents_;
};

std::string words(index::StoredText const& text, corpus::Located at) {
  auto const& field = at.field == corpus::Field::text      ? text.text.text
                      : at.field == corpus::Field::lead_in ? text.text.lead_in
                                                           : text.text.heading;
  return at.span.begin <= at.span.end && at.span.end <= field.size() ? std::string(corpus::slice(field, at.span)) : "";
}

std::vector<ProvisionView> in_words(index::StoredText const& text) {
  std::vector<ProvisionView> out;
  for (auto const& provision : text.provisions) {
    ProvisionView view{provision.modality,
                       provision.bearer,
                       words(text, provision.subject),
                       words(text, provision.cue),
                       words(text, provision.act),
                       words(text, provision.object),
                       words(text, provision.sentence),
                       {},
                       provision.rule};
    for (auto const& qualifier : provision.qualifiers)
      view.qualifiers.push_back({qualifier.kind, words(text, qualifier.at)});
    out.push_back(std::move(view));
  }
  return out;
}

Result<std::vector<ClauseLine>> Shower::lines(index::Version const& version, std::size_t first, std::size_t last) {
  auto const clauses = places_.clauses(version);
  if (!clauses) return clauses.error();
  last = std::min(last, (*clauses)->size());
  std::vector<std::int64_t> ids;
  for (auto i = first; i < last; ++i) ids.push_back((**clauses)[i].text_id);
  std::map<std::int64_t, index::StoredText> texts;
  for (auto& text : store_.texts(ids)) texts.emplace(text.id, std::move(text));
  std::vector<ClauseLine> out;
  for (auto i = first; i < last; ++i) {
    auto const& at = (**clauses)[i];
    auto const& text = texts[at.text_id];
    out.push_back({at.label, text.text.heading, text.text.text, text.key, at.raw.begin, at.raw.end});
  }
  return out;
}

std::vector<StayView> Shower::stays(std::int64_t text_id) {
  std::vector<StayView> out;
  for (auto const& life : store_.lives(text_id)) {
    auto const document =
        std::find_if(documents_.begin(), documents_.end(), [&](auto const& one) { return one.id == life.document_id; });
    auto const versions = store_.versions(life.document_id);
    if (document == documents_.end() || life.first >= versions.size()) continue;
    StayView stay{document->source.authority, document->source.document_type, versions[life.first].date, ""};
    if (life.last && *life.last + 1 < versions.size()) stay.until = versions[*life.last + 1].date;
    out.push_back(std::move(stay));
  }
  std::sort(out.begin(), out.end(), [](StayView const& a, StayView const& b) {
    return std::tie(a.authority, a.document, a.since) < std::tie(b.authority, b.document, b.since);
  });
  return out;
}

Result<View> Shower::clause(index::Document const& document, index::Version const& version,
                            index::StoredText const& text, std::size_t position, bool in_force) {
  auto const first = position - std::min(position, neighbours_);
  auto around = lines(version, first, position + 1 + neighbours_);
  if (!around) return around.error();
  auto const here = static_cast<std::ptrdiff_t>(position - first);
  ClauseView out;
  out.authority = document.source.authority;
  out.document = document.source.document_type;
  out.version_date = version.date;
  out.snapshot = version.sha256;
  out.in_force = in_force;
  out.clause = (*around)[position - first];
  out.before.assign(around->begin(), around->begin() + here);
  out.after.assign(around->begin() + here + 1, around->end());
  out.citation = citation(document.source, place_name(out.clause.label, out.clause.heading));
  out.lead_in = text.text.lead_in;
  auto quote = places_.quote(version, {out.clause.start, out.clause.end});
  if (!quote) return quote.error();
  out.quote = std::move(*quote);
  out.provisions = in_words(text);
  out.stays = stays(text.id);
  return View(std::move(out));
}

Result<View> Shower::key(std::string const& prefix) {
  auto const text = store_.text_by_key(prefix);
  if (!text) return text.error();
  // In force before gone, then the newest, then by name: one place is shown, all are listed.
  struct Candidate {
    index::Document document;
    index::Version version;
    bool in_force;
  };
  std::optional<Candidate> best;
  auto const better = [&](Candidate const& a, Candidate const& b) {
    if (a.in_force != b.in_force) return a.in_force;
    if (a.version.date.substr(0, 10) != b.version.date.substr(0, 10)) return a.version.date > b.version.date;
    return a.document.source < b.document.source;
  };
  for (auto const& life : store_.lives(text->id)) {
    auto const document =
        std::find_if(documents_.begin(), documents_.end(), [&](auto const& one) { return one.id == life.document_id; });
    auto const now = in_force(life.document_id);
    if (document == documents_.end() || !now || now->ordinal < life.first) continue;
    bool const lives = !life.last || now->ordinal <= *life.last;
    auto const versions = store_.versions(life.document_id);
    Candidate one{*document, lives ? *now : versions.at(*life.last), lives};
    if (!best || better(one, *best)) best = std::move(one);
  }
  if (!best) return Error{Errc::not_found, prefix, 0, "that clause came after " + as_of_};
  auto const clauses = places_.clauses(best->version);
  if (!clauses) return clauses.error();
  auto const at = places_.first(best->version, text->id);
  if (!at) return at.error();
  return clause(best->document, best->version, *text, static_cast<std::size_t>(*at - (*clauses)->data()),
                best->in_force);
}

Result<std::size_t> Shower::position_of(std::string const& label, std::string const& id,
                                        std::vector<ClauseLine> const& lines) {
  auto const wanted = plain_label(label);
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (!lines[i].label.empty() && plain_label(lines[i].label) == wanted) found.push_back(i);
  if (found.empty())
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (plain_label(place_name("", lines[i].heading)) == wanted) found.push_back(i);
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    std::set<std::string> names;
    for (auto const& line : lines)
      if (auto name = place_name(line.label, line.heading); !name.empty()) names.insert(std::move(name));
    return Error{Errc::not_found, id, id.rfind('#') + 1,
                 "no clause '" + label + "'" + suggestion(label, {names.begin(), names.end()})};
  }
  std::string all;
  for (std::size_t i = 0; i < found.size() && i < most_candidates; ++i) {
    auto const& line = lines[found[i]];
    all += (i == 0 ? "" : ", ") + line.key.substr(0, 8) + (line.heading.empty() ? "" : " (" + line.heading + ")");
  }
  return Error{Errc::not_found, id, id.rfind('#') + 1,
               "'" + label + "' names " + std::to_string(found.size()) + " clauses; show one by its key: " + all};
}

Result<View> Shower::document(ShowId const& id) {
  auto const document = meant_document(id.document, documents_);
  if (!document) return document.error();
  auto const name = document->source.authority + "/" + document->source.document_type;
  auto const version = in_force(document->id);
  if (!version) {
    auto const all = store_.versions(document->id);
    return Error{Errc::not_found, name, 0,
                 "no version as early as " + as_of_ + (all.empty() ? "" : "; the first is of " + all.front().date)};
  }
  if (version->removed)
    return Error{Errc::not_found, name, 0, "was removed on " + version->date + "; name an earlier date after '@'"};
  auto clauses = lines(*version, 0, std::string::npos);
  if (!clauses) return clauses.error();
  if (id.label.empty())
    return View(DocumentView{document->source.authority, document->source.document_type, version->date, version->sha256,
                             version->language, version->capture, std::move(*clauses)});
  auto const position = position_of(id.label, name + "#" + id.label, *clauses);
  if (!position) return position.error();
  auto const text = store_.text_by_key((*clauses)[*position].key);
  if (!text) return text.error();
  return clause(*document, *version, *text, *position, true);
}

}  // namespace

Result<View> show(index::Store& store, corpus::VersionTexts& texts, std::string_view id, ShowScope const& scope) {
  auto const parsed = parse_show_id(id);
  if (!parsed) return parsed.error();
  Shower shower(store, texts, parsed->date.empty() ? scope.as_of : parsed->date, scope.neighbours);
  return parsed->key.empty() ? shower.document(*parsed) : shower.key(parsed->key);
}

}  // namespace smallprint::query
