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

}  // namespace smallprint::query
