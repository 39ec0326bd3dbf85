#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace smallprint::app {

/// A line on standard error that is redrawn: share, count, rate and time left. Draws ten times a
/// second at most, and nothing where standard error is no terminal or the user asked for quiet.
class ProgressBar {
 public:
  explicit ProgressBar(bool quiet);
  ~ProgressBar();
  ProgressBar(ProgressBar const&) = delete;
  ProgressBar& operator=(ProgressBar const&) = delete;

  /// \param total  0 while unknown. A new stage starts a new line.
  void show(std::string_view stage, std::int64_t done, std::int64_t total, std::int64_t bytes);
  /// Takes the line away, before something else is printed.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool enabled_;
  bool drawn_ = false;
  std::string stage_;
  Clock::time_point started_;
  Clock::time_point last_;
};

}  // namespace smallprint::app
