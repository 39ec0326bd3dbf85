#include "app/commands/commands.hpp"
#include "app/context.hpp"
#include "app/sources/try_source.hpp"

#include <memory>

namespace smallprint::app {
namespace {

void add_try(CLI::App& sources, int& exit_code) {
  auto const common = std::make_shared<Common>();
  auto const options = std::make_shared<TryOptions>();
  auto* app = sources.add_subcommand("try", "What a declaration makes of its pages, without storing anything");
  app->add_option("file", options->file, "A declaration")->required()->type_name("FILE");
  app->add_option("--from", options->from, "Saved pages, named as Open Terms Archive names snapshots")
      ->required()
      ->type_name("FOLDER");
  app->add_option("--document", options->types, "Only this document type (repeatable)")->type_name("TYPE");
  add_common(*app, *common, {"text", "json", "jsonl", "md"});
  app->callback([common, options, &exit_code] { exit_code = try_source(*common, *options); });
}

}  // namespace

void add_sources(CLI::App& program, int& exit_code) {
  auto* app = program.add_subcommand("sources", "The declared sources: list, validate, try");
  app->require_subcommand(1);
  add_try(*app, exit_code);
}

}  // namespace smallprint::app
