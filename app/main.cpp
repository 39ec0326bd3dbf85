#include "app/commands/commands.hpp"
#include "app/context.hpp"
#include "query/suggest.hpp"

#include <csignal>
#include <cstdio>
#include <exception>

namespace {

/// What to say where a word stands in the command's place that is none; empty where that is not the trouble.
/// The parser would only say that a command is missing. \pre the program was parsed, and refused
std::string unknown_command(CLI::App const& program) {
  auto const left = program.remaining();
  if (left.empty()) return {};
  if (left.front().starts_with('-')) {
    if (!program.get_subcommands().empty()) return {};
    return "smallprint: " + left.front() + ": no such option before a command\nRun with --help for more information.\n";
  }
  std::vector<std::string> names;
  for (auto const* command : program.get_subcommands({})) names.push_back(command->get_name());
  return "smallprint: " + left.front() + ": no such command" + smallprint::query::suggestion(left.front(), names) +
         "\n";
}

std::string usage_error(CLI::App const*, CLI::Error const& error) {
  return std::string("smallprint: ") + error.what() + "\nRun with --help for more information.\n";
}

}  // namespace

int main(int argc, char** argv) {
  using namespace smallprint::app;
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes then is an error of writing, which is reported
  CLI::App program{
      "Reads the small print: answers questions about terms and laws with a verdict and the words that support it.",
      "smallprint"};
  program.set_version_flag("--version", "smallprint " SMALLPRINT_VERSION);
  program.require_subcommand(1);
  add_defaults(program);
  program.footer(
      "Examples:\n"
      "  smallprint import GenAI-versions.bundle\n"
      "  smallprint ask \"Is sharing outputs publicly restricted?\"\n"
      "  smallprint compare --topic minimum-age --topic arbitration\n\n"
      "Exit codes: 0 done, 1 nothing found or something differs, 2 usage, 3 failure.\n"
      "`smallprint COMMAND --help` explains a command; docs/cli.md is the manual.");
  program.get_formatter()->column_width(30);
  int exit_code = Exit::done;
  for (auto* add : {add_import, add_fetch, add_ask, add_compare, add_explain, add_search, add_show, add_history,
                    add_diff, add_report, add_nightly, add_check_quotes, add_sources, add_topics, add_verify,
                    add_export, add_reindex, add_completion, add_man})
    add(program, exit_code);
  program.failure_message(usage_error);
  try {
    program.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    if (auto const message = unknown_command(program); !message.empty()) {
      std::fputs(message.c_str(), stderr);
      return Exit::usage;
    }
    auto const code = program.exit(error);  // prints help, or what is wrong
    return code == 0 ? Exit::done : Exit::usage;
  } catch (std::exception const& error) {
    std::fprintf(stderr, "smallprint: %s\n", error.what());
    return Exit::failure;
  }
  return exit_code;
}
