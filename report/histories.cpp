#include "report/histories.hpp"

#include "report/answers.hpp"
#include "report/escape.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <vector>

namespace smallprint::report {
namespace {

std::string verdict_of(query::Answer const& a) {
  std::string out(corpus::to_string(a.verdict));
  if (a.value) out += " (" + printable(*a.value) + ")";
  if (a.conflict) out += ", conflict";
  return out;
}

/// The quote that decided, else what there is to say.
std::string quote_of(query::Answer const& a) {
  return a.evidence.empty() ? std::string() : printable(a.evidence.front().quote);
}

std::string state_of(query::VersionStep const& step) {
  if (step.version.removed) return "removed";
  return step.version.capture == corpus::Capture::document ? "" : std::string(corpus::to_string(step.version.capture));
}

std::vector<std::string> const columns{"date", "kind", "clauses", "added", "removed", "state"};

std::vector<std::string> row_of(query::VersionStep const& step) {
  return {step.version.date.substr(0, 10), std::string(corpus::to_string(step.version.kind)),
          std::to_string(step.clauses),    std::to_string(step.added),
          std::to_string(step.removed),    state_of(step)};
}

}  // namespace

std::string answer_history_text(std::span<query::AnswerChange const> changes, Style const& style) {
  std::string out;
  if (!changes.empty()) {
    auto const& first = changes.front().after;
    out += paint(style, Ink::bold, printable(first.authority) + ": " + printable(first.question)) + "\n\n";
  }
  for (auto const& change : changes) {
    out += paint(style, Ink::bold, change.date.substr(0, 10)) + "  ";
    if (&change != &changes.front())
      out += paint(style, ink_of(change.before.verdict), verdict_of(change.before)) + " \u2192 ";
    out += paint(style, ink_of(change.after.verdict), verdict_of(change.after)) + "\n";
    if (auto const before = quote_of(change.before); !before.empty() && &change != &changes.front())
      out +=
          paint(style, Ink::dim, "    before:") + "\n" + fold_lines("\u201C" + before + "\u201D", style.width, "    ");
    if (auto const after = quote_of(change.after); !after.empty())
      out += (&change != &changes.front() ? paint(style, Ink::dim, "    after:") + "\n" : "") +
             fold_lines("\u201C" + after + "\u201D", style.width, "    ");
  }
  return out;
}

std::string timeline_text(std::span<query::AnswerChange const> changes, Style const& style) {
  std::string out;
  if (!changes.empty()) out += paint(style, Ink::bold, printable(changes.front().after.question)) + "\n\n";
  for (auto const& change : changes) {
    bool const first = change.before.verdict == query::Verdict::not_captured;
    out += fmt::format("{}  {:<26}  ", change.date.substr(0, 10), cut(printable(change.after.authority), 26));
    if (first)
      out += paint(style, Ink::dim, "(first: ") + paint(style, ink_of(change.after.verdict), verdict_of(change.after)) +
             paint(style, Ink::dim, ")") + "\n";
    else
      out += paint(style, ink_of(change.before.verdict), verdict_of(change.before)) + " \u2192 " +
             paint(style, ink_of(change.after.verdict), verdict_of(change.after)) + "\n";
    if (auto const after = quote_of(change.after); !after.empty() && !first)
      out += paint(style, Ink::dim, fold_lines("\u201C" + after + "\u201D", style.width, "            "));
  }
  return out;
}

std::string timeline_markdown(std::span<query::AnswerChange const> changes) {
  std::string out = "| date | provider | before | after | quote |\n| --- | --- | --- | --- | --- |\n";
  for (auto const& c : changes)
    out += fmt::format("| {} | {} | {} | {} | {} |\n", c.date.substr(0, 10), markdown(c.after.authority),
                       c.before.verdict == query::Verdict::not_captured ? "" : markdown(verdict_of(c.before)),
                       markdown(verdict_of(c.after)), markdown(quote_of(c.after)));
  return out;
}

std::string answer_history_markdown(std::span<query::AnswerChange const> changes) {
  std::string out = "| date | before | after | quote before | quote after |\n| --- | --- | --- | --- | --- |\n";
  for (auto const& c : changes)
    out += fmt::format("| {} | {} | {} | {} | {} |\n", c.date.substr(0, 10), markdown(verdict_of(c.before)),
                       markdown(verdict_of(c.after)), markdown(quote_of(c.before)), markdown(quote_of(c.after)));
  return out;
}

std::string answer_history_csv(std::span<query::AnswerChange const> changes) {
  auto out = csv_record(
      {"provider", "topic", "date", "before", "after", "value_before", "value_after", "quote_before", "quote_after"});
  for (auto const& c : changes)
    out += csv_record({c.after.authority, c.after.topic, c.date, std::string(corpus::to_string(c.before.verdict)),
                       std::string(corpus::to_string(c.after.verdict)), c.before.value.value_or(""),
                       c.after.value.value_or(""), c.before.evidence.empty() ? "" : c.before.evidence.front().quote,
                       c.after.evidence.empty() ? "" : c.after.evidence.front().quote});
  return out;
}

std::string document_history_text(std::string const& title, std::span<query::VersionStep const> steps,
                                  Style const& style) {
  std::vector<std::vector<std::string>> rows;
  for (auto const& step : steps) rows.push_back(row_of(step));
  return paint(style, Ink::bold, printable(title)) + "\n\n" + text_table(columns, rows, style);
}

std::string document_history_markdown(std::string const& title, std::span<query::VersionStep const> steps) {
  std::string out = "# " + markdown(title) +
                    "\n\n| date | kind | clauses | added | removed | state |\n| --- | --- | --- | --- | --- | --- |\n";
  for (auto const& step : steps) {
    out += "|";
    for (auto const& field : row_of(step)) out += " " + markdown(field) + " |";
    out += "\n";
  }
  return out;
}

std::string document_history_csv(std::span<query::VersionStep const> steps) {
  auto out = csv_record(columns);
  for (auto const& step : steps) out += csv_record(row_of(step));
  return out;
}

}  // namespace smallprint::report
