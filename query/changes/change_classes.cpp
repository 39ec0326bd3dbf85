#include "query/changes/changed_words.hpp"
#include "query/changes/differ.hpp"
#include "query/changes/direction.hpp"

#include "corpus/text.hpp"

#include <algorithm>

namespace smallprint::query {
namespace {

using corpus::Modality;

constexpr std::size_t few_words = 12;    // of a line that says of when the document is
constexpr std::size_t bare_words = 8;    // of a line that is no sentence
constexpr std::size_t error_words = 30;  // of a line that says that the page could not be shown
constexpr std::size_t repeated = 3;      // times that a line stands in one version, to be the page's
constexpr std::size_t head_clauses = 3;  // at the beginning and at the end, where pages have their own lines
constexpr std::size_t tail_clauses = 6;
/// "3 May 2024": no permission.
bool is_month(AnalysedText const& clause, corpus::Located const& cue) {
  if (cue.field != corpus::Field::text) return false;
  auto const& tokens = clause.text;
  auto const at = std::find_if(tokens.begin(), tokens.end(),
                               [&](corpus::Token const& token) { return token.span.begin == cue.span.begin; });
  if (at == tokens.end() || at->span != cue.span || at->letters == corpus::Token::Case::lower) return false;
  return (at != tokens.begin() && std::prev(at)->number) || (std::next(at) != tokens.end() && std::next(at)->number);
}

}  // namespace

bool Differ::Impl::is_error(std::string const& words) const {
  return std::any_of(lexicons.captures.begin(), lexicons.captures.end(), [&](corpus::CaptureRule const& rule) {
    return rule.kind == corpus::Capture::error_page &&
           std::any_of(rule.patterns.begin(), rule.patterns.end(),
                       [&](std::string const& phrase) { return words.find(phrase) != std::string::npos; });
  });
}

bool Differ::Impl::is_page(std::string_view text, bool in_line) const {
  auto const tokens = corpus::tokenize(text);
  corpus::Matcher words(lexicons.concepts, tokens);
  return (tokens.size() <= rules.page_words && !words.find(rules.page).empty()) ||
         (in_line && tokens.size() <= rules.page_line_words && !words.find(rules.page_line).empty());
}

Differ::Impl::Known& Differ::Impl::of(std::int64_t id) {
  auto const [it, is_new] = known.try_emplace(id);
  if (is_new) it->second.words = clause_words(texts.stored(id)->text);
  return it->second;
}

bool Differ::Impl::is_date(std::int64_t id) {
  auto& one = of(id);
  if (!one.is_date) {
    one.is_date = one.words.words <= rules.date_words && names_year_or_version(text(id)) &&
                  !texts.text(id)->matchers(lexicons.concepts).text.find(rules.date).empty();
  }
  return *one.is_date;
}

Differ::Impl::Facts const& Differ::Impl::facts_of(std::int64_t id) {
  auto& one = of(id);
  if (one.facts) return *one.facts;
  auto* analysed = texts.text(id);
  Facts out;
  for (auto const& p : analysed->stored.provisions) {
    if (p.modality == Modality::statement || p.modality == Modality::definition || is_month(*analysed, p.cue)) continue;
    out.states = true;
    out.itself = out.itself || p.cue.field == corpus::Field::text;
  }
  auto& words = analysed->matchers(lexicons.concepts).text;
  auto const& clean = analysed->stored.text.text;
  auto const count = one.words.words;
  out.is_date = is_date(id);
  out.announces = !out.states && count <= rules.date_words && !words.find(rules.announcement).empty();
  if (count <= rules.page_words && !out.states) out.is_page = !words.find(rules.page).empty();
  bool const ends = !clean.empty() && std::string_view(".;:?!,").find(clean.back()) != std::string_view::npos;
  out.is_line = !ends && !out.states && count <= few_words;
  out.is_bare = out.is_line && count <= bare_words && analysed->stored.text.lead_in.empty();
  if (out.is_bare && count <= rules.page_line_words) out.is_page = out.is_page || !words.find(rules.page_line).empty();
  out.is_error = count <= error_words && is_error(plain_words(clean));
  return one.facts.emplace(out);
}

std::vector<std::uint64_t> const& Differ::Impl::heading_words(std::string const& path) {
  auto const [it, is_new] = known_headings.try_emplace(path);
  if (is_new)
    for (auto const part : heading_parts(path)) it->second.push_back(words_hash(part));
  return it->second;
}

Substance const& Differ::Impl::substance(std::int64_t id) {
  auto& entry = of(id);
  if (!entry.substance) entry.substance = substances.of(*texts.text(id));
  return *entry.substance;
}

Differ::Impl::Side Differ::Impl::side(DiffVersion const& version) {
  Side out{version, {}, {}, {}, {}};
  std::vector<std::int64_t> ids;
  for (auto const& clause : version.clauses) ids.push_back(clause.text_id);
  texts.prefetch(ids);
  for (auto const& clause : version.clauses) {
    auto const& words = of(clause.text_id).words;
    out.pieces.push_back({clause.label, words.place, words.same, words.bag});
    ++out.wordings[words.folded];
  }
  return out;
}

/// A bare line is the page's where it is a link, or stands among lines of the page, or at its head or foot; not among
/// bare lines that stay, under a heading: they are items of a list, and of what the list is of nobody knows.
ChangeClass Differ::Impl::bare_class(Side const& side, Side const& other, std::uint32_t at, bool lone) {
  auto const& clauses = side.version.clauses;
  auto const line = [&](std::size_t i) { return i < clauses.size() ? &facts_of(clauses[i].text_id) : nullptr; };
  auto const* next = line(at + 1);
  auto const* previous = at > 0 ? line(at - 1) : nullptr;
  bool const edge = at < head_clauses || at + tail_clauses >= clauses.size();
  if (lone && !(edge && clauses[at].link)) {
    auto const stays = [&](std::size_t i) { return other.wordings.contains(of(clauses[i].text_id).words.folded); };
    bool const item = (next != nullptr && next->is_bare && !next->is_page && stays(at + 1)) ||
                      (previous != nullptr && previous->is_bare && !previous->is_page && stays(at - 1));
    if (item && heading_parts(heading(clauses[at].text_id)).size() > 1 && !facts_of(clauses[at].text_id).is_page)
      return ChangeClass::substantive;
  }
  bool const among = (next != nullptr && (next->is_page || next->is_bare)) ||
                     (previous != nullptr && (previous->is_page || previous->is_bare));
  return edge || among || clauses[at].link ? ChangeClass::boilerplate : ChangeClass::editorial;
}

/// A second copy stands beside its twin, or in a second copy of its section. An item that is equal to one of another
/// list says of another thing.
bool Differ::Impl::is_copy(Side const& side, std::uint32_t at) {
  auto const& clauses = side.version.clauses;
  auto const& one = of(clauses[at].text_id).words;
  auto const& text = texts.stored(clauses[at].text_id)->text;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    if (i == at || of(clauses[i].text_id).words.folded != one.folded) continue;
    auto const& twin = texts.stored(clauses[i].text_id)->text;
    bool const beside = i + 1 == at || at + 1 == i;
    if (beside || (twin.heading == text.heading && twin.lead_in == text.lead_in)) return true;
  }
  return false;
}

void Differ::Impl::classify_lone(ClauseChange& change, Side const& from, Side const& other, std::int64_t id) {
  auto const& words = of(id).words;
  auto const& one = facts_of(id);
  auto const set = [&](ChangeClass c, std::string reason) {
    change.change_class = c;
    change.reason = std::move(reason);
  };
  if (words.words == 0) return set(ChangeClass::boilerplate, "no word in it");
  if (other.headings.contains(words.folded) || from.headings.contains(words.folded))
    return set(ChangeClass::identical_text, "the same words as a heading");
  auto const at = change.relation == Relation::added ? change.after.front() : change.before.front();
  if (other.wordings.contains(words.folded) && is_copy(from, at))
    return set(ChangeClass::boilerplate, "a second copy of what stays");
  auto const of_date = [&](corpus::Span word) { return is_of_date(plain_words(corpus::slice(text(id), word)), rules); };
  auto const all_words = corpus::words(text(id));
  if (std::all_of(all_words.begin(), all_words.end(), of_date) && words.words > 1)
    return set(ChangeClass::boilerplate, "a time stamp");
  if (one.is_date && !one.states && words.words <= few_words)
    return set(ChangeClass::date_or_version_only, "says only of when the document is");
  if (one.is_page) return set(ChangeClass::boilerplate, "words of the page, not of the document");
  auto const bare = one.is_bare ? bare_class(from, other, at, true) : ChangeClass::substantive;
  bool const item = !texts.stored(id)->text.lead_in.empty() || (one.is_bare && bare == ChangeClass::substantive);
  if (auto const it = from.wordings.find(words.folded); it->second >= repeated && !one.states && !item)
    return set(ChangeClass::boilerplate, "a line that the page repeats");
  if (bare != ChangeClass::substantive) return set(bare, "a bare line that states nothing");
  if (one.announces) return set(ChangeClass::editorial, "only announces another version");
  set(ChangeClass::substantive, change.relation == Relation::added ? "a clause is new" : "a clause is gone");
}

void Differ::Impl::classify_reworded(ClauseChange& change, std::vector<Facts const*> const& sides, Side const& before,
                                     Side const& after) {
  auto const set = [&](ChangeClass c, std::string reason) {
    change.change_class = c;
    change.reason = std::move(reason);
  };
  auto changed = changed_words(change.old_text, change.new_text, change.redline, rules);
  if (changed.marks_only)
    return label_end(change.old_text) != label_end(change.new_text)
               ? set(ChangeClass::moved, "the same words under another number")
               : set(ChangeClass::editorial, "punctuation alone");
  auto const all = [](std::vector<std::string> const& words, auto const& is) {
    return std::all_of(words.begin(), words.end(), is);
  };
  auto const each_side = [&](auto const& is) { return std::all_of(sides.begin(), sides.end(), is); };
  auto const of_date = [&](std::string const& word) { return is_of_date(word, rules); };
  if (each_side([](Facts const* k) { return k->is_date && !k->itself; }) && all(changed.removed, of_date) &&
      all(changed.added, of_date))
    return set(ChangeClass::date_or_version_only, "another date or version number");
  bool const brief = each_side([](Facts const* k) { return k->is_line; });
  if (each_side([](Facts const* k) { return k->is_page; }) ||
      (std::none_of(sides.begin(), sides.end(), [](Facts const* k) { return k->states; }) &&
       std::all_of(changed.parts.begin(), changed.parts.end(),
                   [&](std::string const& part) { return is_page(part, brief); })))
    return set(ChangeClass::boilerplate, "words of the page, not of the document");
  auto const sorted = [](std::vector<std::string> words) {
    for (auto& word : words)
      if (word.starts_with("www.")) word.erase(0, 4);
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    std::erase(words, "www");
    return words;
  };
  auto const stand_in = [](std::vector<std::string> const& words, std::string const& text) {
    auto const padded = " " + plain_words(text) + " ";
    return std::all_of(words.begin(), words.end(), [&](std::string const& word) {
      return word == "mailto" || word == "www" || padded.find(" " + word + " ") != std::string::npos;
    });
  };
  if (changed.removed.empty() && changed.added.empty())
    return sorted(changed.removed_addresses) == sorted(changed.added_addresses) ||
                   (stand_in(changed.removed_addresses, change.new_text) &&
                    stand_in(changed.added_addresses, change.old_text))
               ? set(ChangeClass::identical_text, "the same address written otherwise")
               : set(ChangeClass::editorial, "another address");
  if (each_side([](Facts const* k) { return k->is_bare; }) && change.after.size() == 1)
    return set(bare_class(after, before, change.after.front(), false), "a bare line that states nothing");
  // What is on both sides in another place or another spelling is no other word.
  bool respelled = false;
  for (auto it = changed.removed.begin(); it != changed.removed.end();) {
    auto const found = std::find_if(changed.added.begin(), changed.added.end(),
                                    [&](std::string const& word) { return is_respelled(*it, word, rules); });
    if (found == changed.added.end()) {
      ++it;
      continue;
    }
    respelled = respelled || *found != *it;
    changed.added.erase(found);
    it = changed.removed.erase(it);
  }
  auto const light = [&](std::string const& word) { return rules.light_words.contains(corpus::hash64(word)); };
  if (changed.removed.empty() && changed.added.empty())
    return set(ChangeClass::editorial, respelled ? "another spelling" : "the same words in another order or case");
  if (each_side([](Facts const* k) { return k->announces; }))
    return set(ChangeClass::editorial, "only announces another version");
  if (all(changed.removed, light) && all(changed.added, light))
    return set(ChangeClass::editorial, "words that alter nothing by themselves");
  set(ChangeClass::substantive, "other words");
}

void Differ::Impl::classify(ClauseChange& change, Side const& before, Side const& after) {
  auto const id_of = [](DiffVersion const& version, std::uint32_t at) { return version.clauses[at].text_id; };
  std::vector<Facts const*> sides;
  std::vector<Substance const*> old_substance, new_substance;
  auto const join = [&](Side const& side, std::vector<std::uint32_t> const& at, std::string& out) {
    for (auto const i : at) {
      auto const id = id_of(side.version, i);
      sides.push_back(&facts_of(id));
      out += (out.empty() ? "" : "\n") + text(id);
    }
  };
  join(before, change.before, change.old_text);
  join(after, change.after, change.new_text);
  switch (change.relation) {
    case Relation::unchanged:
      return;
    case Relation::renumbered:
      change.change_class = ChangeClass::moved;
      change.reason = "the same words under another number";
      return;
    case Relation::added:
      classify_lone(change, after, before, id_of(after.version, change.after.front()));
      break;
    case Relation::removed:
      classify_lone(change, before, after, id_of(before.version, change.before.front()));
      break;
    case Relation::moved:
      if (change.old_text == change.new_text || of(id_of(before.version, change.before.front())).words.same ==
                                                    of(id_of(after.version, change.after.front())).words.same) {
        auto const& one = facts_of(id_of(after.version, change.after.front()));
        bool const of_page = one.is_page || (one.is_bare && bare_class(after, before, change.after.front(), false) ==
                                                                ChangeClass::boilerplate);
        change.change_class = of_page ? ChangeClass::boilerplate : ChangeClass::moved;
        change.reason = of_page ? "a line of the page that moved" : "the same words elsewhere";
        return;
      }
      [[fallthrough]];
    case Relation::reworded:
    case Relation::split:
    case Relation::merged:
      if (words_hash(change.old_text) == words_hash(change.new_text)) {
        bool const layout = change.relation == Relation::split || change.relation == Relation::merged;
        change.change_class = layout ? ChangeClass::identical_text : ChangeClass::editorial;
        change.reason = layout ? "the same words cut otherwise" : "case or punctuation alone";
        change.redline = redline(change.old_text, change.new_text);
        return;
      }
      change.redline = redline(change.old_text, change.new_text);
      classify_reworded(change, sides, before, after);
  }
  if (change.redline.empty()) {
    if (!change.old_text.empty())
      change.redline.push_back(
          {RedlinePart::Kind::removed, {0, static_cast<std::uint32_t>(change.old_text.size())}, {}});
    if (!change.new_text.empty())
      change.redline.push_back({RedlinePart::Kind::added, {}, {0, static_cast<std::uint32_t>(change.new_text.size())}});
  }
  if (change.change_class != ChangeClass::substantive || depth == Depth::classes) return;
  for (auto const i : change.before) old_substance.push_back(&substance(id_of(before.version, i)));
  for (auto const i : change.after) new_substance.push_back(&substance(id_of(after.version, i)));
  for (auto const* side : {&old_substance, &new_substance})
    for (auto const* one : *side)
      for (auto const& reading : one->topics) change.read.push_back(reading.topic->id);
  std::sort(change.read.begin(), change.read.end());
  change.read.erase(std::unique(change.read.begin(), change.read.end()), change.read.end());
  auto found = substance_change(old_substance, new_substance, before.topics, after.topics);
  change.topics = std::move(found.topics);
  change.substance = std::move(found.states);
  if (auto const age = age_change(change, old_substance, new_substance); age != 0) found.for_user = age;
  if (direction_of(found.for_user) == Direction::neutral)
    found.for_user = reach_change(change, old_substance, new_substance, rules);
  change.direction = direction_of(found.for_user);
}

}  // namespace smallprint::query
