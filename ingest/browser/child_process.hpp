#pragma once
#include "corpus/error.hpp"

#include <sys/types.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace smallprint::ingest {

struct ChildOptions {
  std::string program;                    ///< its path
  std::vector<std::string> arguments;     ///< without the program's name
  std::vector<std::string> environment;   ///< "NAME=value": all that it sees
  std::size_t data_bytes = 0;             ///< private memory of each of its processes; 0: no limit
  std::size_t file_bytes = 0;             ///< of each file it writes; 0: no limit
  std::size_t files = 4096;               ///< open at once, in each of its processes
  std::size_t error_bytes = 16u << 10;    ///< of its error output that are kept: the last ones
  std::chrono::milliseconds grace{2000};  ///< between being asked to end and being killed
};

/// A program that runs beside this one, in a process group of its own, and ends with it.
///
/// It sees its descriptors 3 (to read) and 4 (to write), an empty input, no output and an error output
/// that is kept here; no other descriptor of this process. The whole group is ended with the object:
/// SIGTERM first, SIGKILL after `grace`. When this process dies first, even by SIGKILL, the program is
/// killed by the kernel; its own children must notice that, as those of Chromium do.
///
/// Its memory is limited as data (RLIMIT_DATA), not as address space: script engines reserve terabytes
/// of addresses that they never use.
class ChildProcess {
 public:
  /// \retval Errc::io  it cannot be started
  [[nodiscard]] static corpus::Result<std::unique_ptr<ChildProcess>> start(ChildOptions options);
  ChildProcess(ChildProcess const&) = delete;
  ChildProcess& operator=(ChildProcess const&) = delete;
  ~ChildProcess();

  [[nodiscard]] int to() const;       ///< a socket to its descriptor 3
  [[nodiscard]] int from() const;     ///< a socket from its descriptor 4
  [[nodiscard]] pid_t group() const;  ///< its process id, and its group's
  [[nodiscard]] bool running() const;
  [[nodiscard]] std::string errors() const;  ///< the end of its error output

 private:
  struct State;
  explicit ChildProcess(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace smallprint::ingest
