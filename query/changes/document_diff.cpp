#include "query/changes/document_diff.hpp"

#include "corpus/text.hpp"
#include "query/changes/changed_words.hpp"
#include "query/changes/clause_words.hpp"
#include "query/changes/substance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <unordered_set>

namespace smallprint::query {
namespace {

using corpus::Modality;

constexpr double tells_direction = 0.25;    // what a change must be worth to the user to be called more than neutral
constexpr std::size_t truncated_from = 10;  // clauses that are missing at the end
constexpr std::size_t few_words = 12;       // of a line that says of when the document is
constexpr std::size_t bare_words = 8;       // of a line that is no sentence
constexpr std::size_t error_words = 30;     // of a line that says that the page could not be shown
constexpr std::size_t repeated = 3;         // times that a line stands in one version, to be the page's
constexpr std::ptrdiff_t rewritten = 10;    // clauses that came or went: from so many on a document is rewritten
constexpr std::size_t head_clauses = 3;     // at the beginning and at the end, where pages have their own lines
constexpr std::size_t tail_clauses = 6;

constexpr std::array<std::string_view, 6> class_names{"identical-text", "date-or-version-only", "moved", "boilerplate",
                                                      "editorial",      "substantive"};
constexpr std::array<std::string_view, 3> direction_names{"neutral", "more-restrictive", "less-restrictive"};

Direction direction_of(double for_user) {
  return for_user >= tells_direction    ? Direction::less_restrictive
         : for_user <= -tells_direction ? Direction::more_restrictive
                                        : Direction::neutral;
}

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

struct Differ::Impl {
  corpus::Lexicons const& lexicons;
  corpus::Topics const& topics;
  corpus::ChangeRules const& rules;
  ClauseReader& texts;

  struct Known {
    ClauseWords words;
    bool is_page = false;   ///< furniture of the page, by its words
    bool is_date = false;   ///< says of when the document is
    bool states = false;    ///< a duty, ban, right or the like
    bool is_bare = false;   ///< a few words that are no sentence and no item of a list
    bool is_error = false;  ///< says that the page could not be shown
    std::optional<Substance> substance;
  };
  std::unordered_map<std::int64_t, Known> known;
  static constexpr std::size_t most_known = 200'000;

  Known& of(std::int64_t id);
  [[nodiscard]] bool is_error(std::string const& words) const;
  [[nodiscard]] bool is_page(std::string_view text, bool in_line) const;
  Substance const& substance(std::int64_t id);
  [[nodiscard]] std::string const& text(std::int64_t id) { return texts.text(id)->stored.text.text; }
  [[nodiscard]] std::string const& heading(std::int64_t id) { return texts.text(id)->stored.text.heading; }

  struct Side {
    DiffVersion const& version;
    std::vector<Piece> pieces;
    std::unordered_map<std::uint64_t, std::size_t> wordings;  ///< how often each stands there
    std::unordered_set<std::uint64_t> headings;               ///< words of each heading
    SaidTopics topics;                                        ///< what it says, where a document was rewritten
  };
  Side side(DiffVersion const& version);

  [[nodiscard]] ChangeClass bare_class(Side const& side, std::uint32_t at);
  void classify(ClauseChange& change, Side const& before, Side const& after);
  void classify_lone(ClauseChange& change, Side const& from, Side const& other, std::int64_t id);
  void classify_reworded(ClauseChange& change, std::vector<Known const*> const& sides, Side const& after);
  [[nodiscard]] static double scope_change(ClauseChange const& change, std::vector<Known const*> const& sides);
  void headings(ClauseAlignment const& alignment, Side const& before, Side const& after, DocumentDiff& out);
  [[nodiscard]] bool is_truncated(DocumentDiff const& diff, Side const& before, Side const& after) const;
};

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
  auto& out = it->second;
  if (!is_new) return out;
  auto* analysed = texts.text(id);
  out.words = clause_words(analysed->stored.text);
  out.states = std::any_of(
      analysed->stored.provisions.begin(), analysed->stored.provisions.end(), [&](corpus::Provision const& p) {
        return p.modality != Modality::statement && p.modality != Modality::definition && !is_month(*analysed, p.cue);
      });
  auto& words = analysed->matchers(lexicons.concepts).text;
  auto const& clean = analysed->stored.text.text;
  if (out.words.words <= rules.date_words)
    out.is_date = !words.find(rules.date).empty() && names_year_or_version(clean);
  if (out.words.words <= rules.page_words && !out.states) out.is_page = !words.find(rules.page).empty();
  bool const ends = !clean.empty() && std::string_view(".;:?!,").find(clean.back()) != std::string_view::npos;
  out.is_bare = !ends && !out.states && out.words.words <= bare_words && analysed->stored.text.lead_in.empty();
  if (out.is_bare && out.words.words <= rules.page_line_words)
    out.is_page = out.is_page || !words.find(rules.page_line).empty();
  out.is_error = out.words.words <= error_words && is_error(plain_words(clean));
  return out;
}

Substance const& Differ::Impl::substance(std::int64_t id) {
  auto& entry = of(id);
  if (!entry.substance) entry.substance = substance_of(*texts.text(id), lexicons, topics, rules);
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

/// A bare line is the page's where it is a link, or stands among lines of the page, or at its head or foot.
ChangeClass Differ::Impl::bare_class(Side const& side, std::uint32_t at) {
  auto const& clauses = side.version.clauses;
  bool const edge = at < head_clauses || at + tail_clauses >= clauses.size();
  auto const is_pages = [&](std::size_t i) {
    if (i >= clauses.size()) return false;
    auto const& line = of(clauses[i].text_id);
    return line.is_page || line.is_bare;
  };
  bool const among = is_pages(at + 1) || (at > 0 && is_pages(at - 1));
  return edge || among || clauses[at].link ? ChangeClass::boilerplate : ChangeClass::editorial;
}

void Differ::Impl::classify_lone(ClauseChange& change, Side const& from, Side const& other, std::int64_t id) {
  auto const& one = of(id);
  auto const set = [&](ChangeClass c, std::string reason) {
    change.change_class = c;
    change.reason = std::move(reason);
  };
  if (one.words.words == 0) return set(ChangeClass::boilerplate, "no word in it");
  if (other.headings.contains(one.words.folded) || from.headings.contains(one.words.folded))
    return set(ChangeClass::identical_text, "the same words as a heading");
  if (other.wordings.contains(one.words.folded)) return set(ChangeClass::boilerplate, "a second copy of what stays");
  if (one.is_date && !one.states && one.words.words <= few_words)
    return set(ChangeClass::date_or_version_only, "says only of when the document is");
  if (one.is_page) return set(ChangeClass::boilerplate, "words of the page, not of the document");
  auto const at = change.relation == Relation::added ? change.after.front() : change.before.front();
  if (auto const it = from.wordings.find(one.words.folded); it->second >= repeated && !one.states)
    return set(ChangeClass::boilerplate, "a line that the page repeats");
  if (one.is_bare) return set(bare_class(from, at), "a bare line that states nothing");
  set(ChangeClass::substantive, change.relation == Relation::added ? "a clause is new" : "a clause is gone");
}

void Differ::Impl::classify_reworded(ClauseChange& change, std::vector<Known const*> const& sides, Side const& after) {
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
  auto const of_date = [&](std::string const& word) {
    return (word.front() >= '0' && word.front() <= '9') || rules.months.contains(corpus::hash64(word));
  };
  if (each_side([](Known const* k) { return k->is_date; }) && all(changed.removed, of_date) &&
      all(changed.added, of_date))
    return set(ChangeClass::date_or_version_only, "another date or version number");
  bool const brief = each_side([](Known const* k) { return k->words.words <= few_words; });
  if (each_side([](Known const* k) { return k->is_page; }) ||
      (std::none_of(sides.begin(), sides.end(), [](Known const* k) { return k->states; }) &&
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
  if (changed.removed.empty() && changed.added.empty())
    return sorted(changed.removed_addresses) == sorted(changed.added_addresses) || changed.added_addresses.empty() ||
                   changed.removed_addresses.empty()
               ? set(ChangeClass::identical_text, "the same address written otherwise")
               : set(ChangeClass::editorial, "another address");
  if (each_side([](Known const* k) { return k->is_bare; }) && change.after.size() == 1)
    return set(bare_class(after, change.after.front()), "a bare line that states nothing");
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
  if (all(changed.removed, light) && all(changed.added, light))
    return set(ChangeClass::editorial, "words that alter nothing by themselves");
  set(ChangeClass::substantive, "other words");
}

void Differ::Impl::classify(ClauseChange& change, Side const& before, Side const& after) {
  auto const id_of = [](DiffVersion const& version, std::uint32_t at) { return version.clauses[at].text_id; };
  std::vector<Known const*> sides;
  std::vector<Substance const*> old_substance, new_substance;
  auto const join = [&](Side const& side, std::vector<std::uint32_t> const& at, std::string& out) {
    for (auto const i : at) {
      auto const id = id_of(side.version, i);
      sides.push_back(&of(id));
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
        auto const& one = of(id_of(after.version, change.after.front()));
        bool const of_page =
            one.is_page || (one.is_bare && bare_class(after, change.after.front()) == ChangeClass::boilerplate);
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
      classify_reworded(change, sides, after);
  }
  if (change.redline.empty()) {
    if (!change.old_text.empty())
      change.redline.push_back(
          {RedlinePart::Kind::removed, {0, static_cast<std::uint32_t>(change.old_text.size())}, {}});
    if (!change.new_text.empty())
      change.redline.push_back({RedlinePart::Kind::added, {}, {0, static_cast<std::uint32_t>(change.new_text.size())}});
  }
  if (change.change_class != ChangeClass::substantive) return;
  for (auto const i : change.before) old_substance.push_back(&substance(id_of(before.version, i)));
  for (auto const i : change.after) new_substance.push_back(&substance(id_of(after.version, i)));
  auto found = substance_change(old_substance, new_substance, before.topics, after.topics);
  change.topics = std::move(found.topics);
  change.substance = std::move(found.states);
  if (found.for_user > -tells_direction && found.for_user < tells_direction && !change.redline.empty())
    found.for_user = scope_change(change, sides);
  change.direction = direction_of(found.for_user);
}

/// A rule that only gains words reaches further, one that only loses some less far: a ban takes more from the user
/// then, and so does what the provider says that it does with data. \returns what that is to the user
double Differ::Impl::scope_change(ClauseChange const& change, std::vector<Known const*> const& sides) {
  bool adds = false, removes = false;
  for (auto const& part : change.redline) {
    adds = adds || part.kind == RedlinePart::Kind::added;
    removes = removes || part.kind == RedlinePart::Kind::removed;
  }
  if (adds == removes) return 0;
  double taken = 0;
  for (auto const* side : sides)
    if (side->substance) taken = std::min(taken, side->substance->reach);
  return adds ? taken : -taken;
}

void Differ::Impl::headings(ClauseAlignment const& alignment, Side const& before, Side const& after,
                            DocumentDiff& out) {
  std::set<std::pair<std::string, std::string>> seen;
  for (auto const& pair : alignment.pairs) {
    if (pair.before.size() != 1 || pair.after.size() != 1) continue;
    auto const& was = heading(before.version.clauses[pair.before.front()].text_id);
    auto const& is = heading(after.version.clauses[pair.after.front()].text_id);
    if (was == is || words_hash(was) == words_hash(is) || pair.relation == Relation::moved) continue;
    if (!seen.emplace(was, is).second) continue;
    ClauseChange change;
    change.relation = Relation::reworded;
    change.before = pair.before;
    change.after = pair.after;
    change.old_text = was;
    change.new_text = is;
    change.redline = redline(was, is);
    change.change_class = ChangeClass::editorial;
    change.reason = "another heading";
    // A heading whose words stand in a clause of the other side is layout; one that carries a rule is none.
    auto const stands_in = [](std::string const& path, std::string const& other, Side const& side) {
      for (auto const part : heading_parts(path))
        if (other.find(part) == std::string::npos && !side.wordings.contains(words_hash(part))) return false;
      return true;
    };
    auto const found = substance_change({&substance(before.version.clauses[pair.before.front()].text_id)},
                                        {&substance(after.version.clauses[pair.after.front()].text_id)}, {}, {});
    if (!found.states.empty()) {
      change.change_class = ChangeClass::substantive;
      change.reason = "another heading, under which the clause states something else";
      change.substance = found.states;
      change.topics = found.topics;
      change.direction = direction_of(found.for_user);
    } else if (stands_in(was, is, after) && stands_in(is, was, before)) {
      change.change_class = ChangeClass::identical_text;
    }
    out.changes.push_back(std::move(change));
  }
}

bool Differ::Impl::is_truncated(DocumentDiff const& diff, Side const& before, Side const& after) const {
  auto const tail = [&](Relation relation, std::size_t count) {
    std::size_t lone = 0;
    std::uint32_t first = UINT32_MAX;
    for (auto const& change : diff.changes) {
      if (change.change_class < ChangeClass::boilerplate || change.reason == "another heading") continue;
      if (change.relation != relation) return false;
      auto const at = relation == Relation::removed ? change.before.front() : change.after.front();
      first = std::min(first, at);
      ++lone;
    }
    return lone >= truncated_from && first + lone >= count - 1 && first + lone <= count && lone * 4 >= count;
  };
  return tail(Relation::removed, before.version.clauses.size()) || tail(Relation::added, after.version.clauses.size());
}

Differ::Differ(corpus::Lexicons const& lexicons, corpus::Topics const& topics, corpus::ChangeRules const& rules,
               ClauseReader& texts)
    : impl_(std::make_unique<Impl>(Impl{lexicons, topics, rules, texts, {}})) {}
Differ::~Differ() = default;

DocumentDiff Differ::compare(DiffVersion const& before, DiffVersion const& after) {
  auto& impl = *impl_;
  if (impl.known.size() > Impl::most_known) impl.known.clear();
  DocumentDiff out;
  if (before.capture != corpus::Capture::document || after.capture != corpus::Capture::document) {
    auto const bad = before.capture != corpus::Capture::document ? before.capture : after.capture;
    out.change_class = ChangeClass::boilerplate;
    out.reason = fmt::format(
        "{}: {}",
        after.capture != corpus::Capture::document ? "the new capture holds no document" : "the document is back",
        to_string(bad));
    return out;
  }
  auto old_side = impl.side(before);
  auto new_side = impl.side(after);
  auto const alignment = align_clauses(old_side.pieces, new_side.pieces);
  out.gave_up = alignment.gave_up;
  auto const changes = std::any_of(alignment.pairs.begin(), alignment.pairs.end(),
                                   [](Correspondence const& pair) { return pair.relation != Relation::unchanged; });
  bool const has_headings = [&] {
    if (changes) return true;
    for (std::size_t i = 0; i < before.clauses.size(); ++i)
      if (before.clauses[i].text_id != after.clauses[i].text_id) return true;
    return false;
  }();
  if (has_headings) {
    for (auto* side : {&old_side, &new_side})
      for (auto const& clause : side->version.clauses)
        for (auto const part : heading_parts(impl.heading(clause.text_id))) side->headings.insert(words_hash(part));
    impl.headings(alignment, old_side, new_side, out);
  }
  // A page of several parts of which the first could not be shown on one side only.
  auto const is_error = [&](DiffVersion const& version, std::uint32_t at) {
    if (at >= head_clauses) return false;
    auto const id = version.clauses[at].text_id;
    return impl.of(id).is_error || impl.is_error(plain_words(impl.heading(id)));
  };
  bool const partly_failed =
      std::any_of(alignment.pairs.begin(), alignment.pairs.end(), [&](Correspondence const& pair) {
        return (pair.relation == Relation::added && is_error(after, pair.after.front())) ||
               (pair.relation == Relation::removed && is_error(before, pair.before.front()));
      });
  // What the other side says anywhere tells whether a clause that came or went says anything new.
  auto const lone = std::count_if(alignment.pairs.begin(), alignment.pairs.end(), [](Correspondence const& pair) {
    return pair.relation == Relation::added || pair.relation == Relation::removed;
  });
  if (lone >= rewritten)
    for (auto* side : {&old_side, &new_side})
      for (auto const& clause : side->version.clauses)
        for (auto const& reading : impl.substance(clause.text_id).topics)
          side->topics.emplace(reading.topic, reading.verdict);
  double for_user = 0;
  for (auto const& pair : alignment.pairs) {
    if (pair.relation == Relation::unchanged) continue;
    ClauseChange change;
    change.relation = pair.relation;
    change.before = pair.before;
    change.after = pair.after;
    impl.classify(change, old_side, new_side);
    if (change.direction != Direction::neutral) for_user += change.direction == Direction::less_restrictive ? 1 : -1;
    if (change.change_class == ChangeClass::date_or_version_only) out.date_changed = true;
    out.changes.push_back(std::move(change));
  }
  for (auto const& change : out.changes) {
    ++out.counts[change.change_class];
    if (change.change_class > out.change_class || out.reason.empty()) {
      out.change_class = std::max(out.change_class, change.change_class);
      out.reason = change.reason;
    }
  }
  if (out.changes.empty()) out.reason = "no word differs";
  if (out.change_class == ChangeClass::substantive && !out.date_changed && impl.is_truncated(out, old_side, new_side)) {
    out.change_class = ChangeClass::boilerplate;
    out.reason = "only the end is missing on one side: a capture that was cut off";
  }
  if (out.change_class > ChangeClass::boilerplate && partly_failed) {
    out.change_class = ChangeClass::boilerplate;
    out.reason = "a part of the page could not be captured on one side";
  }
  out.direction = direction_of(for_user);
  if (out.change_class == ChangeClass::substantive && !out.date_changed)
    out.silent_change = std::any_of(after.clauses.begin(), after.clauses.end(),
                                    [&](DiffClause const& clause) { return impl.of(clause.text_id).is_date; });
  return out;
}

DiffClause diff_clause(index::Occurrence const& occurrence) {
  DiffClause out{occurrence.label, occurrence.text_id, occurrence.raw, false};
  // One copied run after "[" and before "](address)".
  if (auto const& runs = occurrence.offsets.runs(); runs.size() == 1 && runs[0].copied() && runs[0].raw > 0)
    out.link = occurrence.raw.size() > runs[0].raw + runs[0].raw_size + 3;
  return out;
}

std::string_view to_string(ChangeClass c) {
  return class_names[static_cast<std::size_t>(c)];
}
std::optional<ChangeClass> change_class_from(std::string_view name) {
  auto const it = std::find(class_names.begin(), class_names.end(), name);
  if (it == class_names.end()) return std::nullopt;
  return static_cast<ChangeClass>(it - class_names.begin());
}
std::string_view to_string(Direction d) {
  return direction_names[static_cast<std::size_t>(d)];
}

}  // namespace smallprint::query
