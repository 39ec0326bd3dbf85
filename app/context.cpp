#include "app/context.hpp"

#include "app/terminal.hpp"
#include "corpus/change_class.hpp"
#include "corpus/data_folder.hpp"
#include "query/suggest.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <regex>
#include <set>
#include <stdexcept>
#include <thread>

namespace smallprint::app {
namespace fs = std::filesystem;
namespace {

std::string environment(char const* name) {
  auto const* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

/// Whether the index has every version of the archive. The index knows of a load that was broken off, but
/// not of one that never began, as when the disk was full. Both count the same versions, and the
/// archive numbers its own without gaps.
corpus::Result<bool> is_complete(index::Store& store, ingest::Archive& archive) {
  if (!store.complete()) return false;
  auto const beyond = archive.versions(store.counts().versions);
  if (!beyond) return beyond.error();
  return beyond->empty();
}

corpus::Result<Connection> connect(Reading const& reading) {
  Connection out;
  auto archive = ingest::Archive::open(reading.home / "archive.db", false);
  if (!archive) return archive.error();
  out.archive = std::move(*archive);
  auto store = index::open_store(reading.home / "index.db");
  if (!store) return store.error();
  out.store = std::move(*store);
  out.asker = std::make_unique<query::Asker>(*out.store, *out.archive, reading.lexicons, reading.topics,
                                             reading.without, reading.sharers);
  return out;
}

constexpr auto about_home = "Folder of archive and index (default: $SMALLPRINT_HOME, else the XDG data folder)";
constexpr auto about_format = "How to print (default: text on a terminal, json elsewhere)";
constexpr auto about_quiet = "No progress and no summary";

/// What was given before the command, checked as if it stood after it.
void take_defaults(CLI::App& command) {
  for (auto const* name : {"--home", "--format", "--quiet"}) {
    auto* const own = command.get_option_no_throw(name);
    auto const* program = command.get_parent();
    while (program->get_parent() != nullptr) program = program->get_parent();
    auto const* const before = program->get_option(name);
    if (own != nullptr && before->count() > 0) own->run_callback_for_default()->default_val(before->results().back());
  }
}

}  // namespace

fs::path Common::home_folder() const {
  if (!home.empty()) return home;
  if (auto const set = environment("SMALLPRINT_HOME"); !set.empty()) return set;
  if (auto const data = environment("XDG_DATA_HOME"); !data.empty()) return fs::path(data) / "smallprint";
  return fs::path(environment("HOME")) / ".local" / "share" / "smallprint";
}

Format Common::chosen_format() const {
  if (format == "text") return Format::text;
  if (format == "json") return Format::json;
  if (format == "jsonl") return Format::jsonl;
  if (format == "csv") return Format::csv;
  if (format == "md") return Format::markdown;
  if (format == "html") return Format::html;
  return stdout_is_terminal() ? Format::text : Format::json;
}

void add_defaults(CLI::App& program) {
  program.add_option("--home", about_home)->type_name("DIR");
  program.add_option("--format", about_format)->type_name("NAME");
  program.add_flag("-q,--quiet", about_quiet);
}

void add_common(CLI::App& command, Common& common, std::vector<std::string> const& formats) {
  command.add_option("--home", common.home, about_home)->type_name("DIR");
  if (!formats.empty())
    command.add_option("--format", common.format, about_format)->check(CLI::IsMember(formats))->type_name("NAME");
  command.add_flag("-q,--quiet", common.quiet, about_quiet);
  command.preparse_callback([&command](std::size_t) { take_defaults(command); });
}

CLI::Validator date_check() {
  return {[](std::string const& text) {
            static std::regex const date(R"(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T\d\d:\d\d(:\d\d)?Z?)?)");
            return std::regex_match(text, date) ? std::string()
                                                : "expected a date such as 2025-06-30, got '" + text + "'";
          },
          ""};
}

std::vector<std::string> change_classes() {
  return {corpus::change_class_names.begin(), corpus::change_class_names.end()};
}

void add_as_of(CLI::App& command, Common& common) {
  command
      .add_option("--as-of", common.as_of, "As the documents stood on this date (YYYY-MM-DD, or with a time in UTC)")
      ->type_name("DATE")
      ->check(date_check());
}

corpus::Result<corpus::Lexicons> open_lexicons() {
  auto const folder = corpus::data_folder();
  if (!folder) return folder.error();
  return corpus::load_lexicons(*folder / "lexicons");
}

std::unique_ptr<Reading> open_reading(Common const& common, query::Without without, std::size_t sharers) {
  auto const fail = [](corpus::Error const& error) {
    report_error(error);
    return nullptr;
  };
  auto out = std::make_unique<Reading>();
  out->home = common.home_folder();
  out->without = without;
  out->sharers = sharers;
  auto const folder = corpus::data_folder();
  if (!folder) return fail(folder.error());
  auto lexicons = corpus::load_lexicons(*folder / "lexicons");
  if (!lexicons) return fail(lexicons.error());
  out->lexicons = std::move(*lexicons);
  auto topics = corpus::load_topics(*folder / "topics", out->lexicons.concepts);
  if (!topics) return fail(topics.error());
  out->topics = std::move(*topics);
  std::error_code ec;
  if (!fs::exists(out->home / "archive.db", ec))
    return fail({corpus::Errc::not_found, out->home.string(), 0,
                 "nothing has been imported here; `smallprint import PATH --home DIR` does that"});
  auto connection = connect(*out);
  if (!connection) return fail(connection.error());
  out->archive = std::move(connection->archive);
  out->store = std::move(connection->store);
  out->asker = std::move(connection->asker);
  auto const complete = is_complete(*out->store, *out->archive);
  if (!complete) return fail(complete.error());
  if (!*complete && !common.quiet)
    std::fputs(
        "smallprint: the index is not complete, an import was interrupted; run `smallprint import` or `smallprint "
        "reindex`\n",
        stderr);
  return out;
}

std::size_t processors() {
  constexpr std::size_t most = 64;
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, most);
}

Connection connect_again(Reading const& reading) {
  auto connection = connect(reading);
  if (!connection) throw std::runtime_error(connection.error().source + ": " + connection.error().message);
  return std::move(*connection);
}

int report_error(corpus::Error const& error) {
  std::fprintf(stderr, "smallprint: %s: %s\n", error.source.c_str(), error.message.c_str());
  return Exit::failure;
}

int print(std::string const& text, int exit_code) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return exit_code;
  return report_error({corpus::Errc::io, "standard output", 0, "cannot be written to"});
}

corpus::Result<std::vector<std::string>> authorities(index::Store& store, std::vector<std::string> const& typed) {
  std::set<std::string> names;
  for (auto const& document : store.documents()) names.insert(document.source.authority);
  std::vector<std::string> out;
  for (auto const& one : typed) {
    auto const it =
        std::find_if(names.begin(), names.end(), [&](std::string const& name) { return query::same_name(name, one); });
    if (it == names.end())
      return corpus::Error{corpus::Errc::not_found, one, 0,
                           "no such provider in the index" + query::suggestion(one, {names.begin(), names.end()})};
    out.push_back(*it);
  }
  return out;
}

}  // namespace smallprint::app
