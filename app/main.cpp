#include "app/commands/commands.hpp"
#include "app/context.hpp"

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
  using namespace smallprint::app;
  CLI::App program{"Reads the small print: answers questions about terms and laws with a verdict and the words that support it.",
                   "smallprint"};
  program.set_version_flag("--version", "smallprint " SMALLPRINT_VERSION);
  program.require_subcommand(1);
  program.footer(
      "Examples:\n"
      "  smallprint import GenAI-versions.bundle\n"
      "  smallprint ask \"Is sharing outputs publicly restricted?\"\n"
      "  smallprint compare --topic minimum-age --topic arbitration\n\n"
      "Exit codes: 0 done, 1 nothing found or something differs, 2 usage, 3 failure.\n"
      "`smallprint COMMAND --help` explains a command; docs/cli.md is the manual.");
  program.get_formatter()->column_width(30);
  int exit_code = Exit::done;
  for (auto* add : {add_import, add_ask, add_compare, add_search, add_show, add_history, add_topics, add_verify, add_reindex, add_completion})
    add(program, exit_code);
  try {
    program.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    auto const code = program.exit(error);  // prints help, or what is wrong
    return code == 0 ? Exit::done : Exit::usage;
  } catch (std::exception const& error) {
    std::fprintf(stderr, "smallprint: %s\n", error.what());
    return Exit::failure;
  }
  return exit_code;
}
