#pragma once
#include "app/context.hpp"

#include <string>

namespace smallprint::app {

struct BatchOptions {
  std::string file;  ///< "-": standard input
  std::string as_of;
  std::string topic;
  std::size_t quotes = 3;
};

/// Answers line by line: {"id","text","provider"} in, one line out each, in order. A line without
/// provider gives an answer for each provider under the same id. A bad line gives {"id","error"} and the
/// rest goes on. As many threads work as `reading` was opened for; what is printed is the same for any number.
/// \returns Exit::failure when a line was bad, or the file cannot be read. Throws as index::Store does
int ask_batch(Reading& reading, BatchOptions const& options);

}  // namespace smallprint::app
