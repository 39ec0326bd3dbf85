#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace smallprint::report {

/// What the reader's screen can do. Files and pipes get neither colour nor folding.
struct Style {
  bool colour = false;
  std::size_t width = 100;  ///< columns
};

enum class Ink { bold, dim, red, green, yellow, blue, mark };

/// `text` in a colour (ECMA-48 SGR), or as it is where there are no colours.
[[nodiscard]] inline std::string paint(Style const& style, Ink ink, std::string_view text) {
  if (!style.colour || text.empty()) return std::string(text);
  std::string_view code = "0";
  switch (ink) {
    case Ink::bold:
      code = "1";
      break;
    case Ink::dim:
      code = "2";
      break;
    case Ink::red:
      code = "31";
      break;
    case Ink::green:
      code = "32";
      break;
    case Ink::yellow:
      code = "33";
      break;
    case Ink::blue:
      code = "34";
      break;
    case Ink::mark:
      code = "1;4";
      break;
  }
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

}  // namespace smallprint::report
