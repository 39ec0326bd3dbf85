#include "parser/outline.hpp"

#include <algorithm>
#include <string_view>

namespace smallprint::parser {
namespace {

bool has_brackets(Label const& label) {
  return label.close == LabelClose::bracket || label.close == LabelClose::brackets;
}

std::size_t depth_of(Label const& label) {
  return std::max<std::size_t>(label.path.size(), 1);
}

/// "13" of "13.1".
std::string_view above(std::string_view path) {
  auto const dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : path.substr(0, dot);
}

bool same_style(Level const& level, Label const& label, Reading const& reading) {
  return level.kind == reading.kind && level.word == label.word && level.depth == depth_of(label) &&
         level.brackets == has_brackets(label);
}

}  // namespace

std::string join_path(std::string const& parent, Label const& label) {
  if (label.printed.empty()) return parent;
  if (parent.empty() || label.path.size() > 1) return label.printed;
  if (!label.word.empty()) return parent + " " + label.printed;
  return label.printed[0] == '(' ? parent + label.printed : parent + "." + label.printed;
}

Outline::Match Outline::match(Label const& label, bool nested) const {
  auto const first =
      std::find_if(label.readings.begin(), label.readings.end(), [](Reading const& r) { return r.value == 1; });
  bool const starts = first != label.readings.end();
  // A longer decimal label stands under the shorter ones.
  if (label.path.size() > 1) {
    auto const reading = label.readings.front();
    for (auto i = levels_.size(); i-- > 0;) {
      if (!same_style(levels_[i], label, reading)) continue;
      auto const value = levels_[i].value;
      // "13.1" after "10.2" stands under another number: a list of its own.
      if (above(levels_[i].path) != above(label.printed))
        return {reading.value == 1 ? Fit::next : Fit::jump, i, reading, true};
      if (reading.value == value) return {Fit::same, i, reading, false};
      return {reading.value == value + 1 || reading.value == 1 ? Fit::next : Fit::jump, i, reading, false};
    }
    auto keep = levels_.size();
    while (keep > 0 && !(levels_[keep - 1].kind == LabelKind::decimal && levels_[keep - 1].depth < label.path.size()))
      --keep;
    return {reading.value == 1 ? Fit::first : Fit::jump, keep, reading, true};
  }
  if (nested && starts) return {Fit::first, levels_.size(), *first, true};
  for (auto i = levels_.size(); i-- > 0;)
    for (auto const& reading : label.readings)
      if (same_style(levels_[i], label, reading) && reading.value == levels_[i].value + 1)
        return {Fit::next, i, reading, false};
  if (starts) {
    for (auto i = levels_.size(); i-- > 0;)  // the same style starts again: a new list in place of the old one
      if (same_style(levels_[i], label, *first)) return {Fit::first, i, *first, true};
    return {Fit::first, levels_.size(), *first, true};
  }
  for (auto i = levels_.size(); i-- > 0;)
    for (auto const& reading : label.readings) {
      if (!same_style(levels_[i], label, reading)) continue;
      if (reading.value == levels_[i].value) return {Fit::same, i, reading, false};
      if (reading.value > levels_[i].value) return {Fit::jump, i, reading, false};
    }
  return {Fit::jump, levels_.size(), label.readings.front(), true};
}

Outline::Fit Outline::fit(Label const& label, bool nested) const {
  return label.readings.empty() ? Fit::none : match(label, nested).fit;
}

Level& Outline::place(Label const& label, bool nested, std::string const& base_path,
                      std::vector<corpus::Span> const& lead_ins, std::string const& group) {
  auto const found = match(label, nested);
  levels_.resize(found.level + (found.opens ? 0 : 1));
  if (found.opens) {
    Level level;
    level.kind = found.reading.kind;
    level.brackets = has_brackets(label);
    level.word = label.word;
    level.depth = depth_of(label);
    level.lead_ins = lead_ins;
    level.group = group;
    levels_.push_back(std::move(level));
  }
  auto& level = levels_.back();
  level.value = found.reading.value;
  level.path = join_path(levels_.size() > 1 ? levels_[levels_.size() - 2].path : base_path, label);
  level.run_in.clear();
  return level;
}

void Outline::end_lists(std::vector<corpus::Span> const& base) {
  auto const is_section = [](Level const& l) {
    return !l.brackets && l.kind != LabelKind::lower && l.kind != LabelKind::lower_roman;
  };
  while (!levels_.empty() && !is_section(levels_.back())) levels_.pop_back();
  if (!levels_.empty()) levels_.back().lead_ins = base;
}

}  // namespace smallprint::parser
