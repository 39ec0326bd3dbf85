#pragma once
#include "corpus/lexicon_file.hpp"
#include "corpus/topic_file.hpp"
#include "index/store.hpp"
#include "ingest/archive.hpp"
#include "query/ask.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace smallprint::app {

/// Stable exit codes: scripts rely on them.
enum Exit : int { done = 0, nothing_found = 1, usage = 2, failure = 3 };

enum class Format { text, json, jsonl, csv, markdown, html };

/// What every command understands.
struct Common {
  std::string home;    ///< --home
  std::string format;  ///< --format; empty: text on a terminal, json elsewhere
  std::string as_of;   ///< --as-of
  bool quiet = false;  ///< -q

  [[nodiscard]] std::filesystem::path home_folder() const;
  /// The format asked for, else text on a terminal and json elsewhere.
  [[nodiscard]] Format chosen_format() const;
};

/// Adds --home, -q and --format to the program: what stands before the command is the default of the same
/// option of the command. A command without that option does not see it.
void add_defaults(CLI::App& program);
/// Adds --home, -q and, of the formats named, --format to a command. \pre add_defaults(its parent)
void add_common(CLI::App& command, Common& common, std::vector<std::string> const& formats);
/// Names of the classes of changes, for CLI::IsMember.
[[nodiscard]] std::vector<std::string> change_classes();
/// Lets dates, and dates with a time in UTC, pass.
[[nodiscard]] CLI::Validator date_check();
/// Adds --as-of, which takes a date, or a date and time in UTC.
void add_as_of(CLI::App& command, Common& common);

/// Everything that is opened for reading. Opened in order; references stay valid while it lives.
struct Reading {
  std::filesystem::path home;
  query::Without without;
  std::size_t sharers = 1;    ///< threads that may have connections of their own, this one's included
  corpus::Lexicons lexicons;  ///< as the topics shared by all threads
  corpus::Topics topics;
  std::unique_ptr<ingest::Archive> archive;
  std::unique_ptr<index::Store> store;
  std::unique_ptr<query::Asker> asker;
};

/// What another thread reads by, with the lexicons and topics of a Reading, which must outlive it.
struct Connection {
  std::unique_ptr<ingest::Archive> archive;
  std::unique_ptr<index::Store> store;
  std::unique_ptr<query::Asker> asker;
};

/// Opens archive, index, lexicons and topics of `common.home`. Prints why and gives nothing on failure.
/// \param without  mechanisms that answers leave out \param sharers  threads that will read, connect_again() for each
/// more
[[nodiscard]] std::unique_ptr<Reading> open_reading(Common const& common, query::Without without = {},
                                                    std::size_t sharers = 1);
/// Threads that a command uses where the user names no number: one a processor, 64 at most.
[[nodiscard]] std::size_t processors();
/// Another connection to the same home, for another thread. \throws std::runtime_error  which says why there is none
[[nodiscard]] Connection connect_again(Reading const& reading);
[[nodiscard]] corpus::Result<corpus::Lexicons> open_lexicons();

/// "smallprint: <source>: <message>" on standard error. \returns Exit::failure
int report_error(corpus::Error const& error);
/// Writes to standard output. \returns Exit::failure when that failed (a full disk, a closed pipe)
int print(std::string const& text, int exit_code);

/// The index's names for what the user typed, whatever the case and accents.
/// \retval Errc::not_found  with the nearest names
[[nodiscard]] corpus::Result<std::vector<std::string>> authorities(index::Store& store,
                                                                   std::vector<std::string> const& typed);

}  // namespace smallprint::app
