#pragma once
#include "corpus/verdict.hpp"

namespace smallprint::report {

/// One sign for each verdict, so that no page tells them by colour alone.
[[nodiscard]] constexpr char const* verdict_letter(corpus::Verdict verdict) {
  switch (verdict) {
    case corpus::Verdict::restricted:
      return "R";
    case corpus::Verdict::conditional:
      return "C";
    case corpus::Verdict::permitted:
      return "P";
    case corpus::Verdict::required:
      return "M";
    case corpus::Verdict::silent:
      return "\u2013";
    case corpus::Verdict::not_captured:
      return "?";
  }
  return "";
}

}  // namespace smallprint::report
