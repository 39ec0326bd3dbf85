#include "parser/extract/bounded_child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>

namespace smallprint::parser {
namespace {

using Clock = std::chrono::steady_clock;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool sanitized = false;
#endif

/// Bytes of address space that this process has, or 0 when that cannot be told.
std::size_t address_space() {
  unsigned long pages = 0;
  auto* const file = std::fopen("/proc/self/statm", "re");
  if (file == nullptr) return 0;
  bool const read = std::fscanf(file, "%lu", &pages) == 1;
  std::fclose(file);
  return read ? pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

void limit(int resource, std::size_t value) {
  rlimit now{};
  if (::getrlimit(static_cast<__rlimit_resource_t>(resource), &now) != 0) return;
  now.rlim_cur = std::min<rlim_t>(value, now.rlim_max);
  now.rlim_max = now.rlim_cur;
  ::setrlimit(static_cast<__rlimit_resource_t>(resource), &now);
}

bool write_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    auto const n = ::write(to, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

[[noreturn]] void be_child(int out, pid_t parent, std::size_t address_space_limit,
                           std::function<bool(ChildOutput const&)> const& work) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  for (int const one :
       {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGALRM, SIGUSR1, SIGUSR2})
    ::signal(one, SIG_DFL);
  ::signal(SIGPIPE, SIG_IGN);
  // Other threads' pipes would stay open as long as this child lives, and their readers wait for it.
  constexpr int first_free = STDERR_FILENO + 1;
  if (out != first_free) out = ::dup2(out, first_free);
  ::close_range(first_free + 1, ~0U, 0);
  auto const nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (out < 0 || nowhere < 0) ::_exit(1);
  for (int const standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, standard);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  if (address_space_limit != 0) limit(RLIMIT_AS, address_space_limit);
  bool done = false;
  try {
    done = work([out](std::string_view bytes) { return write_all(out, bytes); });
  } catch (...) {
    done = false;
  }
  ::_exit(done ? 0 : 1);
}

int milliseconds_until(Clock::time_point end) {
  auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
  return static_cast<int>(std::clamp<long long>(left + 1, 0, 1'000'000));
}

/// Reads to the end of the pipe, or to a limit.
ChildEnd collect(int from, ChildLimits const& limits, std::string& output) {
  auto const last = Clock::now() + limits.time;
  auto quiet = Clock::now() + limits.quiet;
  std::array<char, 1 << 16> buffer{};
  for (;;) {
    auto const now = Clock::now();
    if (now >= last) return ChildEnd::late;
    if (now >= quiet) return ChildEnd::quiet;
    pollfd ready{from, POLLIN, 0};
    auto const n = ::poll(&ready, 1, milliseconds_until(std::min(last, quiet)));
    if (n < 0 && errno != EINTR) return ChildEnd::failed;
    if (n <= 0) continue;
    auto const got = ::read(from, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return ChildEnd::failed;
    if (got == 0) return ChildEnd::done;
    if (output.size() + static_cast<std::size_t>(got) > limits.output) return ChildEnd::too_large;
    output.append(buffer.data(), static_cast<std::size_t>(got));
    quiet = Clock::now() + limits.quiet;
  }
}

}  // namespace

ChildResult run_in_child(std::function<bool(ChildOutput const&)> const& work, ChildLimits const& limits) {
  ChildResult out{ChildEnd::not_begun, {}};
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return out;
  auto const here = sanitized ? 0 : address_space();
  auto const parent = ::getpid();
  auto const child = ::fork();
  if (child == 0) {
    ::close(pipe[0]);
    be_child(pipe[1], parent, here == 0 ? 0 : here + limits.memory, work);
  }
  ::close(pipe[1]);
  if (child > 0) {
    try {
      out.end = collect(pipe[0], limits, out.output);
    } catch (...) {  // no memory for the output
      out.end = ChildEnd::too_large;
    }
    if (out.end != ChildEnd::done) ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
      // Where the program ignores its children, the system has taken the status.
      if (errno != EINTR) break;
    }
    if (out.end == ChildEnd::done && status != 0) out.end = ChildEnd::failed;
  }
  ::close(pipe[0]);
  return out;
}

}  // namespace smallprint::parser
