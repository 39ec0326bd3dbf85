#pragma once
#include "app/context.hpp"
#include "app/sources/fetching.hpp"

#include <string>
#include <vector>

namespace smallprint::app {

struct TryOptions {
  std::string file;                ///< a declaration
  std::string from;                ///< folder of saved pages; empty: they are fetched
  std::vector<std::string> types;  ///< documents to try; empty: all
  FetchSettings fetch;
};

/// `sources try`: what a declaration would make of its pages. Nothing is stored. \returns the exit code
int try_source(Common const& common, TryOptions const& options);

}  // namespace smallprint::app
