#include "app/progress.hpp"

#include "app/terminal.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>

namespace smallprint::app {
namespace {

constexpr int bar_width = 24;

std::string duration(double seconds) {
  auto const s = std::lround(seconds);
  if (s >= 3600) return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
  return fmt::format("{}:{:02}", s / 60, s % 60);
}

}  // namespace

ProgressBar::ProgressBar(bool quiet) : enabled_(!quiet && stderr_is_terminal()) {}
ProgressBar::~ProgressBar() {
  clear();
}

void ProgressBar::show(std::string_view stage, std::int64_t done, std::int64_t total, std::int64_t bytes) {
  if (!enabled_) return;
  auto const now = Clock::now();
  if (stage != stage_) {
    clear();
    stage_ = stage;
    started_ = now;
  } else if (now - last_ < std::chrono::milliseconds(100) && done != total) {
    return;
  }
  last_ = now;
  auto const seconds = std::chrono::duration<double>(now - started_).count();
  auto const rate = seconds > 0.2 ? static_cast<double>(done) / seconds : 0;
  std::string line = fmt::format("{:<20}", stage);
  if (total > 0) {
    auto const filled = static_cast<int>(bar_width * done / total);
    line += '[';
    for (int i = 0; i < bar_width; ++i) line += i < filled ? "\u2588" : " ";
    line += fmt::format("] {:3}%  {}/{}", 100 * done / total, done, total);
  } else {
    line += fmt::format("{}", done);
  }
  if (rate > 0) line += fmt::format("  {:.0f}/s  {:.1f} MB", rate, static_cast<double>(bytes) / 1e6);
  if (rate > 0 && total > done) line += "  " + duration(static_cast<double>(total - done) / rate) + " left";
  std::fputs(("\r\x1b[K" + line).c_str(), stderr);
  std::fflush(stderr);
  drawn_ = true;
}

void ProgressBar::clear() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace smallprint::app
