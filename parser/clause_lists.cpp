#include "parser/clause_splitter.hpp"

#include "parser/clause_labels.hpp"
#include "parser/wording.hpp"

#include <algorithm>

namespace smallprint::parser {

using corpus::NodeKind;
using corpus::Span;

Span ClauseSplitter::head_of(std::int32_t item) const {
  for (auto const child : units_.children(item)) {
    auto const& n = node(child);
    if (n.kind == NodeKind::paragraph || n.kind == NodeKind::heading || n.kind == NodeKind::code) return n.text;
    if (n.kind == NodeKind::list || n.kind == NodeKind::table) break;
  }
  return {};
}

/// Whether the items are sentences that stand alone.
bool ClauseSplitter::are_sentences(std::vector<std::int32_t> const& items) const {
  return std::all_of(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(items.size(), 5)),
                     [&](std::int32_t item) {
                       auto const text = words(head_of(item));
                       return ends_sentence(text) && !starts_lower(text);
                     });
}

Span ClauseSplitter::announced_above(Scope const& scope, std::vector<std::int32_t> const& items) const {
  if (scope.headings.size() < 2 || are_sentences(items)) return {};
  for (auto it = std::next(scope.headings.rbegin()); it != scope.headings.rend(); ++it)
    if (!it->announces.empty()) return it->announces;
  return {};
}

std::vector<Span> ClauseSplitter::list_lead_ins(Scope const& scope, std::vector<std::int32_t> const& items) const {
  auto leads = scope.outline.levels().empty() ? scope.lead_ins : scope.outline.levels().back().lead_ins;
  if (scope.pending.strength != LeadInStrength::none) {
    leads.push_back(scope.pending.span);
    return leads;
  }
  if (scope.run) return *scope.run;
  if (scope.last_list) return *scope.last_list;
  if (auto const above = announced_above(scope, items); leads.empty() && !above.empty()) leads.push_back(above);
  // A list inside an item is about what the item says, unless both are sentences that stand alone.
  if (scope.in_item && !scope.item_head.empty() && !items.empty()) {
    if (!are_sentences(items)) {
      auto const lead = read_lead_in(words(scope.item_head));
      leads.push_back({scope.item_head.begin + lead.span.begin, scope.item_head.begin + lead.span.end});
    }
  }
  return leads;
}

// "1. **Title**" alone in its list, then paragraphs: converters make this of a numbered heading.
bool ClauseSplitter::single_item_heading(Scope& scope, std::vector<Unit> const& blocks, std::size_t at) {
  auto const items = units_.children(blocks[at].node);
  if (items.size() != 1 || at + 1 >= blocks.size()) return false;
  auto const inside = units_.of(items.front());
  if (inside.size() != 1 || node(inside.front().node).kind == NodeKind::list ||
      node(inside.front().node).kind == NodeKind::table)
    return false;
  auto const after = node(blocks[at + 1].node).kind;
  if (after == NodeKind::heading) return false;
  auto const span = inside.front().text;
  if (node(inside.front().node).kind == NodeKind::heading) {
    heading(scope, span, node(inside.front().node).level * 10);
    return true;
  }
  auto run = read_label(words(span));
  auto const body = without_label(span, run.span.end, document_.text);
  bool const numbered = node(items.front()).ordered || !run.labels.empty();
  auto const look = heading_look(document_, body, numbered, after == NodeKind::list ? Next::other : Next::text);
  if (look == Look::none || look == Look::plain) return false;
  if (run.labels.empty() && node(items.front()).ordered) run.labels.push_back(number_label(node(items.front()).number));
  auto const style = static_cast<int>(look) * 1000 + 900;
  auto it = std::find(scope.looks.begin(), scope.looks.end(), style);
  if (it == scope.looks.end()) it = scope.looks.insert(scope.looks.end(), style);
  push_heading(scope, span, run,
               guessed_rank + static_cast<int>(scope.inherited) * 100 + static_cast<int>(it - scope.looks.begin()));
  return true;
}

void ClauseSplitter::list(Scope& scope, std::vector<Unit> const& blocks, std::size_t at) {
  if (single_item_heading(scope, blocks, at)) return;
  auto const items = units_.children(blocks[at].node);
  auto const leads = list_lead_ins(scope, items);
  auto const nested = scope.pending.strength == LeadInStrength::open;
  auto const run_in = scope.pending.run_in;
  auto const base = scope.outline.levels().empty() ? scope.path : scope.outline.levels().back().path;
  auto used = leads;
  bool first = true;
  Restart restart;
  for (auto const i : items) {
    auto const head = head_of(i);
    auto run = read_label(words(head));
    bool const bullet = !run.labels.empty() && is_bullet(run.labels.front());
    if (!run.labels.empty() && !bullet && run.labels.back().weak) {
      auto const fit = scope.outline.fit(run.labels.front(), nested && first);
      bool const strong = strong_extent(document_, head, corpus::Mark::Kind::strong).start > head.begin;
      bool const own = run.labels.front().word.empty() &&
                       (fit == Outline::Fit::next || (fit == Outline::Fit::first && items.size() > 1));
      if (!own && !strong) run = {};
    }
    if (!run.labels.empty() && without_label(head, run.span.end, document_.text).empty()) run = {};
    if (!run.labels.empty() && !bullet) {
      Level* level = nullptr;
      for (std::size_t k = 0; k < run.labels.size(); ++k) {
        auto inner = leads;
        if (k > 0 && level != nullptr) inner = level->lead_ins;
        level = &scope.outline.place(run.labels[k], nested && first && k == 0, scope.path, inner);
      }
      used = level->lead_ins;
      item(scope, i, run.span.end, level->path, used, run_in);
    } else if (node(i).ordered && node(i).number > 0) {
      auto const number = node(i).number;
      if (number == 1 && restart.open.strength == LeadInStrength::open) {
        restart.outer = restart.last;
        restart.base = join_path(base, number_label(restart.last));
        restart.leads = leads;
        restart.leads.push_back(restart.open.span);
      } else if (restart.outer != 0 && number == restart.outer + 1 && number != restart.last + 1) {
        restart.outer = 0;
      }
      bool const inner = restart.outer != 0;
      item(scope, i, 0, join_path(inner ? restart.base : base, number_label(number)), inner ? restart.leads : leads,
           run_in);
      restart.last = number;
      restart.open = lead_of(head, {}, ends_colon(words(head)) ? Next::list : Next::nothing);
    } else {
      item(scope, i, bullet ? run.span.end : 0, base, leads, run_in);
    }
    first = false;
  }
  scope.pending = {};
  scope.last_list = used;
  auto const tail = items.empty() ? std::string_view{} : words(head_of(items.back()));
  if (ends_open(tail))
    scope.run = used;
  else
    scope.run.reset();
}

void ClauseSplitter::item(Scope& outer, std::int32_t i, std::uint32_t label_size, std::string path,
                          std::vector<Span> lead_ins, std::string const& run_in) {
  auto const before = clauses_.size();
  Scope scope;
  scope.headings = outer.headings;
  scope.inherited = scope.headings.size();
  scope.run_ins = outer.run_ins;
  if (!outer.outline.levels().empty()) {
    auto const& level = outer.outline.levels();
    for (std::size_t k = 0; k < level.size(); ++k)
      if (!level[k].run_in.empty() && level[k].run_in != run_in) scope.run_ins.push_back(level[k].run_in);
  }
  if (!run_in.empty()) scope.run_ins.push_back(run_in);
  scope.base_path = scope.path = std::move(path);
  scope.lead_ins = std::move(lead_ins);
  scope.in_item = true;
  auto blocks = units_.of(i);
  std::size_t from = 0;
  if (!blocks.empty()) {
    auto const& first = node(blocks[0].node);
    if (first.kind == NodeKind::paragraph || first.kind == NodeKind::code ||
        (first.kind == NodeKind::heading && label_size > 0)) {
      auto const body = without_label(blocks[0].text, label_size, document_.text);
      auto const next = next_of(blocks, 0);
      auto const look = blocks.size() > 1 && next != Next::list
                            ? heading_look(document_, body, true, next == Next::nothing ? Next::other : next)
                            : Look::none;
      auto inner = std::string(run_in_heading(document_, body, label_size > 0 || node(i).ordered));
      if (look == Look::bold || look == Look::bold_capitals || first.kind == NodeKind::heading) {
        push_heading(scope, body, {}, guessed_rank + static_cast<int>(scope.inherited) * 100);
      } else {
        emit(scope, body, scope.path, scope.lead_ins, inner);
        scope.item_head = body;
        scope.pending = lead_of(body, inner, next);
        if (inner.empty() && next == Next::list && strong_extent(document_, body, corpus::Mark::Kind::strong).whole &&
            count_words(words(body)) <= 14)
          inner = bare_heading(words(body));
        if (!inner.empty()) scope.run_ins.push_back(inner);
        scope.pending.run_in.clear();
      }
      from = 1;
    }
  }
  units(scope, blocks, from);
  pop_headings(scope, 0);
  if (clauses_.size() > before)
    for (auto& heading : outer.headings) heading.bare = false;
}

void ClauseSplitter::table(Scope& scope, std::int32_t i) {
  auto leads = scope.outline.levels().empty() ? scope.lead_ins : scope.outline.levels().back().lead_ins;
  auto const path = scope.outline.levels().empty() ? scope.path : scope.outline.levels().back().path;
  auto const rows = units_.children(i);
  for (auto const row : rows) {
    auto const span = node(row).text;
    add(scope, span, path, leads, {});
    if (node(row).header && rows.size() > 1 && row == rows.front()) leads.push_back(span);
  }
  scope.pending = {};
}

}  // namespace smallprint::parser
