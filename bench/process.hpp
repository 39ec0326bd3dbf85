#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Runs another program and measures it as a whole.
namespace smallprint::bench {

struct Usage {
  double seconds = 0;      ///< wall clock, from start to exit
  double cpu_seconds = 0;  ///< user and system, of the program and its children
  double peak_mb = 0;      ///< largest resident set
  std::size_t bytes = 0;   ///< of its standard output
};

/// Called with each piece of the program's standard output.
using Sink = std::function<void(std::string_view)>;

/// \param input  file for its standard input; empty: none
/// Ends this program with a message when the other cannot be started or fails: a benchmark of a
/// failure says nothing.
Usage run(std::vector<std::string> const& command, std::string const& input = {}, Sink const& sink = {});

/// The same, its standard output as text.
std::string output_of(std::vector<std::string> const& command, std::string const& input = {});

}  // namespace smallprint::bench
