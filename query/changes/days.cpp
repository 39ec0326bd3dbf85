#include "query/changes/days.hpp"

#include <chrono>

namespace smallprint::query {

int day_number(std::string_view date) {
  auto const digits = [&](std::size_t begin, std::size_t count) {
    int out = 0;
    for (auto i = begin; i < begin + count && i < date.size(); ++i)
      if (date[i] >= '0' && date[i] <= '9') out = out * 10 + (date[i] - '0');
    return out;
  };
  auto const day = std::chrono::year{digits(0, 4)} / digits(5, 2) / digits(8, 2);
  return static_cast<int>(std::chrono::sys_days{day}.time_since_epoch().count());
}

std::string just_before(std::string_view date) {
  std::string out(date);
  for (auto i = out.size(); i-- > 0;) {
    if (out[i] < '0' || out[i] > '9') continue;
    if (out[i] != '0') {
      --out[i];
      return out;
    }
    out[i] = '9';
  }
  return out;
}

}  // namespace smallprint::query
