#include "ingest/browser/child_process.hpp"

#include "ingest/browser/descriptor.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <future>
#include <mutex>
#include <thread>

namespace smallprint::ingest {
namespace {

using Clock = std::chrono::steady_clock;

/// What the child is made of, ready before the fork: after it only calls that are safe in a signal handler are.
struct Plan {
  std::vector<char*> arguments;
  std::vector<char*> environment;
  int null = -1;
  int reads = -1;
  int writes = -1;
  int errors = -1;
  int report = -1;  ///< closed by exec; else it gets errno
  pid_t parent = 0;
};

// The C libraries differ in the type of a resource.
void limit(auto resource, std::size_t bytes) {
  rlimit now{};
  if (::getrlimit(resource, &now) != 0) return;
  auto const wanted = static_cast<rlim_t>(bytes);
  now.rlim_cur = now.rlim_max = now.rlim_max == RLIM_INFINITY || wanted < now.rlim_max ? wanted : now.rlim_max;
  ::setrlimit(resource, &now);
}

[[noreturn]] void become(Plan const& plan, ChildOptions const& options) {
  auto const fail = [&](int report) {
    auto const code = errno;
    [[maybe_unused]] auto const written = ::write(report, &code, sizeof code);
    ::_exit(127);
  };
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != plan.parent) ::_exit(127);  // it died before the line above

  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (auto const ignored : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD}) ::signal(ignored, SIG_DFL);

  // Out of the way of 0 to 4 first: they may be numbers of these already.
  auto const report = ::fcntl(plan.report, F_DUPFD_CLOEXEC, 10);
  std::array<int, 5> sources{plan.null, plan.null, plan.errors, plan.reads, plan.writes};
  for (auto& source : sources) source = ::fcntl(source, F_DUPFD_CLOEXEC, 10);
  for (int number = 0; number < 5; ++number)
    if (::dup2(sources[static_cast<std::size_t>(number)], number) < 0) fail(report);
  if (::close_range(5, ~0u, CLOSE_RANGE_CLOEXEC) != 0)
    for (int number = 5; number < 65536; ++number) ::fcntl(number, F_SETFD, FD_CLOEXEC);

  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, options.files);
  if (options.data_bytes) limit(RLIMIT_DATA, options.data_bytes);
  if (options.file_bytes) limit(RLIMIT_FSIZE, options.file_bytes);
  ::execve(options.program.c_str(), plan.arguments.data(), plan.environment.data());
  fail(report);
  ::_exit(127);
}

bool make_pair(Descriptor& ours, Descriptor& theirs) {
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) return false;
  ours = Descriptor(pair[0]);
  theirs = Descriptor(pair[1]);
  return true;
}

bool make_pipe(Descriptor& reads, Descriptor& writes) {
  std::array<int, 2> pair{};
  if (::pipe2(pair.data(), O_CLOEXEC) != 0) return false;
  reads = Descriptor(pair[0]);
  writes = Descriptor(pair[1]);
  return true;
}

}  // namespace

struct ChildProcess::State {
  ChildOptions options;
  Descriptor to, from, wake, errors;
  pid_t pid = -1;
  std::thread keeper;
  std::mutex mutable mutex;
  std::string kept;  ///< under `mutex`

  int start();
  void keep();
  void end();
  bool read_errors();
  void drain(Clock::time_point until, bool while_running);
  [[nodiscard]] bool running() const;
};

/// Forks. \returns 0 or errno
int ChildProcess::State::start() {
  Descriptor reads, writes, error_end, report, report_end;
  Descriptor const null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (null.get() < 0 || !make_pair(to, reads) || !make_pair(from, writes) || !make_pipe(errors, error_end) ||
      !make_pipe(report, report_end))
    return errno;

  Plan plan{{}, {}, null.get(), reads.get(), writes.get(), error_end.get(), report_end.get(), ::getpid()};
  plan.arguments.push_back(options.program.data());
  for (auto& argument : options.arguments) plan.arguments.push_back(argument.data());
  plan.arguments.push_back(nullptr);
  for (auto& variable : options.environment) plan.environment.push_back(variable.data());
  plan.environment.push_back(nullptr);

  auto const child = ::fork();
  if (child < 0) return errno;
  if (child == 0) become(plan, options);
  report_end.reset();
  int failure = 0;
  ssize_t got = 0;
  do got = ::read(report.get(), &failure, sizeof failure);
  while (got < 0 && errno == EINTR);
  if (got != 0) {
    ::waitpid(child, nullptr, 0);
    return got == sizeof failure ? failure : EIO;
  }
  pid = child;
  return 0;
}

/// \returns false at the end: no process of the group is left that has it
bool ChildProcess::State::read_errors() {
  std::array<char, 4096> part{};
  auto const got = ::read(errors.get(), part.data(), part.size());
  if (got <= 0) return got < 0 && errno == EINTR;
  std::lock_guard const lock(mutex);
  kept.append(part.data(), static_cast<std::size_t>(got));
  if (kept.size() > options.error_bytes) kept.erase(0, kept.size() - options.error_bytes);
  return true;
}

bool ChildProcess::State::running() const {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0;
}

/// Takes error output until its end, or the process's where asked, or `until`.
void ChildProcess::State::drain(Clock::time_point until, bool while_running) {
  while (Clock::now() < until && (!while_running || running())) {
    pollfd one{errors.get(), POLLIN, 0};
    if (::poll(&one, 1, 10) > 0 && !read_errors()) {
      if (!while_running) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
}

void ChildProcess::State::keep() {
  std::array<pollfd, 2> watched{pollfd{wake.get(), POLLIN, 0}, pollfd{errors.get(), POLLIN, 0}};
  while (true) {
    if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) break;
    if (watched[0].revents) break;
    if (watched[1].revents && !read_errors()) watched[1].fd = -1;
  }
  end();
}

void ChildProcess::State::end() {
  ::kill(-pid, SIGTERM);
  drain(Clock::now() + options.grace, true);
  // The leader is not yet waited for, so its number still is this group's.
  ::kill(-pid, SIGKILL);
  while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
  }
  drain(Clock::now() + std::chrono::milliseconds(500), false);
}

ChildProcess::ChildProcess(std::unique_ptr<State> state) : state_(std::move(state)) {}

corpus::Result<std::unique_ptr<ChildProcess>> ChildProcess::start(ChildOptions options) {
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  auto const unable = [&](int failure) {
    return corpus::Error{corpus::Errc::io, state->options.program, 0,
                         "it cannot be started: " + std::string(std::strerror(failure))};
  };
  state->wake = Descriptor(::eventfd(0, EFD_CLOEXEC));
  if (state->wake.get() < 0) return unable(errno);
  // The kernel ends the child when the thread that forked it ends, so that thread stays.
  std::promise<int> started;
  auto answer = started.get_future();
  state->keeper = std::thread([inside = state.get(), started = std::move(started)]() mutable {
    auto const failure = inside->start();
    started.set_value(failure);
    if (failure == 0) inside->keep();
  });
  if (auto const failure = answer.get(); failure != 0) {
    state->keeper.join();
    return unable(failure);
  }
  return std::unique_ptr<ChildProcess>(new ChildProcess(std::move(state)));
}

ChildProcess::~ChildProcess() {
  std::uint64_t const one = 1;
  while (::write(state_->wake.get(), &one, sizeof one) < 0 && errno == EINTR) {
  }
  state_->keeper.join();
}

int ChildProcess::to() const {
  return state_->to.get();
}
int ChildProcess::from() const {
  return state_->from.get();
}
pid_t ChildProcess::group() const {
  return state_->pid;
}
bool ChildProcess::running() const {
  return state_->running();
}

std::string ChildProcess::errors() const {
  std::lock_guard const lock(state_->mutex);
  return state_->kept;
}

}  // namespace smallprint::ingest
