#pragma once
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <linux/capability.h>

/// Programs as child processes, without a shell: what goes in, what came out and how they ended.
namespace smallprint::test {

using Arguments = std::vector<std::string>;

struct RunOptions {
  std::string input;                          ///< standard input
  std::map<std::string, std::string> env;     ///< added to the environment
  std::chrono::milliseconds timeout{60'000};  ///< then the child is killed
  std::optional<std::uint64_t> largest_file;  ///< bytes; the disk looks full beyond them
  std::string program = SMALLPRINT_PROGRAM;   ///< a path, or a name on the PATH
};

struct Outcome {
  int exit = -1;   ///< -1: a signal ended it
  int signal = 0;  ///< which
  bool timed_out = false;
  std::string out, err;
};

/// A running child. Its output is read while it is waited for: one that prints much must be waited for.
class Child {
 public:
  Child(Arguments const& arguments, RunOptions const& options) : timeout_(options.timeout) {
    auto const argv = pointers(options.program, arguments);
    auto const environment = environment_with(options.env);
    std::vector<char*> envp;
    for (auto const& one : environment) envp.push_back(const_cast<char*>(one.c_str()));
    envp.push_back(nullptr);
    auto* const input = std::tmpfile();
    if (input == nullptr || std::fwrite(options.input.data(), 1, options.input.size(), input) != options.input.size() ||
        std::fflush(input) != 0 || ::lseek(::fileno(input), 0, SEEK_SET) != 0)
      throw std::runtime_error("no temporary file");
    std::array<int, 2> out{}, err{};
    if (::pipe2(out.data(), O_CLOEXEC) != 0 || ::pipe2(err.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error("cannot fork");
    if (pid_ == 0) {
      ::dup2(::fileno(input), STDIN_FILENO);
      ::dup2(out[1], STDOUT_FILENO);
      ::dup2(err[1], STDERR_FILENO);
      if (options.largest_file) {
        rlimit const limit{*options.largest_file, *options.largest_file};
        ::setrlimit(RLIMIT_FSIZE, &limit);
      }
      // Permissions shall hold for root too; fails, and need not succeed, for everybody else.
      ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
      ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
      ::execvpe(argv[0], argv.data(), envp.data());
      ::_exit(127);
    }
    std::fclose(input);
    ::close(out[1]);
    ::close(err[1]);
    out_ = out[0];
    err_ = err[0];
  }
  Child(Child const&) = delete;
  Child& operator=(Child const&) = delete;
  ~Child() {
    if (pid_ > 0) (void)(::kill(pid_, SIGKILL), wait());
  }

  void signal(int number) const { ::kill(pid_, number); }

  /// Its end. Once only.
  Outcome wait() {
    Outcome outcome;
    auto const deadline = std::chrono::steady_clock::now() + timeout_;
    std::array<pollfd, 2> pipes{pollfd{out_, POLLIN, 0}, pollfd{err_, POLLIN, 0}};
    while (pipes[0].fd >= 0 || pipes[1].fd >= 0) {
      auto const left =
          std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
      auto const ready = outcome.timed_out ? ::poll(pipes.data(), 2, -1)
                                           : ::poll(pipes.data(), 2, static_cast<int>(std::max(left.count(), 0L)));
      if (ready == 0) {
        outcome.timed_out = true;
        ::kill(pid_, SIGKILL);
      }
      if (ready > 0) take(pipes[0], outcome.out), take(pipes[1], outcome.err);
    }
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    if (WIFEXITED(status)) outcome.exit = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
    return outcome;
  }

 private:
  static std::vector<char*> pointers(std::string const& program, Arguments const& arguments) {
    std::vector<char*> out{const_cast<char*>(program.c_str())};
    for (auto const& argument : arguments) out.push_back(const_cast<char*>(argument.c_str()));
    out.push_back(nullptr);
    return out;
  }

  /// Ours without what the program looks at, with the source tree's data and no way to a terminal.
  static std::vector<std::string> environment_with(std::map<std::string, std::string> const& added) {
    std::map<std::string, std::string> all;
    for (char** at = environ; *at != nullptr; ++at) {
      std::string_view const one = *at;
      if (auto const equals = one.find('='); equals != std::string_view::npos)
        all[std::string(one.substr(0, equals))] = one.substr(equals + 1);
    }
    for (auto const* name : {"SMALLPRINT_HOME", "XDG_DATA_HOME", "COLUMNS", "NO_COLOR"}) all.erase(name);
    all["SMALLPRINT_DATA"] = SMALLPRINT_SOURCE_DIR "/corpus";
    all["TZ"] = "Asia/Kathmandu";  // nothing printed may depend on it
    all["LC_ALL"] = "C";
    for (auto const& [name, value] : added) all[name] = value;
    std::vector<std::string> out;
    for (auto const& [name, value] : all) out.push_back(name + "=" + value);
    return out;
  }

  static void take(pollfd& pipe, std::string& into) {
    if (pipe.fd < 0 || pipe.revents == 0) return;
    std::array<char, 1 << 16> buffer{};
    auto const got = ::read(pipe.fd, buffer.data(), buffer.size());
    if (got > 0) {
      into.append(buffer.data(), static_cast<std::size_t>(got));
    } else if (got == 0 || errno != EINTR) {
      ::close(pipe.fd);
      pipe.fd = -1;
    }
  }

  std::chrono::milliseconds timeout_;
  pid_t pid_ = -1;
  int out_ = -1;
  int err_ = -1;
};

inline Outcome run(Arguments const& arguments, RunOptions const& options = {}) {
  return Child(arguments, options).wait();
}

/// Whether a program is there to be run.
inline bool is_installed(std::string const& program) {
  RunOptions options;
  options.program = program;
  return run({"--version"}, options).exit == 0;
}

}  // namespace smallprint::test
