#include "report/desk/entries.hpp"

#include "report/desk/brief.hpp"
#include "report/desk/parts.hpp"
#include "report/escape.hpp"
#include "report/redline/rendering.hpp"

#include <fmt/format.h>

namespace smallprint::report {
namespace {

using query::ChangeClass;

constexpr std::size_t most_clauses = 12;  // of a document in an entry
constexpr std::string_view epoch = "1970-01-01T00:00:00Z";

std::string updated(DeskReport const& report, std::string const& date) {
  for (auto const* one : {&date, &report.through, &report.since})
    if (auto out = rfc3339(*one); !out.empty()) return out;
  return std::string(epoch);
}

std::string side(std::string_view name, query::Answer const& answer) {
  auto out = fmt::format("<p><strong>{}: {}</strong></p>\n", name, html(verdict_words(answer)));
  if (answer.evidence.empty()) return out;
  auto const& quote = answer.evidence.front();
  out += "<blockquote><p>" + (quote.lead_in.empty() ? "" : html(quote.lead_in) + " ") + html(quote.quote) +
         "</p></blockquote>\n<p>" + html(quote.document);
  if (!quote.clause.empty()) out += ", " + html(quote.clause);
  if (!quote.version_date.empty()) out += ", version of " + html(day(quote.version_date));
  return out + "</p>\n";
}

FeedEntry entry(DeskReport const& report, ChangedAnswer const& one) {
  FeedEntry out;
  out.key = fmt::format("answer/{}/{}/{}", name_slug(one.authority), topic_slug(one), date_slug(one.date));
  out.anchor = answer_anchor(one);
  out.updated = updated(report, one.date);
  auto const& title = one.title.empty() ? one.question : one.title;
  auto const turn = verdict_words(one.before) + " → " + verdict_words(one.after);
  out.title = fmt::format("{}: {} {}", one.authority, title, turn);
  out.summary = fmt::format("{} {}, since {}.", one.question, turn, day(one.date));
  out.content = "<p>" + html(one.question) + "</p>\n" + side("Before", one.before) + side("Now", one.after);
  out.authority = one.authority;
  if (!one.topic.empty()) out.topics.emplace_back(one.topic, title);
  return out;
}

std::string clause(DeskReport const& report, ShownClause const& shown) {
  auto const& change = *shown.change;
  auto head = shown.place.empty() || change.of_heading ? std::string() : html(shown.place) + " ";
  head += relation_words(change);
  if (change.direction != query::Direction::neutral) head += ", " + direction_words(change.direction);
  if (!change.reason.empty()) head += "; " + html(change.reason);
  for (std::size_t i = 0; i < change.topics.size(); ++i)
    head += (i == 0 ? ". Topics: " : ", ") + html(topic_title(report, change.topics[i]));
  return "<p><strong>" + head + "</strong></p>\n<blockquote><p>" + brief_plain_html(change) + "</p></blockquote>\n";
}

FeedEntry entry(DeskReport const& report, DeskChange const& one) {
  auto const& [source, change] = one;
  auto const& diff = change.diff;
  FeedEntry out;
  out.key = fmt::format("change/{}/{}/{}", name_slug(source.authority), name_slug(source.document_type),
                        date_slug(change.version.date));
  out.anchor = change_anchor(one);
  out.updated = updated(report, change.version.date);
  out.authority = source.authority;
  out.change_class = query::to_string(diff.change_class);
  out.direction = query::to_string(diff.direction);
  out.title = fmt::format("{}, {}: {}", source.authority, source.document_type, out.change_class);
  if (diff.direction != query::Direction::neutral) out.title += ", " + direction_words(diff.direction);
  if (diff.silent_change) out.title += ", under an old date";
  out.summary = fmt::format("Version of {}", day(change.version.date));
  if (change.base) out.summary += fmt::format(", compared with that of {}", day(change.base->date));
  out.summary += diff.reason.empty() ? "." : ": " + diff.reason + ".";
  if (diff.silent_change) out.summary += " The document’s own date did not change.";
  out.content = "<p>" + html(out.summary) + "</p>\n";
  auto const clauses = shown_clauses(change, diff.change_class);
  std::set<std::string> topics;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    if (i < most_clauses) out.content += clause(report, clauses[i]);
    topics.insert(clauses[i].change->topics.begin(), clauses[i].change->topics.end());
  }
  if (clauses.size() > most_clauses)
    out.content += "<p>" +
                   counted(clauses.size() - most_clauses, "more changed clause is not shown",
                           "more changed clauses are not shown") +
                   ".</p>\n";
  // Feeds by topic are of what matters.
  if (diff.change_class == ChangeClass::substantive)
    for (auto const& id : topics) out.topics.emplace_back(id, topic_title(report, id));
  return out;
}

}  // namespace

std::string rfc3339(std::string const& date) {
  static constexpr std::string_view shape = "0000-00-00T00:00:00";
  auto const like = [&](std::size_t length) {
    for (std::size_t i = 0; i < length; ++i) {
      bool const digit = date[i] >= '0' && date[i] <= '9';
      if (shape[i] == '0' ? !digit : date[i] != shape[i] && !(shape[i] == 'T' && date[i] == ' ')) return false;
    }
    return true;
  };
  if (date.size() < 10 || !like(10)) return {};
  if (date.size() == 10) return date + "T00:00:00Z";
  if (date.size() == 16 && like(16)) return date.substr(0, 10) + "T" + date.substr(11) + ":00Z";
  if (date.size() < shape.size() || !like(shape.size())) return {};
  return date.substr(0, 10) + "T" + date.substr(11, 8) + "Z";  // the archive's times are UTC
}

std::vector<FeedEntry> feed_entries(DeskReport const& report) {
  std::vector<FeedEntry> out;
  for (auto const& one : report.answers) out.push_back(entry(report, one));
  for (auto const& one : report.changes)
    if (!one.change.failed && one.change.diff.change_class >= ChangeClass::editorial) out.push_back(entry(report, one));
  std::stable_sort(out.begin(), out.end(), [](FeedEntry const& x, FeedEntry const& y) {
    return x.updated != y.updated ? x.updated > y.updated : x.key < y.key;
  });
  std::set<std::string> seen;
  out.erase(std::remove_if(out.begin(), out.end(), [&](FeedEntry const& one) { return !seen.insert(one.key).second; }),
            out.end());
  return out;
}

}  // namespace smallprint::report
