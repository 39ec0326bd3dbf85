#pragma once
#include "app/context.hpp"
#include "corpus/declaration.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace smallprint::app {

/// A document that is declared, and what declares it.
struct DeclaredSource {
  corpus::Source source;
  corpus::DocumentDeclaration declaration;
  std::filesystem::path file;
};

struct DeclaredSources {
  std::vector<DeclaredSource> sources;  ///< by authority, then as declared
  std::vector<corpus::DeclarationProblem> problems;
  std::vector<corpus::Error> unreadable;  ///< files; the others stand
};

/// Folders of declarations where the user names none: HOME/sources where it is there, else the shipped ones.
[[nodiscard]] corpus::Result<std::vector<std::filesystem::path>> source_folders(Common const& common);

/// Reads files, and all declarations of folders. Of two declarations of one document the first counts.
[[nodiscard]] corpus::Result<DeclaredSources> read_sources(std::vector<std::filesystem::path> const& places);

/// Keeps those that one of `wanted` names: an authority, or "authority/document type", whatever the case and
/// accents. None wanted: all. \retval Errc::not_found  with the nearest names
[[nodiscard]] corpus::Result<std::vector<DeclaredSource>> choose_sources(std::vector<DeclaredSource> sources,
                                                                         std::vector<std::string> const& wanted);

/// "file:line:column: message" on standard error.
void report_problem(corpus::DeclarationProblem const& problem);

}  // namespace smallprint::app
