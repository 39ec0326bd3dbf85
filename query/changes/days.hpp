#pragma once
#include <string>
#include <string_view>

namespace smallprint::query {

/// Days since 1970-01-01 of a date that begins with "YYYY-MM-DD" (proleptic Gregorian). \pre it does
[[nodiscard]] int day_number(std::string_view date);
/// Whole days from one date to the other; below 0 where `to` is earlier.
[[nodiscard]] inline int days_between(std::string_view from, std::string_view to) {
  return day_number(to) - day_number(from);
}

/// The time just before a date, or date and time, as one to compare with: dates sort as text, so that
/// "2024-05-06T07:07:99Z" does for what is before "2024-05-06T07:08:00Z".
[[nodiscard]] std::string just_before(std::string_view date);

}  // namespace smallprint::query
