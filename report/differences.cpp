#include "report/differences.hpp"

#include "report/clause_changes.hpp"
#include "report/escape.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace smallprint::report {
namespace {

using query::ChangeClass;
using query::ClauseChange;

std::string counted(query::DocumentDiff const& diff) {
  std::string out;
  for (auto it = diff.counts.rbegin(); it != diff.counts.rend(); ++it)
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", it->second, query::to_string(it->first));
  return out.empty() ? "no clause differs" : out;
}

std::string verdict_of(query::Answer const& answer) {
  auto out = std::string(corpus::to_string(answer.verdict));
  if (answer.value) out += " (" + *answer.value + ")";
  return out;
}

std::string join(std::vector<std::string> const& words) {
  std::string out;
  for (auto const& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

/// One line about the document as a whole.
std::string summary(Comparison const& c) {
  auto out = fmt::format("{}: {}", query::to_string(c.diff.change_class), c.diff.reason);
  if (c.diff.direction != query::Direction::neutral) out += fmt::format("; {}", query::to_string(c.diff.direction));
  if (c.diff.silent_change) out += "; the document's own date did not change";
  if (c.diff.gave_up) out += "; too much differs to look for rewordings everywhere";
  return out;
}

}  // namespace

Json to_json(Comparison const& c) {
  Json out{{"class", query::to_string(c.diff.change_class)},  {"reason", c.diff.reason},
           {"direction", query::to_string(c.diff.direction)}, {"date_changed", c.diff.date_changed},
           {"silent_change", c.diff.silent_change},           {"gave_up", c.diff.gave_up}};
  out["old"] = c.old_name;
  out["new"] = c.new_name;
  auto counts = Json::object();
  for (auto const& [change_class, count] : c.diff.counts) counts[std::string(query::to_string(change_class))] = count;
  out["counts"] = std::move(counts);
  auto changes = Json::array();
  for (auto const& change : c.diff.changes) {
    changes.push_back(clause_change_json(c.before, c.after, change));
  }
  out["changes"] = std::move(changes);
  auto answers = Json::array();
  for (auto const& answer : c.answers)
    answers.push_back(
        Json{{"topic", answer.topic->id},
             {"before", corpus::to_string(answer.before.verdict)},
             {"after", corpus::to_string(answer.after.verdict)},
             {"value_before", answer.before.value ? Json(*answer.before.value) : Json()},
             {"value_after", answer.after.value ? Json(*answer.after.value) : Json()},
             {"evidence_before", answer.before.evidence.empty() ? Json() : to_json(answer.before.evidence.front())},
             {"evidence_after", answer.after.evidence.empty() ? Json() : to_json(answer.after.evidence.front())}});
  out["answers"] = std::move(answers);
  return out;
}

std::string comparison_text(Comparison const& c, Style const& style, ChangeClass least) {
  auto out = paint(style, Ink::bold, printable(c.old_name) + "  ->  " + printable(c.new_name)) + "\n";
  out += fold_lines(summary(c), style.width, "") + fold_lines(counted(c.diff), style.width, "");
  for (auto const& answer : c.answers) {
    out += "\n" +
           paint(style, Ink::bold,
                 answer.topic->title + ": " + verdict_of(answer.before) + " -> " + verdict_of(answer.after)) +
           "\n";
    for (auto const* side : {&answer.before, &answer.after})
      if (!side->evidence.empty())
        out += fold_lines(std::string(side == &answer.before ? "before: “" : "after: “") +
                              printable(side->evidence.front().quote) + "”",
                          style.width, "    ");
  }
  std::size_t left_out = 0;
  for (auto const& change : c.diff.changes) {
    if (change.change_class < least) {
      ++left_out;
      continue;
    }
    auto const at = place_of(c.before, c.after, change);
    auto head =
        fmt::format("{}{}{}  {}", at.empty() ? "" : printable(at) + "  ", query::to_string(change.relation),
                    change.relation == query::Relation::added || change.relation == query::Relation::removed ? "" : "",
                    query::to_string(change.change_class));
    if (change.direction != query::Direction::neutral) head += fmt::format(", {}", query::to_string(change.direction));
    out += "\n" + paint(style, Ink::bold, head) + "  " + paint(style, Ink::dim, change.reason) + "\n";
    if (!change.topics.empty())
      out += paint(style, Ink::dim, fold_lines("topics: " + join(change.topics), style.width, "    "));
    if (!change.substance.empty())
      out += paint(style, Ink::dim, fold_lines(join(change.substance), style.width, "    "));
    auto text = fold_lines(redline_plain(change), style.width, "    ");
    if (style.colour) text = coloured_redline(text);
    out += text;
  }
  if (left_out > 0)
    out += fmt::format("\n{} lesser changes are not shown; --least identical-text shows all.\n", left_out);
  return out;
}

std::string comparison_markdown(Comparison const& c, ChangeClass least) {
  auto out = fmt::format("# {} → {}\n\n{}\n\n{}\n", markdown(c.old_name), markdown(c.new_name), markdown(summary(c)),
                         counted(c.diff));
  if (!c.answers.empty()) {
    out += "\n## Answers that changed\n\n| topic | before | after |\n| --- | --- | --- |\n";
    for (auto const& answer : c.answers)
      out += fmt::format("| {} | {} | {} |\n", markdown(answer.topic->title), markdown(verdict_of(answer.before)),
                         markdown(verdict_of(answer.after)));
  }
  for (auto const change_class : {ChangeClass::substantive, ChangeClass::editorial, ChangeClass::boilerplate,
                                  ChangeClass::moved, ChangeClass::date_or_version_only, ChangeClass::identical_text}) {
    if (change_class < least || !c.diff.counts.contains(change_class)) continue;
    out += fmt::format("\n## {}\n", query::to_string(change_class));
    for (auto const& change : c.diff.changes) {
      if (change.change_class != change_class) continue;
      auto const at = place_of(c.before, c.after, change);
      out += fmt::format("\n**{}{}**", at.empty() ? "" : markdown(at) + " ", query::to_string(change.relation));
      if (change.direction != query::Direction::neutral) out += fmt::format(", {}", query::to_string(change.direction));
      if (!change.topics.empty()) out += ": " + join(change.topics);
      out += "\n\n> " + redline_markdown(change) + "\n";
    }
  }
  return out;
}

}  // namespace smallprint::report
