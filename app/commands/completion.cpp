#include "app/commands/commands.hpp"
#include "app/context.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>

namespace smallprint::app {
namespace {

/// Long options of a command, without help.
std::string options_of(CLI::App const& command) {
  std::string out;
  for (auto const* option : command.get_options())
    for (auto const& name : option->get_lnames()) out += " --" + name;
  return out;
}

std::string commands_of(CLI::App const& program) {
  std::string out;
  for (auto const* command : program.get_subcommands({})) out += (out.empty() ? "" : " ") + command->get_name();
  return out;
}

/// The command is the first word that is neither an option nor an option's value.
std::string bash(CLI::App const& program) {
  std::string cases = fmt::format("    '') words=\"{}{}\" ;;\n", commands_of(program), options_of(program));
  for (auto const* command : program.get_subcommands({})) {
    auto words = commands_of(*command) + options_of(*command);
    for (auto const* inner : command->get_subcommands({})) words += options_of(*inner);
    cases += fmt::format("    {}) words=\"{}\" ;;\n", command->get_name(), words);
  }
  return fmt::format(
      "_smallprint() {{\n  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} words "
      "command= i\n"
      "  for ((i = 1; i < COMP_CWORD; ++i)); do\n"
      "    case ${{COMP_WORDS[i]}} in --home|--format) ((++i)) ;; -*) ;; *) command=${{COMP_WORDS[i]}}; break ;; "
      "esac\n  done\n"
      "  case $previous in\n    --topic) COMPREPLY=($(compgen -W \"$(smallprint topics --format json 2>/dev/null | sed "
      "-n 's/.*\"id\": \"\\(.*\\)\",/\\1/p')\" -- \"$current\")); return ;;\n"
      "    --home|--batch) COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n  esac\n"
      "  case $command in\n{}  esac\n"
      "  if [[ -z $command || $current == -* || ( $command == sources && ${{COMP_WORDS[COMP_CWORD-1]}} == sources ) "
      "]]; then COMPREPLY=($(compgen -W \"$words\" -- \"$current\")); else "
      "COMPREPLY=($(compgen -f -- \"$current\")); fi\n}}\n"
      "complete -F _smallprint smallprint\n",
      cases);
}

std::string zsh(CLI::App const& program) {
  return "#compdef smallprint\nautoload -U +X bashcompinit && bashcompinit\n" + bash(program);
}

std::string fish(CLI::App const& program) {
  std::string out = "complete -c smallprint -f\n";
  for (auto const* command : program.get_subcommands({})) {
    auto description = command->get_description();
    for (auto at = description.find('\''); at != std::string::npos; at = description.find('\'', at + 2))
      description.insert(at, "\\");
    out += fmt::format("complete -c smallprint -n __fish_use_subcommand -a {} -d '{}'\n", command->get_name(),
                       description);
    for (auto const* inner : command->get_subcommands({}))
      out += fmt::format("complete -c smallprint -n '__fish_seen_subcommand_from {}' -a {} -d '{}'\n",
                         command->get_name(), inner->get_name(), inner->get_description());
    for (auto const* option : command->get_options())
      for (auto const& name : option->get_lnames())
        out += fmt::format("complete -c smallprint -n '__fish_seen_subcommand_from {}' -l {}\n", command->get_name(),
                           name);
  }
  return out;
}

}  // namespace

void add_completion(CLI::App& program, int& exit_code) {
  auto const shell = std::make_shared<std::string>();
  auto* app = program.add_subcommand("completion", "Print completions for a shell");
  app->add_option("shell", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->type_name("SHELL");
  app->footer("Example:\n  smallprint completion bash > /etc/bash_completion.d/smallprint");
  app->callback([shell, &program, &exit_code] {
    exit_code = print(*shell == "bash" ? bash(program) : *shell == "zsh" ? zsh(program) : fish(program), Exit::done);
  });
}

}  // namespace smallprint::app
