#include "ingest/calendar.hpp"

#include <array>
#include <chrono>
#include <cstdio>

namespace smallprint::ingest {
namespace {

// The digits of `text` at `at` as a number, -1 when one is missing.
int number(std::string_view text, std::size_t at, std::size_t digits) {
  int value = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

std::optional<std::string> to_utc(std::int64_t seconds) {
  constexpr std::int64_t first = -62'135'596'800;  // 0001-01-01T00:00:00Z
  constexpr std::int64_t end = 253'402'300'800;    // 10000-01-01T00:00:00Z
  if (seconds < first || seconds >= end) return std::nullopt;
  using namespace std::chrono;
  auto const time = sys_seconds{std::chrono::seconds{seconds}};
  auto const day = floor<days>(time);
  auto const date = year_month_day{day};
  auto const clock = hh_mm_ss{time - day};
  std::array<char, 64> out{};
  auto const size = std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ",
                                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return std::string(out.data(), static_cast<std::size_t>(size));
}

std::optional<std::string> read_date(std::string_view text) {
  if (text.size() != 10 && text.size() != 20) return std::nullopt;
  auto const year = number(text, 0, 4);
  auto const month = number(text, 5, 2);
  auto const day = number(text, 8, 2);
  if (year < 1 || month < 0 || day < 0 || text[4] != '-' || text[7] != '-') return std::nullopt;
  using namespace std::chrono;
  if (!(std::chrono::year{year} / month / day).ok()) return std::nullopt;
  if (text.size() == 10) return std::string(text) + "T00:00:00Z";
  auto const hour = number(text, 11, 2);
  auto const minute = number(text, 14, 2);
  auto const second = number(text, 17, 2);
  if (text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') return std::nullopt;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
  return std::string(text);
}

std::optional<std::int64_t> from_utc(std::string_view text) {
  if (text.size() != 20 || !read_date(text)) return std::nullopt;
  using namespace std::chrono;
  auto const day = sys_days{year{number(text, 0, 4)} / number(text, 5, 2) / number(text, 8, 2)};
  auto const time = hours{number(text, 11, 2)} + minutes{number(text, 14, 2)} + seconds{number(text, 17, 2)};
  return sys_seconds{day + time}.time_since_epoch().count();
}

}  // namespace smallprint::ingest
