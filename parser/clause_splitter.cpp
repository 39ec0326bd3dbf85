#include "parser/clause_splitter.hpp"

#include "parser/clause_labels.hpp"
#include "parser/inline_list.hpp"
#include "parser/wording.hpp"

#include <algorithm>

namespace smallprint::parser {

using corpus::Clause;
using corpus::NodeKind;
using corpus::Span;

std::vector<Clause> ClauseSplitter::run() {
  Scope scope;
  units(scope, units_.of(0), 0);
  pop_headings(scope, 0);
  return std::move(clauses_);
}

void ClauseSplitter::units(Scope& scope, std::vector<Unit> const& blocks, std::size_t from) {
  for (auto i = from; i < blocks.size(); ++i) {
    auto const& block = node(blocks[i].node);
    switch (block.kind) {
      case NodeKind::heading: {
        auto const text = words(block.text);
        // Some pages set whole paragraphs as headings.
        auto const count = count_words(text);
        if (count > 30 || (count > 14 && ends_sentence(text)))
          paragraph(scope, blocks, i);
        else
          heading(scope, block.text, block.level * 10);
        break;
      }
      case NodeKind::list:
        list(scope, blocks, i);
        break;
      case NodeKind::table:
        table(scope, blocks[i].node);
        break;
      case NodeKind::paragraph:
      case NodeKind::code:
        paragraph(scope, blocks, i);
        break;
      default:
        break;  // rows, cells and items are reached through what holds them
    }
    if (block.kind != NodeKind::list) scope.last_list.reset();
  }
}

// --- headings -----------------------------------------------------------------------------------

void ClauseSplitter::heading(Scope& scope, Span span, int rank) {
  auto run = read_label(words(span));
  // Under a heading's mark even a doubtful label is one, unless it stands alone in a sentence.
  if (!run.labels.empty() &&
      (is_bullet(run.labels.front()) || without_label(span, run.span.end, document_.text).empty()))
    run = {};
  if (!run.labels.empty() && run.labels.back().weak && run.labels.front().word.empty() &&
      run.labels.back().close == LabelClose::none && run.labels.back().path.size() < 2)
    run = {};
  if (!run.labels.empty())
    rank += static_cast<int>(std::min<std::size_t>(std::max<std::size_t>(run.labels.front().path.size(), 1) - 1, 9));
  scope.looks.clear();
  push_heading(scope, span, run, rank);
}

void ClauseSplitter::push_heading(Scope& scope, Span span, LabelRun const& run, int rank) {
  pop_headings(scope, rank);
  auto const inherited = scope.headings.size() <= scope.inherited;
  auto path = inherited ? scope.base_path : scope.headings.back().path;
  for (auto const& label : run.labels) path = join_path(path, label);
  auto const text = without_label(span, run.span.end, document_.text);
  scope.headings.push_back({rank, std::string(bare_heading(words(text))), path, plain_number(run), span, true});
  scope.path = path;
  scope.outline.clear();
  scope.pending = {};
  scope.run.reset();
}

// A heading over nothing says what it says by itself: it becomes a clause.
void ClauseSplitter::pop_headings(Scope& scope, int rank) {
  while (scope.headings.size() > scope.inherited && scope.headings.back().rank >= rank) {
    auto const last = scope.headings.back();
    scope.headings.pop_back();
    if (!last.bare) continue;
    for (auto& outer : scope.headings) outer.bare = false;
    Clause clause;
    clause.label = last.path;
    for (auto const& outer : scope.headings) clause.headings.push_back(outer.text);
    clause.text = last.span;
    auto const run = read_label(words(last.span));
    if (!run.labels.empty() && !last.path.empty() && !is_bullet(run.labels.front()))
      clause.text = without_label(last.span, run.span.end, document_.text);
    if (clause.text.empty()) clause.text = last.span;  // "Article IV" and nothing else
    clause.raw = document_.offsets.to_raw(clause.text);
    clauses_.push_back(std::move(clause));
  }
}

// --- what comes next ----------------------------------------------------------------------------

Next ClauseSplitter::next_of(std::vector<Unit> const& blocks, std::size_t at) const {
  if (at + 1 >= blocks.size()) return Next::nothing;
  auto const& next = node(blocks[at + 1].node);
  if (next.kind == NodeKind::list) return Next::list;
  if (next.kind != NodeKind::paragraph) return next.kind == NodeKind::heading ? Next::nothing : Next::other;
  auto const text = words(blocks[at + 1].text);
  if (!read_label(text).labels.empty()) return Next::label;
  return text.size() < 60 ? Next::short_text : Next::text;
}

ClauseSplitter::Pending ClauseSplitter::lead_of(Span text, std::string_view run_in, Next next) const {
  Pending out;
  out.run_in = run_in;
  auto const whole = words(text);
  bool const open = ends_colon(whole) || ends_dash(whole);
  if (next == Next::nothing || next == Next::other) return out;
  if (next != Next::list && next != Next::label && !open) return out;
  auto lead = read_lead_in(whole);
  if (next != Next::list && next != Next::label && lead.strength != LeadInStrength::open) return out;
  out.strength = lead.strength;
  out.span = {text.begin + lead.span.begin, text.begin + lead.span.end};
  return out;
}

// --- labels -------------------------------------------------------------------------------------

bool ClauseSplitter::has_successor(std::vector<Unit> const& blocks, std::size_t at, Label const& label) const {
  constexpr std::size_t window = 60;
  for (auto i = at + 1; i < blocks.size() && i < at + window; ++i) {
    auto const kind = node(blocks[i].node).kind;
    if (kind == NodeKind::heading) return false;
    auto const span = kind == NodeKind::list ? head_of(units_.children(blocks[i].node).front()) : blocks[i].text;
    auto const run = read_label(words(span));
    if (run.labels.empty()) continue;
    for (auto const& a : run.labels.front().readings)
      for (auto const& b : label.readings)
        if (a.kind == b.kind && a.value == b.value + 1 && run.labels.front().close == label.close) return true;
  }
  return false;
}

bool ClauseSplitter::accepts(Scope const& scope, std::vector<Unit> const& blocks, std::size_t at, LabelRun const& run,
                             bool title) const {
  if (run.labels.empty()) return false;
  auto const& last = run.labels.back();
  if (!last.weak) return true;
  if (title) return true;
  auto const& first = run.labels.front();
  if (!first.word.empty()) return false;  // "Section 4 applies ..."
  auto const fit = scope.outline.fit(first, scope.pending.strength == LeadInStrength::open);
  if (fit == Outline::Fit::next) return true;
  // The heading above carries the number: "3.1" under "3".
  if (first.path.size() > 1 && !scope.path.empty() && first.printed.compare(0, scope.path.size(), scope.path) == 0)
    return true;
  return fit == Outline::Fit::first && has_successor(blocks, at, first);
}

// --- paragraphs ---------------------------------------------------------------------------------

void ClauseSplitter::paragraph(Scope& scope, std::vector<Unit> const& blocks, std::size_t at) {
  auto const span = blocks[at].text;
  auto run = read_label(words(span));
  auto const next = next_of(blocks, at);
  bool const bullet = !run.labels.empty() && is_bullet(run.labels.front());
  auto body = without_label(span, run.span.end, document_.text);
  if (body.empty()) {  // a label by itself, such as a page number
    run = {};
    body = span;
  }
  bool const labelled_look = !run.labels.empty() && !bullet;
  auto const is_sibling = [&] {  // the next block's label is of the same style
    auto const after = read_label(words(blocks[at + 1].text));
    auto const& a = after.labels.front();
    auto const& b = run.labels.front();
    return a.readings.front().kind == b.readings.front().kind && a.close == b.close && a.path.size() == b.path.size();
  };
  // "2. Conduct" before "(a) ..." titles what follows; before "3. Price" it is an entry of a list.
  bool const titles = labelled_look && next == Next::label && !ends_colon(words(body)) && !is_sibling();
  auto look = bullet ? Look::none : heading_look(document_, body, labelled_look, titles ? Next::text : next);
  if (look != Look::none && labelled_look &&
      !accepts(scope, blocks, at, run, look != Look::numbered || !run.labels.front().word.empty())) {
    run = {};
    body = span;
    look = heading_look(document_, body, false, next);
  }
  // Bold or capitals in the middle of a list of items are emphasis, not a heading.
  if (scope.run && look != Look::none && look != Look::bold && look != Look::bold_capitals) look = Look::none;
  if (look != Look::none) {
    auto const depth =
        run.labels.empty() ? 0 : static_cast<int>(std::max<std::size_t>(run.labels.front().path.size(), 1));
    auto const kind = run.labels.empty() ? 0 : static_cast<int>(run.labels.front().readings.front().kind) + 1;
    auto const style = static_cast<int>(look) * 1000 + kind * 20 + std::min(depth, 9);
    auto it = std::find(scope.looks.begin(), scope.looks.end(), style);
    if (it == scope.looks.end()) it = scope.looks.insert(scope.looks.end(), style);
    auto const rank =
        guessed_rank + static_cast<int>(scope.inherited) * 100 + static_cast<int>(it - scope.looks.begin());
    push_heading(scope, span, run, rank);
    scope.headings.back().ends_in_stop = ends_sentence(words(body));
    return;
  }
  if (!run.labels.empty() && !bullet && !accepts(scope, blocks, at, run, false)) {
    run = {};
    body = span;
  }
  auto const run_in = is_yes_or_no(words(body))  // "Never. Your files are yours." answers, and is no title
                          ? std::string()
                          : std::string(run_in_heading(document_, body, !run.labels.empty() && !bullet));
  bool const nested = scope.pending.strength == LeadInStrength::open;
  // "**Notices.**" before a list is a run-in heading too: the next one ends it.
  if (!run_in.empty() && scope.headings.size() > scope.inherited && scope.headings.back().ends_in_stop) {
    pop_headings(scope, scope.headings.back().rank);
    scope.path = scope.headings.size() > scope.inherited ? scope.headings.back().path : scope.base_path;
  }

  // "11. **Usage.** We ..." after the heading "10. Content" is its sibling, though nothing marks it as a heading.
  if (auto const number = plain_number(run); number > 1 && !nested && scope.headings.size() > scope.inherited &&
                                             scope.headings.back().number + 1 == number &&
                                             scope.outline.fit(run.labels.front(), nested) != Outline::Fit::next) {
    pop_headings(scope, scope.headings.back().rank);
    scope.path = scope.headings.size() > scope.inherited ? scope.headings.back().path : scope.base_path;
    scope.outline.clear();
    scope.pending = {};
  }

  if (!run.labels.empty() && !bullet) {
    scope.run.reset();
    auto const& levels = scope.outline.levels();
    auto const parent_leads = [&] {
      auto leads = levels.empty() ? scope.lead_ins : levels.back().lead_ins;
      if (scope.pending.strength != LeadInStrength::none) leads.push_back(scope.pending.span);
      return leads;
    };
    Level* level = nullptr;
    for (std::size_t i = 0; i < run.labels.size(); ++i) {
      bool const inner = i > 0;
      if (!inner && run.labels.size() > 1 && scope.outline.fit(run.labels[0], false) == Outline::Fit::same) {
        level = &scope.outline.place(run.labels[0], false, scope.path, scope.lead_ins);
        continue;
      }
      level = &scope.outline.place(run.labels[i], nested && !inner, scope.path, parent_leads(), scope.pending.run_in);
    }
    level->run_in = run_in;
    auto const path = level->path;
    auto const leads = level->lead_ins;
    emit(scope, body, path, leads, {});
  } else {
    auto const text = words(body);
    if (bullet && !scope.run && scope.pending.strength == LeadInStrength::none) scope.outline.end_lists(scope.lead_ins);
    bool const starts_items = nested && (bullet || ends_open(text) || starts_lower(text));
    if (starts_items || (bullet && !scope.run)) {
      auto leads = scope.outline.levels().empty() ? scope.lead_ins : scope.outline.levels().back().lead_ins;
      if (scope.pending.strength != LeadInStrength::none) leads.push_back(scope.pending.span);
      scope.run = std::move(leads);
    }
    if (scope.run) {
      emit(scope, body, scope.outline.levels().empty() ? scope.path : scope.outline.levels().back().path, *scope.run,
           run_in);
      if (!bullet && !ends_open(text)) scope.run.reset();
    } else {
      // "..., unless we agree in writing": the end of the sentence that the items are part of.
      bool const completes = !scope.outline.levels().empty() && starts_lower(text) && !clauses_.empty() &&
                             ends_open(words(clauses_.back().text));
      auto const leads = completes ? scope.outline.levels().back().lead_ins : scope.lead_ins;
      scope.outline.end_lists(scope.lead_ins);
      auto const& levels = scope.outline.levels();
      emit(scope, body, levels.empty() ? scope.path : levels.back().path, leads, run_in);
    }
  }
  scope.pending = lead_of(body, run_in, next);
  bool const before_heading = at + 1 < blocks.size() && node(blocks[at + 1].node).kind == NodeKind::heading;
  if (before_heading && scope.headings.size() > scope.inherited) {
    auto const lead = read_lead_in(words(body));
    if (lead.strength == LeadInStrength::open || lead.strength == LeadInStrength::announced)
      scope.headings.back().announces = {body.begin + lead.span.begin, body.begin + lead.span.end};
  }
  if (scope.run && scope.pending.strength != LeadInStrength::open) scope.pending = {};
}

void ClauseSplitter::emit(Scope& scope, Span text, std::string const& path, std::vector<Span> const& lead_ins,
                          std::string_view run_in) {
  auto const pieces = split_inline_list(words(text));
  if (pieces.empty()) return add(scope, text, path, lead_ins, run_in);
  for (auto const& piece : pieces) {
    auto leads = lead_ins;
    for (auto const lead : piece.lead_ins) leads.push_back({text.begin + lead.begin, text.begin + lead.end});
    add(scope, {text.begin + piece.text.begin, text.begin + piece.text.end}, path + piece.label, std::move(leads),
        run_in);
  }
}

// "May I scrape the gallery?" over "No.": the answer says nothing without what is asked.
Span ClauseSplitter::question_above(Scope const& scope, Span text) const {
  if (scope.headings.size() <= scope.inherited || !scope.headings.back().bare || !is_yes_or_no(words(text))) return {};
  auto const heading = scope.headings.back().span;
  auto const asked = without_label(heading, read_label(words(heading)).span.end, document_.text);
  constexpr std::uint32_t furthest = 4;  // bytes between the two
  if (last_mark(words(asked)) != U'?' || asked.end > text.begin || text.begin - asked.end > furthest) return {};
  return asked;
}

void ClauseSplitter::add(Scope& scope, Span text, std::string path, std::vector<Span> lead_ins,
                         std::string_view run_in) {
  while (text.begin < text.end && document_.text[text.begin] == ' ') ++text.begin;
  while (text.end > text.begin && document_.text[text.end - 1] == ' ') --text.end;
  if (text.empty() || !has_word(words(text))) return;
  Clause clause;
  clause.label = std::move(path);
  auto const asked = question_above(scope, text);
  for (auto& outer : scope.headings) {
    outer.bare = false;
    if (!outer.text.empty() && (asked.empty() || &outer != &scope.headings.back()))
      clause.headings.push_back(outer.text);
  }
  if (!asked.empty()) text.begin = asked.begin;
  auto const add_heading = [&](std::string_view heading) {
    if (!heading.empty() && (clause.headings.empty() || clause.headings.back() != heading))
      clause.headings.emplace_back(heading);
  };
  for (auto const& heading : scope.run_ins) add_heading(heading);
  for (auto const& level : scope.outline.levels()) {
    add_heading(level.group);
    add_heading(level.run_in);
  }
  add_heading(run_in);
  clause.lead_ins = std::move(lead_ins);
  clause.text = text;
  clause.raw = document_.offsets.to_raw(text);
  clauses_.push_back(std::move(clause));
}

}  // namespace smallprint::parser
