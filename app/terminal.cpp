#include "app/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace smallprint::app {
namespace {

std::string_view environment(char const* name) {
  auto const* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

}  // namespace

bool stdout_is_terminal() {
  return ::isatty(STDOUT_FILENO) == 1;
}
bool stderr_is_terminal() {
  return ::isatty(STDERR_FILENO) == 1;
}

report::Style stdout_style() {
  report::Style style;
  bool const terminal = stdout_is_terminal();
  style.colour = terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  winsize size{};
  if (terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    style.width = size.ws_col;
  else if (auto const columns = environment("COLUMNS"); !columns.empty())
    style.width = static_cast<std::size_t>(std::atoi(columns.data()));
  style.width = std::clamp<std::size_t>(style.width, 40, 160);
  return style;
}

}  // namespace smallprint::app
