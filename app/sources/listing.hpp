#pragma once
#include "app/context.hpp"

#include <string>
#include <vector>

namespace smallprint::app {

/// `sources list`: what is declared, and how its last check ended. \returns the exit code
int list_sources(Common const& common, std::vector<std::string> const& folders, std::vector<std::string> const& wanted);

/// `sources check`: what is wrong with declarations, with line and column. \returns Exit::nothing_found where
/// one has an error
int check_declarations(Common const& common, std::vector<std::string> const& files);

struct LogOptions {
  std::vector<std::string> wanted;  ///< authorities or "authority/document type"
  std::string from, to;             ///< dates, inclusive; empty: open
  bool requests = false;            ///< every request with its headers
};
/// `sources log`: every check, and so the proof that a page did not change between two of them.
int show_log(Common const& common, LogOptions const& options);

}  // namespace smallprint::app
