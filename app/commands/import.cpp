#include "app/commands/commands.hpp"
#include "app/context.hpp"
#include "app/importing.hpp"
#include "app/interrupt.hpp"
#include "report/escape.hpp"
#include "report/json.hpp"

#include <fmt/format.h>

#include <memory>

namespace smallprint::app {
namespace {

constexpr std::size_t most_listed = 20;  // skipped files that are named one by one

struct ImportCommand {
  Common common;
  std::vector<std::string> paths;
  ingest::ImportOptions options;

  int run();
  int finish(ingest::ImportReport const& read, IndexReport const& indexed, index::Counts const& counts) const;
};

/// "bot wall 1, error page 2"
std::string listed(std::map<std::string, std::int64_t> const& counts) {
  std::string out;
  for (auto const& [what, n] : counts) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", what, n);
  return out;
}

int ImportCommand::run() {
  auto const imported = import_paths(common, paths, options);
  if (!imported) return report_error(imported.error());
  for (auto const& error : imported->failed) report_error(error);
  auto const code = finish(imported->read, imported->indexed, imported->counts);
  return imported->failed.empty() ? code : Exit::failure;
}

int ImportCommand::finish(ingest::ImportReport const& read, IndexReport const& indexed,
                          index::Counts const& counts) const {
  auto skipped = read.skipped;
  skipped.insert(skipped.end(), indexed.failed.begin(), indexed.failed.end());
  for (std::size_t i = 0; i < skipped.size() && i < most_listed; ++i) report_error(skipped[i]);
  if (skipped.size() > most_listed)
    fmt::print(stderr, "smallprint: and {} more that could not be read\n", skipped.size() - most_listed);
  bool const stopped = indexed.interrupted || interrupted();
  if (common.chosen_format() != Format::text) {
    report::Json out{{"versions", read.versions},
                     {"known", read.known},
                     {"indexed", indexed.versions},
                     {"clause_texts", indexed.texts},
                     {"bytes", read.bytes},
                     {"skipped", skipped.size()},
                     {"unsupported", indexed.unsupported},
                     {"not_captured", indexed.not_captured},
                     {"interrupted", stopped},
                     {"index",
                      {{"documents", counts.documents},
                       {"versions", counts.versions},
                       {"clause_texts", counts.texts},
                       {"provisions", counts.provisions}}}};
    return print(report::dump(out) + "\n", stopped ? Exit::failure : Exit::done);
  }
  std::string out;
  if (stopped)
    out += "Interrupted; what was read is kept, and the same command goes on from there.\n";
  else if (read.versions == 0 && indexed.versions == 0)
    out += "Nothing new.\n";
  else
    out += fmt::format("{} new versions ({:.1f} MB of text), {} known, {} new clause texts.\n", read.versions,
                       static_cast<double>(read.bytes) / 1e6, read.known, indexed.texts);
  out += fmt::format("The index holds {} documents in {} versions: {} distinct clause texts, {} provisions.\n",
                     counts.documents, counts.versions, counts.texts, counts.provisions);
  if (!indexed.unsupported.empty())
    out += "Versions that are searchable, but not read for provisions, by language: " + listed(indexed.unsupported) +
           ".\n";
  if (!indexed.not_captured.empty()) out += "Versions that hold no document: " + listed(indexed.not_captured) + ".\n";
  if (!skipped.empty()) out += fmt::format("{} could not be read.\n", skipped.size());
  return print(common.quiet ? "" : out, stopped ? Exit::failure : Exit::done);
}

}  // namespace

void add_import(CLI::App& program, int& exit_code) {
  auto const command = std::make_shared<ImportCommand>();
  auto* app = program.add_subcommand("import", "Read documents and their history into the archive, and index them");
  app->add_option("path", command->paths,
                  "Git repository of Open Terms Archive versions, its .bundle, a folder or files")
      ->required()
      ->type_name("PATH");
  app->add_option("--as", command->options.as, "What the path is, where it is not seen by itself")
      ->check(CLI::IsMember({"auto", "git", "bundle", "folder", "markdown", "html", "text"}))
      ->type_name("KIND");
  app->add_option("--provider", command->options.authority,
                  "Whose document a single file is (default: its folder's name)")
      ->type_name("NAME");
  app->add_option("--type", command->options.document_type, "Which document a single file is (default: its name)")
      ->type_name("TYPE");
  app->add_option("--date", command->options.date, "From when a single file is (default: its time of change)")
      ->type_name("DATE");
  add_common(*app, command->common, {"text", "json"});
  app->footer(
      "Importing twice adds nothing; after new commits it adds only those. Interrupted or killed, the\nsame command "
      "completes it.\n\n"
      "Examples:\n  smallprint import GenAI-versions.bundle\n  smallprint import ~/terms --home ./data\n"
      "  smallprint import tos.html --provider \"Acme AI\" --type \"Terms of Service\" --date 2025-06-13");
  app->callback([command, &exit_code] { exit_code = command->run(); });
}

}  // namespace smallprint::app
