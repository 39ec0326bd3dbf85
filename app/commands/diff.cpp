#include "app/change_walker.hpp"
#include "app/commands/commands.hpp"
#include "app/context.hpp"
#include "app/file_index.hpp"
#include "app/terminal.hpp"
#include "corpus/data_folder.hpp"
#include "query/changes/recorded_changes.hpp"
#include "query/suggest.hpp"
#include "report/differences.hpp"
#include "report/redline_page.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace smallprint::app {
namespace {

using corpus::Result;

struct DiffCommand {
  Common common;
  std::string before, after;                 ///< files
  std::string provider, document, from, to;  ///< or two dates of a stored document
  std::string least = "date-or-version-only";

  int run();
  int of_files();
  int of_stored();
  int show(report::Comparison const& comparison) const;
};

/// Adds what only a page of the whole document needs.
void add_texts(index::Store& store, index::Version const& was, index::Version const& is, corpus::Topics const& topics,
               report::Comparison& out) {
  std::vector<std::int64_t> ids;
  for (auto const* version : {&out.before, &out.after})
    for (auto const& clause : version->clauses) ids.push_back(clause.text_id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  for (auto& stored : store.texts(ids)) out.texts.emplace(stored.id, std::move(stored.text));
  out.topics = &topics;
  out.old_snapshot = was.sha256;
  out.new_snapshot = is.sha256;
  out.language = is.language;
}

/// Topics that are answered differently before and after.
using AskBoth = std::function<Result<std::pair<query::Answer, query::Answer>>(corpus::Topic const&)>;
Result<std::vector<report::AnswerDifference>> answers_that_differ(corpus::Topics const& topics, AskBoth const& ask) {
  std::vector<report::AnswerDifference> out;
  for (auto const& topic : topics.all) {
    auto answers = ask(topic);
    if (!answers) return answers.error();
    auto& [was, is] = *answers;
    if (was.verdict == is.verdict && was.value == is.value) continue;
    out.push_back({&topic, std::move(was), std::move(is)});
  }
  return out;
}

Result<query::Answer> answer_of(query::Asker& asker, corpus::Topic const& topic, std::string const& authority,
                                std::string const& as_of) {
  query::AskScope scope;
  scope.authorities = {authority};
  scope.as_of = as_of;
  scope.max_quotes = 1;
  auto answers = asker.ask("", topic.id, scope);
  if (!answers) return answers.error();
  return std::move(answers->front());
}

int DiffCommand::show(report::Comparison const& comparison) const {
  auto const shown = *query::change_class_from(least);
  std::string text;
  switch (common.chosen_format()) {
    case Format::text:
      text = report::comparison_text(comparison, stdout_style(), shown);
      break;
    case Format::markdown:
      text = report::comparison_markdown(comparison, shown);
      break;
    case Format::html:
      text = report::comparison_html(comparison, shown);
      break;
    default:
      text = report::dump(report::to_json(comparison), 2) + "\n";
  }
  bool const same =
      comparison.diff.changes.empty() && comparison.diff.change_class == query::ChangeClass::identical_text;
  return print(text, same ? Exit::done : Exit::nothing_found);
}

int DiffCommand::of_files() {
  auto const lexicons = open_lexicons();
  if (!lexicons) return report_error(lexicons.error());
  auto const data = corpus::data_folder();
  if (!data) return report_error(data.error());
  auto const topics = corpus::load_topics(*data / "topics", lexicons->concepts);
  if (!topics) return report_error(topics.error());
  auto const rules = open_change_rules(*lexicons);
  if (!rules) return report_error(rules.error());
  auto files = FileIndex::make({before, after}, {"old", "new"}, *lexicons);
  if (!files) return report_error(files.error());
  query::ClauseReader reader(files->store());
  query::Differ differ(*lexicons, *topics, *rules, reader);
  report::Comparison out;
  out.old_name = before;
  out.new_name = after;
  index::Version old_version, new_version;
  for (auto& current : files->store().current("")) {
    auto version = query::diff_version(files->store(), current.version);
    if (!version) return report_error(version.error());
    bool const old = current.document.source.authority == "old";
    (old ? out.before : out.after) = std::move(*version);
    (old ? old_version : new_version) = std::move(current.version);
  }
  if (common.chosen_format() == Format::html) add_texts(files->store(), old_version, new_version, *topics, out);
  out.diff = differ.compare(out.before, out.after);
  if (out.diff.change_class == query::ChangeClass::substantive) {
    query::Asker asker(files->store(), *files, *lexicons, *topics);
    auto answers = answers_that_differ(
        *topics, [&](corpus::Topic const& topic) -> Result<std::pair<query::Answer, query::Answer>> {
          auto was = answer_of(asker, topic, "old", ""), is = answer_of(asker, topic, "new", "");
          if (!was) return was.error();
          if (!is) return is.error();
          return std::pair(std::move(*was), std::move(*is));
        });
    if (!answers) return report_error(answers.error());
    out.answers = std::move(*answers);
  }
  return show(out);
}

/// The last version of a document not after a date; empty: the newest. \retval Errc::not_found
Result<index::Version> version_at(std::vector<index::Version> const& versions, std::string const& date,
                                  std::string const& name) {
  index::Version const* found = nullptr;
  for (auto const& version : versions)
    if (!version.removed && (date.empty() || version.date.compare(0, date.size(), date) <= 0)) found = &version;
  if (found == nullptr) return corpus::Error{corpus::Errc::not_found, name, 0, "had no version yet on " + date};
  return *found;
}

int DiffCommand::of_stored() {
  auto const reading = open_reading(common);
  if (!reading) return Exit::failure;
  auto& store = *reading->store;
  auto const names = authorities(store, {provider});
  if (!names) return report_error(names.error()), Exit::usage;
  std::vector<std::string> types;
  std::optional<index::Document> found;
  for (auto const& one : store.documents()) {
    if (one.source.authority != names->front()) continue;
    types.push_back(one.source.document_type);
    if (query::same_name(one.source.document_type, document)) found = one;
  }
  if (!found)
    return report_error(corpus::Error{corpus::Errc::not_found, document, 0,
                                      "no such document of " + names->front() + query::suggestion(document, types)}),
           Exit::usage;
  auto const name = found->source.authority + ", " + found->source.document_type;
  auto const versions = store.versions(found->id);
  auto const was = version_at(versions, from, name), is = version_at(versions, to, name);
  for (auto const* version : {&was, &is})
    if (!*version) return report_error(version->error()), Exit::usage;
  auto const rules = open_change_rules(reading->lexicons);
  if (!rules) return report_error(rules.error());
  auto old_version = query::diff_version(store, *was), new_version = query::diff_version(store, *is);
  if (!old_version) return report_error(old_version.error());
  if (!new_version) return report_error(new_version.error());
  query::ClauseReader reader(store);
  query::Differ differ(reading->lexicons, reading->topics, *rules, reader);
  report::Comparison out;
  out.old_name = name + " of " + was->date.substr(0, 10);
  out.new_name = name + " of " + is->date.substr(0, 10);
  out.before = std::move(*old_version);
  out.after = std::move(*new_version);
  if (common.chosen_format() == Format::html) add_texts(store, *was, *is, reading->topics, out);
  out.diff = differ.compare(out.before, out.after);
  if (out.diff.change_class == query::ChangeClass::substantive) {
    auto answers = answers_that_differ(
        reading->topics, [&](corpus::Topic const& topic) -> Result<std::pair<query::Answer, query::Answer>> {
          auto old_answer = answer_of(*reading->asker, topic, names->front(), was->date);
          auto new_answer = answer_of(*reading->asker, topic, names->front(), is->date);
          if (!old_answer) return old_answer.error();
          if (!new_answer) return new_answer.error();
          return std::pair(std::move(*old_answer), std::move(*new_answer));
        });
    if (!answers) return report_error(answers.error());
    out.answers = std::move(*answers);
  }
  return show(out);
}

int DiffCommand::run() {
  return provider.empty() ? of_files() : of_stored();
}

}  // namespace

void add_diff(CLI::App& program, int& exit_code) {
  auto const command = std::make_shared<DiffCommand>();
  auto* app = program.add_subcommand("diff", "What differs between two versions, and whether it matters");
  auto* before = app->add_option("old", command->before, "The older file")->type_name("OLD");
  auto* after = app->add_option("new", command->after, "The newer file")->type_name("NEW");
  auto* provider = app->add_option("--provider", command->provider, "A stored document's provider")->type_name("NAME");
  auto* document = app->add_option("--document", command->document, "Its document type")->type_name("TYPE");
  auto* from = app->add_option("--from", command->from, "As it stood on this date")->type_name("DATE");
  auto* to = app->add_option("--to", command->to, "As it stood on this date; left out, now")->type_name("DATE");
  for (auto* option : {from, to}) option->check(date_check());
  before->needs(after)->excludes(provider);
  provider->needs(document)->needs(from);
  for (auto* option : {document, from, to}) option->needs(provider);
  app->add_option("--least", command->least, "Show changes of this class and above; count the others")
      ->check(CLI::IsMember(change_classes()))
      ->capture_default_str()
      ->type_name("CLASS");
  add_common(*app, command->common, {"text", "json", "md", "html"});
  app->footer(
      "Aligns the clauses of two versions, classes each difference, and says which topics' answers changed.\n"
      "Exit code 1 says that something differs, 0 that no word does.\n\n"
      "Examples:\n  smallprint diff old.md new.md\n  smallprint diff old.md new.md --least substantive --format md\n"
      "  smallprint diff old.md new.md --format html > changes.html\n"
      "  smallprint diff --provider acme --document \"Terms of Service\" --from 2024-01-01 --to 2025-01-01");
  app->callback([command, after, provider, &exit_code] {
    if (after->count() + provider->count() == 0) throw CLI::RequiredError("OLD and NEW, or --provider");
    exit_code = command->run();
  });
}

}  // namespace smallprint::app
