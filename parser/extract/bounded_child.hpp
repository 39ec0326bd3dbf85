#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

/// Work on hostile bytes with a library that may hang, crash or take all memory: in a child process, which is then
/// ended from outside.
namespace smallprint::parser {

struct ChildLimits {
  std::chrono::milliseconds time;   ///< of all
  std::chrono::milliseconds quiet;  ///< between two outputs
  std::size_t memory;               ///< bytes, beyond what this process has; not enforced under sanitizers
  std::size_t output;               ///< bytes
};

enum class ChildEnd : std::uint8_t {
  done,       ///< the work returned true
  failed,     ///< the work returned false or threw, or the child crashed
  not_begun,  ///< the system gave no child
  quiet,      ///< it gave out nothing for too long
  late,       ///< it took too long
  too_large,  ///< its output was too large
};

struct ChildResult {
  ChildEnd end{};
  std::string output;  ///< what came before the end
};

/// Gives bytes to the parent. \returns false when the parent takes no more
using ChildOutput = std::function<bool(std::string_view)>;

/// Runs `work` in a copy of this process, without standard input, output and error, and with only the calling
/// thread: `work` must not take a lock that another thread may hold. Nothing it does to memory is seen here.
/// Does not throw.
[[nodiscard]] ChildResult run_in_child(std::function<bool(ChildOutput const&)> const& work, ChildLimits const& limits);

}  // namespace smallprint::parser
