#pragma once
#include "corpus/error.hpp"
#include "corpus/json_place.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// Declarations of sources: JSON in the format of Open Terms Archive, one file for each authority.
/// corpus/sources/README.md describes it.
namespace smallprint::corpus {

/// What stands between two elements of a page, each the first that its selector matches.
struct RangeSelector {
  std::string start;         ///< CSS
  bool after_start = false;  ///< the range begins after that element
  std::string end;           ///< CSS
  bool after_end = false;    ///< the range ends after that element
};
using Selector = std::variant<std::string, RangeSelector>;

/// A named change of a page before its text is taken.
struct FilterUse {
  std::string name;
  /// Its parameters in order, named where they were: {"selector": "p", "text": ["a", "b"]} gives
  /// {"selector","p"}, {"text","a"}, {"text","b"}; a plain string or list has empty names.
  std::vector<std::pair<std::string, std::string>> parameters;
};

/// One page of a document.
struct PageDeclaration {
  std::string fetch;  ///< absolute address
  std::vector<Selector> select;
  std::vector<Selector> remove;
  std::vector<FilterUse> filters;
  bool execute_client_scripts = false;
  std::string format;  ///< of a machine-readable source: "uslm", "ecfr", ...; empty: what it turns out to be

  /// The page's part of a snapshot's name when a document has several: the parts of its path with '-'
  /// between them, as Open Terms Archive names its snapshots.
  [[nodiscard]] std::string part_name() const;
};

struct DocumentDeclaration {
  std::string type;  ///< document type: "Terms of Service"
  std::vector<PageDeclaration> pages;
  std::string valid_until;  ///< of a declaration of the past: until when it held; else empty
  std::string jurisdiction, language, kind;
  std::string tried;  ///< day on which its selectors matched the page; empty: never
};

struct ServiceDeclaration {
  std::string name;  ///< the authority
  std::filesystem::path file;
  std::vector<DocumentDeclaration> documents;  ///< in the file's order
  std::vector<DocumentDeclaration> history;    ///< from NAME.history.json, oldest first within a type
};

/// What is wrong with a declaration, and where.
struct DeclarationProblem {
  std::string file;
  LineColumn at;
  bool error = false;  ///< what it stands in is left out; otherwise it is only strange
  std::string message;
};

struct DeclarationReading {
  ServiceDeclaration service;
  std::vector<DeclarationProblem> problems;
  [[nodiscard]] bool has_error() const;
};

/// \param known_filters  names of filters that exist here; others are problems, and left out
/// \retval Errc::io, Errc::too_large
/// \retval Errc::syntax  no JSON at all; `source` is "file:line:column"
///
/// A document whose declaration is broken is left out and named in `problems`; the others stand.
[[nodiscard]] Result<DeclarationReading> read_declaration(std::filesystem::path const& file,
                                                          std::vector<std::string> const& known_filters);
/// The same from text, without history. Never throws on any input.
[[nodiscard]] Result<DeclarationReading> parse_declaration(std::string_view json, std::filesystem::path const& file,
                                                           std::vector<std::string> const& known_filters);
/// Adds what NAME.history.json says, a list of declarations for each type, each with "validUntil".
[[nodiscard]] Result<void> parse_declaration_history(std::string_view json, std::filesystem::path const& file,
                                                     std::vector<std::string> const& known_filters,
                                                     DeclarationReading& into);

/// The declarations in a folder, by name; history files belong to theirs. \retval Errc::io
[[nodiscard]] Result<std::vector<std::filesystem::path>> declaration_files(std::filesystem::path const& folder);

}  // namespace smallprint::corpus
