#pragma once
#include "report/redline_page.hpp"

#include <cstdint>
#include <string>
#include <utility>

namespace smallprint::test {

/// Two invented versions in which something of each kind happened, as a Differ would tell it.
class RedlineExample {
 public:
  report::Comparison comparison;
  corpus::Topic topic;

  RedlineExample() {
    auto& c = comparison;
    c.old_name = "rules of May", c.new_name = "rules of <June>";
    c.old_snapshot = "0", c.new_snapshot = "1", c.language = "en";
    same("1", "Visits", "You may visit the dome on any evening.");
    auto const hat = before("2", "Visits", "You must wear a hat in the dome.");
    reworded("3", "3", "The fee is 30 marks and is due at the door.", "The fee is <script>40</script> marks & due now.",
             query::ChangeClass::substantive);
    for (int i = 4; i < 12; ++i)
      same(std::to_string(i), "Rooms", "Room " + std::to_string(i) + " shows clocks of its century.");
    removed("12", "Dogs", "Dogs may come into the garden.");
    added("12", "Rooms", "Nobody may photograph the clocks.");
    renumbered("13", "14", "The garden closes at dusk.");
    same("15", "Letters", "Write to the warden.");
    reworded("16", "16", "Answers come with in a week.", "Answers come within a week.", query::ChangeClass::editorial);
    split();
    moved(hat, "20", "Last things");
    same("21", "Last things", "The warden decides in doubt.");
    heading(c.after.clauses.size() - 1);
    for (auto const& change : c.diff.changes) ++c.diff.counts[change.change_class];
    c.diff.change_class = query::ChangeClass::substantive;
    c.diff.reason = "other words";
    topic.title = "Pictures", topic.question = "May visitors take pictures?";
    query::Quote quote;
    quote.quote = "Nobody may photograph", quote.snapshot = "1", quote.clause = "12";
    quote.start = c.after.clauses[10].raw.begin, quote.end = quote.start + 21, quote.deciding = {{0, 6}};
    report::AnswerDifference answer;
    answer.topic = &topic;
    answer.after.verdict = query::Verdict::restricted;
    answer.after.evidence.push_back(std::move(quote));
    c.answers.push_back(std::move(answer));
  }
  RedlineExample(RedlineExample const&) = delete;
  RedlineExample& operator=(RedlineExample const&) = delete;

  [[nodiscard]] std::string page(query::ChangeClass least = query::ChangeClass::date_or_version_only) const {
    return report::comparison_html(comparison, least);
  }
  [[nodiscard]] std::string text(query::DiffClause const& clause) const {
    return comparison.texts.at(clause.text_id).text;
  }

 private:
  using At = std::uint32_t;
  At put(query::DiffVersion& version, std::string label, std::string const& heading, std::string const& text) {
    auto const id = static_cast<std::int64_t>(comparison.texts.size()) + 1;
    comparison.texts[id] = {"Rules > " + heading, "", text, ""};
    auto const at = version.clauses.empty() ? 0 : version.clauses.back().raw.end + 1;
    version.clauses.push_back({std::move(label), id, {at, at + static_cast<At>(text.size())}, false});
    return static_cast<At>(version.clauses.size() - 1);
  }
  At before(std::string label, std::string const& heading, std::string const& text) {
    return put(comparison.before, std::move(label), heading, text);
  }
  At after(std::string label, std::string const& heading, std::string const& text) {
    return put(comparison.after, std::move(label), heading, text);
  }
  void same(std::string const& label, std::string const& heading, std::string const& text) {
    before(label, heading, text);
    after(label, heading, text);
  }
  query::ClauseChange& change(query::Relation relation, query::ChangeClass change_class, std::string was,
                              std::string is) {
    query::ClauseChange out;
    out.relation = relation, out.change_class = change_class, out.reason = "a reason <b>";
    if (was != is) out.redline = query::redline(was, is);
    out.old_text = std::move(was), out.new_text = std::move(is);
    return comparison.diff.changes.emplace_back(std::move(out));
  }
  void reworded(std::string label, std::string new_label, std::string const& was, std::string const& is,
                query::ChangeClass change_class) {
    auto const old_at = before(std::move(label), "Fees", was), new_at = after(std::move(new_label), "Fees", is);
    auto& out = change(query::Relation::reworded, change_class, was, is);
    out.before = {old_at}, out.after = {new_at};
  }
  void removed(std::string label, std::string const& heading, std::string const& text) {
    auto const at = before(std::move(label), heading, text);
    auto& out = change(query::Relation::removed, query::ChangeClass::substantive, text, "");
    out.before = {at}, out.direction = query::Direction::more_restrictive;
  }
  void added(std::string label, std::string const& heading, std::string const& text) {
    auto const at = after(std::move(label), heading, text);
    auto& out = change(query::Relation::added, query::ChangeClass::substantive, "", text);
    out.after = {at}, out.topics = {"take-pictures"}, out.substance = {"user: prohibition added"};
  }
  void renumbered(std::string label, std::string new_label, std::string const& text) {
    auto const old_at = before(std::move(label), "Rooms", text), new_at = after(std::move(new_label), "Rooms", text);
    auto& out = change(query::Relation::renumbered, query::ChangeClass::moved, text, text);
    out.before = {old_at}, out.after = {new_at};
  }
  void moved(At from, std::string label, std::string const& heading) {
    auto const words = text(comparison.before.clauses[from]);
    auto const at = after(std::move(label), heading, words);
    auto& out = change(query::Relation::moved, query::ChangeClass::moved, words, words);
    out.before = {from}, out.after = {at};
  }
  void split() {
    auto const old_at = before("17", "Letters", "Be kind to the clocks and to the cats.");
    auto const first = after("17", "Letters", "Be kind to the clocks."),
               second = after("18", "Letters", "Be kind to the cats.");
    auto& out = change(query::Relation::split, query::ChangeClass::identical_text,
                       "Be kind to the clocks and to the cats.", "Be kind to the clocks.\nBe kind to the cats.");
    out.before = {old_at}, out.after = {first, second};
  }
  void heading(std::size_t over) {
    auto& out = change(query::Relation::reworded, query::ChangeClass::editorial, "Rules > End", "Rules > Last things");
    out.of_heading = true;
    out.before = {static_cast<At>(comparison.before.clauses.size() - 1)}, out.after = {static_cast<At>(over)};
  }
};

}  // namespace smallprint::test
