#include "bench/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace smallprint::bench {
namespace {

[[noreturn]] void die(std::string const& what) {
  fmt::print(stderr, "bench: {}\n", what);
  std::exit(3);
}

double seconds_of(timeval const& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

[[noreturn]] void become(std::vector<std::string> const& command, std::string const& input, int output) {
  int const in = open(input.empty() ? "/dev/null" : input.c_str(), O_RDONLY);
  if (in < 0 || dup2(in, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0) _exit(126);
  std::vector<char*> arguments;
  for (auto const& word : command) arguments.push_back(const_cast<char*>(word.c_str()));  // execvp's old signature
  arguments.push_back(nullptr);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

}  // namespace

Usage run(std::vector<std::string> const& command, std::string const& input, Sink const& sink) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) die("no pipe");
  auto const start = std::chrono::steady_clock::now();
  pid_t const child = fork();
  if (child < 0) die("cannot start " + command[0]);
  if (child == 0) become(command, input, ends[1]);
  close(ends[1]);

  Usage usage;
  std::vector<char> buffer(1u << 20);
  for (ssize_t got = 0; (got = read(ends[0], buffer.data(), buffer.size())) > 0;) {
    usage.bytes += static_cast<std::size_t>(got);
    if (sink) sink({buffer.data(), static_cast<std::size_t>(got)});
  }
  close(ends[0]);

  int status = 0;
  rusage used{};
  if (wait4(child, &status, 0, &used) != child) die("lost " + command[0]);
  usage.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  usage.cpu_seconds = seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
  usage.peak_mb = static_cast<double>(used.ru_maxrss) / 1024;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    die(fmt::format("{} failed with {}", fmt::join(command, " "), WIFEXITED(status) ? WEXITSTATUS(status) : -1));
  }
  return usage;
}

std::string output_of(std::vector<std::string> const& command, std::string const& input) {
  std::string text;
  run(command, input, [&](std::string_view piece) { text += piece; });
  return text;
}

}  // namespace smallprint::bench
