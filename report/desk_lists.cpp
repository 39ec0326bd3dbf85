#include "report/clause_changes.hpp"
#include "report/desk/names.hpp"
#include "report/desk_report.hpp"
#include "report/escape.hpp"
#include "report/redline/rendering.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <algorithm>

/// The report as text and as Markdown: one writer, two sets of marks.
namespace smallprint::report {
namespace {

using query::ChangeClass;

constexpr std::size_t most_clauses = 12;  // of a document's change that are shown

std::string verdict_of(query::Answer const& answer) {
  auto out = std::string(corpus::to_string(answer.verdict));
  if (answer.value) out += " (" + *answer.value + ")";
  if (answer.conflict) out += ", conflict";
  return out;
}
std::string joined(std::vector<std::string> const& words) {
  std::string out;
  for (auto const& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

/// How a format writes the parts.
class Writer {
 public:
  virtual ~Writer() = default;
  virtual void title(std::string_view text) = 0;
  virtual void section(std::string_view text) = 0;
  virtual void item(std::string_view head, std::string_view more) = 0;  ///< a line of its own, and what belongs to it
  virtual void quote(std::string_view label, std::string_view text) = 0;
  virtual void redline(std::string_view head, query::ClauseChange const& change) = 0;
  virtual void line(std::string_view text) = 0;
  std::string out;
};

class TextWriter final : public Writer {
 public:
  explicit TextWriter(Style const& style) : style_(style) {}
  void title(std::string_view text) override { out += paint(style_, Ink::bold, printable(text)) + "\n"; }
  void section(std::string_view text) override { out += "\n" + paint(style_, Ink::mark, printable(text)) + "\n"; }
  void item(std::string_view head, std::string_view more) override {
    out += "\n" + paint(style_, Ink::bold, printable(head)) + "\n";
    if (!more.empty()) out += paint(style_, Ink::dim, fold_lines(printable(more), style_.width, "  "));
  }
  void quote(std::string_view label, std::string_view text) override {
    out += fold_lines(fmt::format("{}: \u201C{}\u201D", label, printable(text)), style_.width, "    ");
  }
  void redline(std::string_view head, query::ClauseChange const& change) override {
    out += "  " + paint(style_, Ink::bold, printable(head)) + "\n";
    auto const text = fold_lines(redline_plain(change), style_.width, "    ");
    out += style_.colour ? coloured_redline(text) : text;
  }
  void line(std::string_view text) override { out += fold_lines(printable(text), style_.width, "  "); }

 private:
  Style style_;
};

class MarkdownWriter final : public Writer {
 public:
  void title(std::string_view text) override { out += "# " + markdown(text) + "\n\n"; }
  void section(std::string_view text) override { out += "\n## " + markdown(text) + "\n\n"; }
  void item(std::string_view head, std::string_view more) override {
    out += "\n**" + markdown(head) + "**" + (more.empty() ? "" : "  \n" + markdown(more)) + "\n";
  }
  void quote(std::string_view label, std::string_view text) override {
    out += fmt::format("\n> {}: \u201C{}\u201D\n", label, markdown(text));
  }
  void redline(std::string_view head, query::ClauseChange const& change) override {
    out += "\n" + markdown(head) + "\n\n> " + redline_markdown(change) + "\n";
  }
  void line(std::string_view text) override { out += "- " + markdown(text) + "\n"; }
};

std::string name_of(corpus::Source const& source) {
  return source.authority + ", " + source.document_type;
}

void write_answers(DeskReport const& report, Writer& to) {
  if (report.answers.empty()) return;
  to.section(fmt::format("Answers that changed ({})", report.answers.size()));
  for (auto const& one : report.answers) {
    to.item(fmt::format("{}: {}", one.authority, one.title),
            fmt::format("{} -> {}, since {}", verdict_of(one.before), verdict_of(one.after), day(one.date)));
    for (auto const* side : {&one.before, &one.after})
      if (!side->evidence.empty()) {
        auto const& quote = side->evidence.front();
        to.quote(fmt::format("{} ({}{}{}, {})", side == &one.before ? "before" : "now", quote.document,
                             quote.clause.empty() ? "" : ", ", quote.clause, day(quote.version_date)),
                 quote.quote);
      }
  }
}

std::string about(query::RecordedChange const& change) {
  auto out = change.diff.reason;
  if (change.diff.direction != query::Direction::neutral)
    out += fmt::format("; {}", query::to_string(change.diff.direction));
  if (change.diff.silent_change) out += "; under an old date";
  if (change.base) out += fmt::format("; compared with {}", day(change.base->date));
  if (change.diff.gave_up) out += "; too much differs to look for rewordings everywhere";
  return out;
}

void write_changes(DeskReport const& report, ChangeClass change_class, std::string_view title, Writer& to) {
  bool any = false;
  for (auto const& one : report.changes) {
    if (one.change.failed || one.change.diff.change_class != change_class) continue;
    if (!any) to.section(title);
    any = true;
    to.item(fmt::format("{} of {}", name_of(one.source), day(one.change.version.date)), about(one.change));
    auto const clauses = shown_clauses(one.change, change_class);
    for (std::size_t i = 0; i < clauses.size() && i < most_clauses; ++i) {
      auto const& clause = clauses[i];
      auto head = fmt::format("{}{}{}", clause.place, clause.place.empty() ? "" : " ", clause.relation);
      if (clause.change->direction != query::Direction::neutral)
        head += fmt::format(", {}", query::to_string(clause.change->direction));
      if (!clause.change->topics.empty()) head += "; " + joined(clause.change->topics);
      to.redline(head, *clause.change);
    }
    if (clauses.size() > most_clauses)
      to.line(
          fmt::format("and {} more; `smallprint diff --provider \"{}\" --document \"{}\" --from {} --to {}` shows all",
                      clauses.size() - most_clauses, one.source.authority, one.source.document_type,
                      one.change.base ? one.change.base->date : one.change.version.date, one.change.version.date));
  }
}

void write_noise(DeskReport const& report, Writer& to) {
  std::string counts;
  std::size_t sum = 0;
  for (auto const& [change_class, n] : report.counts())
    if (change_class < ChangeClass::editorial) {
      counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", n, query::to_string(change_class));
      sum += n;
    }
  if (sum == 0) return;
  to.section(fmt::format("Noise ({})", sum));
  to.line(fmt::format("{}; `smallprint history --changes --from {} --to {}` lists them", counts, day(report.since),
                      day(report.through)));
}

void write_rest(DeskReport const& report, Writer& to) {
  bool any = false;
  for (auto const& one : report.changes) {
    if (!one.change.failed) continue;
    if (!any) to.section("Captures that failed");
    any = true;
    to.line(fmt::format("{} of {}: {}", name_of(one.source), day(one.change.version.date), one.change.diff.reason));
  }
  if (!report.silent.empty()) to.section("Sources that fell silent");
  for (auto const& one : report.silent)
    to.line(fmt::format("{}: {} since {}", name_of(one.source), one.reason, day(one.since)));
}

void write_alerts(DeskReport const& report, Writer& to) {
  if (!report.alerts || report.alerts->empty()) return;
  to.section(fmt::format("Alerts ({})", report.alerts->size()));
  for (auto const& alert : *report.alerts) {
    auto what = alert.watch + ": " + alert.reason;
    if (!alert.authority.empty())
      what += fmt::format("; {}{}{}", alert.authority, alert.document_type.empty() ? "" : ", ", alert.document_type);
    if (!alert.date.empty()) what += " of " + std::string(day(alert.date));
    to.line(alert.detail.empty() ? what : what + ": " + alert.detail);
  }
}

void write(DeskReport const& report, Writer& to) {
  to.title(fmt::format("What changed from {} to {}", report.since.empty() ? "the beginning" : day(report.since),
                       report.through.empty() ? "now" : day(report.through)));
  auto const counts = report.counts();
  auto const count = [&](ChangeClass c) { return counts.contains(c) ? counts.at(c) : 0; };
  to.line(fmt::format("{} of {} were looked at: {}, {}, {}.", counted(report.documents, "document", "documents"),
                      counted(report.authorities, "provider", "providers"),
                      counted(report.answers.size(), "answer changed", "answers changed"),
                      counted(count(ChangeClass::substantive), "substantive change", "substantive changes"),
                      counted(count(ChangeClass::editorial), "editorial one", "editorial ones")));
  if (!report.note.empty()) to.line(report.note);
  write_alerts(report, to);
  write_answers(report, to);
  write_changes(report, ChangeClass::substantive, "Substantive changes", to);
  write_changes(report, ChangeClass::editorial, "Editorial changes", to);
  write_noise(report, to);
  write_rest(report, to);
  if (report.still_silent > 0)
    to.line(fmt::format("{} silent since before and still {}.",
                        counted(report.still_silent, "source has been", "sources have been"),
                        report.still_silent == 1 ? "is" : "are"));
  if (!report.any()) to.line("Nothing changed that matters.");
}

}  // namespace

std::string desk_text(DeskReport const& report, Style const& style) {
  TextWriter writer(style);
  write(report, writer);
  return std::move(writer.out);
}

std::string desk_markdown(DeskReport const& report) {
  MarkdownWriter writer;
  write(report, writer);
  return std::move(writer.out);
}

}  // namespace smallprint::report
