#include "app/commands/commands.hpp"
#include "app/context.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

/// A manual page in man(7) macros out of what --help says, so that the two cannot differ.
namespace smallprint::app {
namespace {

/// Text that roff takes as it stands: no escapes, no requests, hyphens that can be copied.
std::string plain(std::string_view text) {
  std::string out;
  bool line_start = true;
  for (char const c : text) {
    if (line_start && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else if (c == '\'')
      out += "\\(aq";
    else if (c == '`')
      out += "\\(ga";
    else if (c == '^')
      out += "\\(ha";
    else if (c == '~')
      out += "\\(ti";
    else
      out += c;
    line_start = c == '\n';
  }
  return out;
}

std::string heading(std::string_view macro, std::string_view title) {
  return fmt::format(".{} \"{}\"\n", macro, plain(title));
}
std::string item(std::string const& term, std::string const& text) {
  return ".TP\n" + term + "\n" + plain(text) + "\n";
}

/// "\fB\-q\fR, \fB\-\-quiet\fR", "\fB\-\-home\fR \fIDIR\fR", "\fIQUESTION\fR"
std::string term_of(CLI::Option const& option) {
  auto const value = option.get_type_name().empty() || option.get_type_size() == 0
                         ? ""
                         : "\\fI" + plain(option.get_type_name()) + "\\fR";
  std::string out;
  auto const add = [&](std::string const& name) { out += (out.empty() ? "\\fB" : ", \\fB") + plain(name) + "\\fR"; };
  for (auto const& name : option.get_snames()) add("-" + name);
  for (auto const& name : option.get_lnames()) add("--" + name);
  return out.empty() ? value : out + (value.empty() ? "" : " " + value);
}

std::string options_of(CLI::App const& command) {
  std::string out;
  for (auto const* option : command.get_options()) {
    auto const text = option->get_description() +
                      (option->get_default_str().empty() ? "" : " (default: " + option->get_default_str() + ")");
    out += item(term_of(*option), text);
  }
  return out;
}

/// Lines that end in a colon or begin with two spaces stay lines: they are examples.
std::string footer_of(CLI::App const& command) {
  auto const text = command.get_footer();
  return text.empty() ? "" : ".PP\n.nf\n" + plain(text) + "\n.fi\n";
}

/// "sources log" of a command inside another.
std::string name_of(CLI::App const& command) {
  auto const* above = command.get_parent();
  bool const nested = above != nullptr && above->get_parent() != nullptr;
  return nested ? name_of(*above) + " " + command.get_name() : command.get_name();
}

/// Every command, each followed by those inside it.
std::vector<CLI::App const*> commands_of(CLI::App const& program) {
  std::vector<CLI::App const*> out;
  for (auto const* command : program.get_subcommands({})) {
    out.push_back(command);
    auto const inner = commands_of(*command);
    out.insert(out.end(), inner.begin(), inner.end());
  }
  return out;
}

std::string synopsis(CLI::App const& command) {
  std::string out = ".B smallprint " + plain(name_of(command)) + "\n";
  for (auto const* option : command.get_options())
    if (option->get_positional())
      out +=
          "\\fI" + plain(option->get_type_name()) + "\\fR" + (option->get_items_expected_max() > 1 ? " ...\n" : "\n");
  return out + "[\\fIoptions\\fR]\n";
}

constexpr std::string_view files_and_environment =
    ".SH FILES\n"
    ".TP\n\\fIDIR\\fR/archive.db\nEvery version as imported. It is only added to.\n"
    ".TP\n\\fIDIR\\fR/index.db\nWhat was made of them; \\fBsmallprint reindex\\fR makes it anew.\n"
    ".SH ENVIRONMENT\n"
    ".TP\n.B SMALLPRINT_HOME\nThe folder, where \\fB\\-\\-home\\fR does not say it.\n"
    ".TP\n.B XDG_DATA_HOME\nHolds the folder \\fIsmallprint\\fR, where neither says it. Default: ~/.local/share.\n"
    ".TP\n.B SMALLPRINT_DATA\nAnother folder of lexicons and topics.\n"
    ".TP\n.BR NO_COLOR ,\\  TERM\nNo colour where the one is set or the other is \\fIdumb\\fR.\n"
    ".TP\n.B COLUMNS\nThe width of text that does not go to a terminal.\n"
    ".SH \"EXIT STATUS\"\n"
    ".TP\n.B 0\nDone.\n"
    ".TP\n.B 1\nNothing was found, or something differs.\n"
    ".TP\n.B 2\nUsage: a wrong option, an unknown provider or topic, a query that cannot be read.\n"
    ".TP\n.B 3\nFailure: something cannot be read or written.\n";

std::string page(CLI::App const& program) {
  std::string out = fmt::format(".TH SMALLPRINT 1 \"\" \"smallprint {}\" \"User Commands\"\n", SMALLPRINT_VERSION);
  out += ".SH NAME\nsmallprint \\- " + plain("questions about terms and laws, answered with quotes") + "\n";
  out += ".SH SYNOPSIS\n";
  for (auto const* command : commands_of(program)) out += synopsis(*command) + ".br\n";
  out += ".SH DESCRIPTION\n" + plain(program.get_description()) + "\n" + footer_of(program);
  out += heading("SH", "OPTIONS") + options_of(program);
  out += heading("SH", "COMMANDS");
  for (auto const* command : commands_of(program))
    out += heading("SS", "smallprint " + name_of(*command)) + plain(command->get_description()) + ".\n" +
           options_of(*command) + footer_of(*command);
  return out.append(files_and_environment);
}

}  // namespace

void add_man(CLI::App& program, int& exit_code) {
  auto* app = program.add_subcommand("man", "Print this manual as a page for man");
  app->footer("Example:\n  smallprint man | man -l -");
  app->callback([&program, &exit_code] { exit_code = print(page(program), Exit::done); });
}

}  // namespace smallprint::app
