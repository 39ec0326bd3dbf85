#include "app/commands/commands.hpp"
#include "app/context.hpp"
#include "app/sources/fetching.hpp"
#include "app/sources/listing.hpp"
#include "app/sources/try_source.hpp"

#include <memory>

namespace smallprint::app {
namespace {

void add_list(CLI::App& sources, int& exit_code) {
  auto const common = std::make_shared<Common>();
  auto const folders = std::make_shared<std::vector<std::string>>();
  auto const wanted = std::make_shared<std::vector<std::string>>();
  auto* app = sources.add_subcommand("list", "What is declared, and how its last check ended");
  app->add_option("source", *wanted, "Authorities, or \"authority/document type\" (default: all)")->type_name("SOURCE");
  app->add_option("--sources", *folders,
                  "Declarations: a folder or a file (repeatable; default: HOME/sources, else the shipped ones)")
      ->type_name("PATH");
  add_common(*app, *common, {"text", "json"});
  app->footer("Example:\n  smallprint sources list \"Acme AI\"");
  app->callback([=, &exit_code] { exit_code = list_sources(*common, *folders, *wanted); });
}

void add_check(CLI::App& sources, int& exit_code) {
  auto const common = std::make_shared<Common>();
  auto const files = std::make_shared<std::vector<std::string>>();
  auto* app = sources.add_subcommand("check", "What is wrong with declarations, with line and column");
  app->add_option("path", *files, "Declarations or folders of them (default: those that `fetch` would use)")
      ->type_name("PATH");
  add_common(*app, *common, {"text", "json"});
  app->footer("Exit code 1: one has an error.\n\nExample:\n  smallprint sources check ~/declarations/Acme.json");
  app->callback([=, &exit_code] { exit_code = check_declarations(*common, *files); });
}

void add_try(CLI::App& sources, int& exit_code) {
  auto const common = std::make_shared<Common>();
  auto const options = std::make_shared<TryOptions>();
  auto* app = sources.add_subcommand("try", "What a declaration makes of its pages, without storing anything");
  app->add_option("file", options->file, "A declaration")->required()->type_name("FILE");
  app->add_option("--from", options->from,
                  "Folder of saved pages, named as Open Terms Archive names its snapshots (default: they are fetched)")
      ->type_name("FOLDER");
  app->add_option("--document", options->types, "Only this document type (repeatable)")->type_name("TYPE");
  add_fetch_options(*app, options->fetch, false);
  add_common(*app, *common, {"text", "json", "jsonl", "md"});
  app->footer(
      "Exit code 1: some document could not be made.\n\nExamples:\n  smallprint sources try Acme.json --format md\n"
      "  smallprint sources try Acme.json --from snapshots/Acme --format jsonl");
  app->callback([=, &exit_code] { exit_code = try_source(*common, *options); });
}

void add_log(CLI::App& sources, int& exit_code) {
  auto const common = std::make_shared<Common>();
  auto const options = std::make_shared<LogOptions>();
  auto* app = sources.add_subcommand("log", "Every check with its requests: the proof of what stood when");
  app->add_option("source", options->wanted, "Authorities, or \"authority/document type\" (default: all)")
      ->type_name("SOURCE");
  app->add_option("--from", options->from, "First day")->check(date_check())->type_name("DATE");
  app->add_option("--to", options->to, "Last day")->check(date_check())->type_name("DATE");
  app->add_flag("--headers", options->requests, "With the headers of every response");
  add_common(*app, *common, {"text", "json", "jsonl"});
  app->footer("Example:\n  smallprint sources log \"Acme AI/Terms of Service\" --from 2026-01-01 --to 2026-03-31");
  app->callback([=, &exit_code] { exit_code = show_log(*common, *options); });
}

}  // namespace

void add_sources(CLI::App& program, int& exit_code) {
  auto* app =
      program.add_subcommand("sources", "The declared sources: list them, validate, try one, show the log of checks");
  auto const common = std::make_shared<Common>();
  add_common(*app, *common, {"text", "json"});
  app->require_subcommand(0, 1);
  app->callback([=, &exit_code] {
    if (app->get_subcommands().empty()) exit_code = list_sources(*common, {}, {});
  });
  app->footer(
      "Declarations are files in Open Terms Archive's format; corpus/sources/README.md describes it.\n\nExamples:\n"
      "  smallprint sources\n  smallprint sources check ~/declarations\n"
      "  smallprint sources try Acme.json --format md\n  smallprint sources log \"Acme AI\" --from 2026-01-01");
  for (auto* add : {add_list, add_check, add_try, add_log}) add(*app, exit_code);
}

}  // namespace smallprint::app
