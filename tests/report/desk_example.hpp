#pragma once
#include "query/changes/redline.hpp"
#include "report/desk_report.hpp"

#include <string>
#include <utility>

namespace smallprint::test {

/// An invented night in which something of each kind happened.
class DeskExample {
 public:
  report::DeskReport report;

  DeskExample() {
    report.since = "2031-05-30", report.through = "2031-06-02T04:10:00Z";
    report.authorities = 40, report.documents = 118;
    auto& sharing = answer("Marigold AI", "share-outputs", "Sharing results", "May users publish results?");
    sharing.before.verdict = query::Verdict::permitted;
    sharing.before.evidence.push_back(quote("4.1", "You may publish Results in any form.", {8, 15}, "2031-04-02"));
    sharing.after.verdict = query::Verdict::conditional, sharing.after.value = "names the service";
    sharing.after.evidence.push_back(
        quote("4.1", "You may publish Results if you name the Service beside them.", {8, 15}, "2031-06-01T03:00:00Z"));
    auto& age = answer("Marigold AI", "minimum-age", "Minimum age", "From which age may the service be used?");
    age.before.verdict = query::Verdict::silent;
    age.before.searched.documents = {"Privacy Policy", "Terms of Service"}, age.before.searched.clauses = 212;
    age.after.verdict = query::Verdict::required, age.after.value = "16 years";
    age.after.evidence.push_back(quote("2", "You must be at least 16 years old.", {4, 8}, "2031-06-01T03:00:00Z"));

    auto& terms = change("Marigold AI", "Terms of Service", "2031-06-01T03:00:00Z", query::ChangeClass::substantive,
                         "duties and rights differ");
    terms.diff.direction = query::Direction::more_restrictive, terms.diff.silent_change = true;
    terms.version.language = "en";
    reworded(terms, "4.1", "4.1", "You may publish Results in any form. We ask for nothing in return.",
             "You may publish Results if you name the Service beside them. We ask for nothing in return.",
             query::ChangeClass::substantive);
    terms.diff.changes.back().topics = {"share-outputs", "name-the-service"};
    terms.diff.changes.back().substance = {"user: permission became conditional"};
    terms.diff.changes.back().direction = query::Direction::more_restrictive;
    added(terms, "2", "You must be at least 16 years old.");
    terms.diff.changes.back().topics = {"minimum-age"};
    removed(terms, "9(c)", "We tell you thirty days ahead when a price goes up.");
    reworded(terms, "10", "11", "The gardens court of Lindale hears disputes.", "The gardens' court hears disputes.",
             query::ChangeClass::editorial);
    count(terms);

    auto& policy = change("Østlund & Søn", "Acceptable Use Policy", "2031-06-02T04:10:00Z",
                          query::ChangeClass::substantive, "a ban came");
    policy.diff.direction = query::Direction::less_restrictive;
    for (int i = 1; i <= 15; ++i)
      reworded(policy, std::to_string(i), std::to_string(i),
               "Robots of kind " + std::to_string(i) + " may not enter the garden.",
               "Robots of kind " + std::to_string(i) + " may enter the garden by day.",
               query::ChangeClass::substantive);
    std::string song;
    for (int i = 1; i <= 90; ++i) song += "word" + std::to_string(i) + " ";
    reworded(policy, "16", "16", "Nobody sings: " + song + "at night.", "Everybody sings: " + song + "by day.",
             query::ChangeClass::substantive);
    count(policy);

    auto& notice = change("Marigold AI", "Privacy Policy", "2031-05-31", query::ChangeClass::editorial, "spelling");
    reworded(notice, "", "", "We answer with in a week.", "We answer within a week.", query::ChangeClass::editorial);
    count(notice);
    change("Quince", "Terms of Service", "2031-05-31", query::ChangeClass::moved, "clauses in another order");
    change("Quince", "Privacy Policy", "2031-06-01", query::ChangeClass::identical_text, "link targets");
    change("Teasel Labs", "Terms of Service", "2031-06-01", query::ChangeClass::identical_text, "layout");
    change("Teasel Labs", "Terms of Service", "2031-06-02", query::ChangeClass::boilerplate, "a banner");
    change("Teasel Labs", "Privacy Policy", "2031-06-02", query::ChangeClass::boilerplate, "bot wall").failed = true;
    report.silent.push_back({{"Vetch", "Terms of Service"}, "2031-05-12", "error page"});
    report.alerts = std::vector<report::Alert>{{"notice of prices", "a clause that matches went", "Marigold AI",
                                                "Terms of Service", "2031-06-01", "We tell you thirty days ahead"}};
  }

  query::RecordedChange& change(std::string authority, std::string document, std::string date,
                                query::ChangeClass change_class, std::string reason) {
    auto& out = report.changes.emplace_back();
    out.source = {std::move(authority), std::move(document)};
    out.change.version.date = std::move(date);
    out.change.base = index::Version{};
    out.change.base->date = "2031-04-02";
    out.change.diff.change_class = change_class;
    out.change.diff.reason = std::move(reason);
    return out.change;
  }
  report::ChangedAnswer& answer(std::string authority, std::string topic, std::string title, std::string question) {
    auto& out = report.answers.emplace_back();
    out.authority = std::move(authority), out.topic = std::move(topic), out.title = std::move(title);
    out.question = std::move(question), out.date = "2031-06-01T03:00:00Z";
    return out;
  }
  static void reworded(query::RecordedChange& to, std::string label, std::string new_label, std::string const& was,
                       std::string const& is, query::ChangeClass change_class) {
    auto& out = clause(to, query::Relation::reworded, change_class, was, is);
    out.before = {put(to.before, std::move(label))}, out.after = {put(to.after, std::move(new_label))};
  }
  static void added(query::RecordedChange& to, std::string label, std::string const& text) {
    clause(to, query::Relation::added, query::ChangeClass::substantive, "", text).after = {
        put(to.after, std::move(label))};
  }
  static void removed(query::RecordedChange& to, std::string label, std::string const& text) {
    clause(to, query::Relation::removed, query::ChangeClass::substantive, text, "").before = {
        put(to.before, std::move(label))};
  }
  static void count(query::RecordedChange& of) {
    for (auto const& one : of.diff.changes) ++of.diff.counts[one.change_class];
  }

 private:
  static query::ClauseChange& clause(query::RecordedChange& to, query::Relation relation,
                                     query::ChangeClass change_class, std::string was, std::string is) {
    auto& out = to.diff.changes.emplace_back();
    out.relation = relation, out.change_class = change_class, out.reason = "other words";
    out.redline = query::redline(was, is);
    out.old_text = std::move(was), out.new_text = std::move(is);
    return out;
  }
  static std::uint32_t put(query::DiffVersion& version, std::string label) {
    auto& out = version.clauses.emplace_back();
    out.label = std::move(label);
    return static_cast<std::uint32_t>(version.clauses.size() - 1);
  }
  static query::Quote quote(std::string clause, std::string text, corpus::Span deciding, std::string date) {
    query::Quote out;
    out.document = "Terms of Service", out.clause = std::move(clause), out.quote = std::move(text);
    out.deciding = {deciding}, out.version_date = std::move(date);
    return out;
  }
};

/// Words that would break out of a page or a feed that trusts them.
inline constexpr char const* hostile = "A<script>\"&'\x01\x1b]]>\xEF\xBF\xBE B";

/// A report all of whose texts are hostile.
[[nodiscard]] inline report::DeskReport hostile_report() {
  DeskExample example;
  auto& report = example.report;
  for (auto* text : {&report.since, &report.through, &report.note}) *text = hostile;
  for (auto& one : report.answers) {
    for (auto* text : {&one.authority, &one.topic, &one.title, &one.question, &one.date}) *text = hostile;
    one.after.value = hostile;
    one.after.caveats = {hostile};
    one.before.searched.not_captured = {hostile};
    for (auto* answer : {&one.before, &one.after})
      for (auto& quote : answer->evidence) {
        for (auto* text : {&quote.document, &quote.clause, &quote.lead_in, &quote.quote, &quote.version_date})
          *text = hostile;
        quote.deciding = {{2, 9}};
      }
  }
  for (auto& [source, change] : report.changes) {
    source = {hostile, hostile};
    change.version.date = change.base->date = change.diff.reason = change.version.language = hostile;
    for (auto& clause : change.diff.changes) {
      clause.topics = clause.substance = {hostile};
      clause.reason = clause.old_text = clause.new_text = hostile;
      clause.redline = query::redline("", hostile);
    }
    for (auto* version : {&change.before, &change.after})
      for (auto& clause : version->clauses) clause.label = hostile;
  }
  report.silent = {{{hostile, hostile}, hostile, hostile}};
  report.alerts = std::vector<report::Alert>{{hostile, hostile, hostile, hostile, hostile, hostile}};
  return std::move(report);
}

}  // namespace smallprint::test
