#pragma once
#include <string_view>

namespace smallprint::query {

/// Days since 1970-01-01 of a date that begins with "YYYY-MM-DD" (proleptic Gregorian). \pre it does
[[nodiscard]] int day_number(std::string_view date);
/// Whole days from one date to the other; below 0 where `to` is earlier.
[[nodiscard]] inline int days_between(std::string_view from, std::string_view to) {
  return day_number(to) - day_number(from);
}

}  // namespace smallprint::query
