#include "report/differences.hpp"

#include "report/escape.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace smallprint::report {
namespace {

using query::ChangeClass;
using query::ClauseChange;
using Kind = query::RedlinePart::Kind;

std::string place(Comparison const& c, ClauseChange const& change) {
  auto const was = labels(c.before, change.before), is = labels(c.after, change.after);
  if (was.empty() || is.empty() || was == is) return is.empty() ? was : is;
  return was + " -> " + is;
}

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

/// The redline as one text, by the marks of a format.
template <class Escape>
std::string marked_redline(ClauseChange const& change, Escape&& escape, std::string_view open_removed,
                           std::string_view close_removed, std::string_view open_added, std::string_view close_added) {
  std::string out;
  auto const around = [&](std::string_view text, std::string_view open, std::string_view close) {
    auto const end = text.find_last_not_of(" \n");
    auto const words = end == std::string_view::npos ? std::string_view{} : text.substr(0, end + 1);
    if (!words.empty()) out += std::string(open) + escape(words) + std::string(close);
    out += escape(text.substr(words.size()));
  };
  for (auto const& part : change.redline) {
    auto const words = part.kind == Kind::removed ? corpus::slice(change.old_text, part.before)
                                                  : corpus::slice(change.new_text, part.after);
    // Words that were cut off at the end of a text still stand apart from what follows.
    if (!out.empty() && out.back() != ' ' && out.back() != '\n' && !words.empty() &&
        std::string_view(" \n.,;:!?)").find(words.front()) == std::string_view::npos)
      out += ' ';
    if (part.kind == Kind::same)
      out += escape(corpus::slice(change.new_text, part.after));
    else if (part.kind == Kind::removed)
      around(corpus::slice(change.old_text, part.before), open_removed, close_removed);
    else
      around(corpus::slice(change.new_text, part.after), open_added, close_added);
  }
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

Json side_json(query::DiffVersion const& version, std::vector<std::uint32_t> const& at, std::string const& text) {
  if (at.empty()) return nullptr;
  Json out{{"clause", labels(version, at)}, {"text", text}};
  out["start"] = version.clauses[at.front()].raw.begin;
  out["end"] = version.clauses[at.back()].raw.end;
  return out;
}

}  // namespace

std::string labels(query::DiffVersion const& version, std::vector<std::uint32_t> const& at) {
  std::string out;
  for (auto const i : at)
    if (auto const& label = version.clauses[i].label; !label.empty()) out += (out.empty() ? "" : ", ") + label;
  return out;
}

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
    Json one{{"class", query::to_string(change.change_class)},
             {"relation", query::to_string(change.relation)},
             {"reason", change.reason}};
    one["old"] = side_json(c.before, change.before, change.old_text);
    one["new"] = side_json(c.after, change.after, change.new_text);
    auto redline = Json::array();
    for (auto const& part : change.redline) {
      auto const added = part.kind == Kind::added;
      redline.push_back(Json{{"kind", part.kind == Kind::same ? "same"
                                      : added                 ? "added"
                                                              : "removed"},
                             {"text", part.kind == Kind::removed ? corpus::slice(change.old_text, part.before)
                                                                 : corpus::slice(change.new_text, part.after)}});
    }
    one["redline"] = std::move(redline);
    one["topics"] = change.topics;
    one["substance"] = change.substance;
    one["direction"] = query::to_string(change.direction);
    changes.push_back(std::move(one));
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
    auto const at = place(c, change);
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
    auto const plain = [](std::string_view text) { return printable(text); };
    auto text = marked_redline(change, plain, "[-", "-]", "{+", "+}");
    if (change.redline.empty()) text = printable(change.new_text);
    text = fold_lines(text, style.width, "    ");
    if (style.colour) {
      std::string coloured;
      for (std::size_t i = 0; i < text.size(); ++i) {
        auto const two = std::string_view(text).substr(i, 2);
        if (two == "[-")
          coloured += "\x1b[31m[-";
        else if (two == "{+")
          coloured += "\x1b[32m{+";
        else if (two == "-]" || two == "+}")
          coloured += std::string(two) + "\x1b[0m";
        else {
          coloured += text[i];
          continue;
        }
        ++i;
      }
      text = std::move(coloured);
    }
    out += text;
  }
  if (left_out > 0)
    out += fmt::format("\n{} lesser changes are not shown; --least identical-text shows all.\n", left_out);
  return out;
}

std::string comparison_markdown(Comparison const& c, ChangeClass least) {
  auto const text = [](std::string_view s) { return markdown(s); };
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
      auto const at = place(c, change);
      out += fmt::format("\n**{}{}**", at.empty() ? "" : markdown(at) + " ", query::to_string(change.relation));
      if (change.direction != query::Direction::neutral) out += fmt::format(", {}", query::to_string(change.direction));
      if (!change.topics.empty()) out += ": " + join(change.topics);
      out +=
          "\n\n> " +
          (change.redline.empty() ? markdown(change.new_text) : marked_redline(change, text, "~~", "~~", "**", "**")) +
          "\n";
    }
  }
  return out;
}

}  // namespace smallprint::report
