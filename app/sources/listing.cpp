#include "app/sources/listing.hpp"

#include "app/sources/declared.hpp"
#include "app/terminal.hpp"
#include "corpus/data_folder.hpp"
#include "report/json.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace smallprint::app {
namespace fs = std::filesystem;
namespace {

using States = std::map<corpus::Source, ingest::SourceState>;

/// Empty where there is no archive yet.
corpus::Result<States> states_of(Common const& common) {
  States out;
  auto const file = common.home_folder() / "archive.db";
  std::error_code ec;
  if (!fs::exists(file, ec)) return out;
  auto archive = ingest::Archive::open(file, false);
  if (!archive) return archive.error();
  auto states = (*archive)->source_states();
  if (!states) return states.error();
  for (auto& state : *states) out.emplace(state.source, std::move(state));
  return out;
}

report::Json to_json(DeclaredSource const& source, ingest::SourceState const* state) {
  auto const& declaration = source.declaration;
  report::Json out{{"provider", source.source.authority},
                   {"document", source.source.document_type},
                   {"file", source.file.string()},
                   {"pages", report::Json::array()}};
  for (auto const& page : declaration.pages) out["pages"].push_back(page.fetch);
  for (auto const& [key, value] :
       {std::pair{"kind", &declaration.kind}, std::pair{"jurisdiction", &declaration.jurisdiction},
        std::pair{"language", &declaration.language}, std::pair{"tried", &declaration.tried}})
    if (!value->empty()) out[key] = *value;
  if (state == nullptr) return out;
  out["checked"] = state->last_time;
  out["outcome"] = ingest::to_string(state->last);
  if (!state->bad_since.empty()) out["bad_since"] = state->bad_since;
  if (!state->detail.empty()) out["detail"] = state->detail;
  return out;
}

/// "2026-11-25 unchanged", "2026-11-25 blocked since 2026-11-20"
std::string standing(ingest::SourceState const& state) {
  auto out = state.last_time.substr(0, 10) + " " + std::string(ingest::to_string(state.last));
  if (!state.bad_since.empty()) out += " since " + state.bad_since.substr(0, 10);
  return out;
}

}  // namespace

int list_sources(Common const& common, std::vector<std::string> const& folders,
                 std::vector<std::string> const& wanted) {
  std::vector<fs::path> places(folders.begin(), folders.end());
  if (places.empty()) {
    auto own = source_folders(common);
    if (!own) return report_error(own.error());
    places = std::move(*own);
  }
  auto declared = read_sources(places);
  if (!declared) return report_error(declared.error());
  for (auto const& error : declared->unreadable) report_error(error);
  for (auto const& problem : declared->problems)
    if (problem.error) report_problem(problem);
  auto const sources = choose_sources(std::move(declared->sources), wanted);
  if (!sources) return report_error(sources.error()), Exit::usage;
  auto const states = states_of(common);
  if (!states) return report_error(states.error());
  auto const state_of = [&](corpus::Source const& source) {
    auto const at = states->find(source);
    return at == states->end() ? nullptr : &at->second;
  };
  auto const code = sources->empty() ? Exit::nothing_found : Exit::done;
  if (common.chosen_format() != Format::text) {
    auto list = report::Json::array();
    for (auto const& source : *sources) list.push_back(to_json(source, state_of(source.source)));
    return print(report::dump(list, 2) + "\n", code);
  }
  std::vector<std::vector<std::string>> rows;
  for (auto const& source : *sources) {
    auto const* state = state_of(source.source);
    auto const& pages = source.declaration.pages;
    auto address = pages.front().fetch;
    if (pages.size() > 1) address += fmt::format(" and {} more", pages.size() - 1);
    rows.push_back({source.source.authority, source.source.document_type, address,
                    state == nullptr ? std::string("never") : standing(*state)});
  }
  return print(report::text_table({"authority", "document", "address", "checked"}, rows, stdout_style()), code);
}

int check_declarations(Common const& common, std::vector<std::string> const& files) {
  std::vector<fs::path> places(files.begin(), files.end());
  if (places.empty()) {
    auto own = source_folders(common);
    if (!own) return report_error(own.error());
    places = std::move(*own);
  }
  auto const declared = read_sources(places);
  if (!declared) return report_error(declared.error());
  bool const bad = !declared->unreadable.empty() || std::any_of(declared->problems.begin(), declared->problems.end(),
                                                                [](auto const& p) { return p.error; });
  auto const code = bad ? Exit::nothing_found : Exit::done;
  if (common.chosen_format() != Format::text) {
    auto list = report::Json::array();
    for (auto const& error : declared->unreadable)
      list.push_back({{"file", error.source}, {"error", true}, {"message", error.message}});
    for (auto const& problem : declared->problems)
      list.push_back({{"file", problem.file},
                      {"line", problem.at.line},
                      {"column", problem.at.column},
                      {"error", problem.error},
                      {"message", problem.message}});
    return print(report::dump({{"documents", declared->sources.size()}, {"problems", list}}, 2) + "\n", code);
  }
  std::string out;
  for (auto const& error : declared->unreadable) out += error.source + ": error: " + error.message + "\n";
  for (auto const& problem : declared->problems)
    out += fmt::format("{}:{}:{}: {}: {}\n", problem.file, problem.at.line, problem.at.column,
                       problem.error ? "error" : "warning", problem.message);
  auto const errors = declared->unreadable.size() +
                      static_cast<std::size_t>(std::count_if(declared->problems.begin(), declared->problems.end(),
                                                             [](auto const& p) { return p.error; }));
  if (!common.quiet)
    out += fmt::format("{} documents declared, {} errors, {} warnings.\n", declared->sources.size(), errors,
                       declared->problems.size() + declared->unreadable.size() - errors);
  return print(out, code);
}

namespace {

report::Json to_json(ingest::PageExchange const& one, bool headers) {
  auto const& e = one.exchange;
  report::Json out{{"page", one.page},
                   {"url", e.url},
                   {"time", e.time},
                   {"status", e.status},
                   {"protocol", e.protocol},
                   {"address", e.address},
                   {"milliseconds", e.milliseconds},
                   {"rendered", e.rendered}};
  if (!one.body_sha256.empty()) out["sha256"] = one.body_sha256;
  if (!e.error.empty()) out["error"] = e.error;
  if (headers) {
    out["request_headers"] = e.request_headers;
    out["headers"] = e.headers;
  }
  return out;
}

report::Json to_json(corpus::Source const& source, ingest::LoggedCheck const& one, bool headers) {
  report::Json out{{"provider", source.authority},
                   {"document", source.document_type},
                   {"time", one.check.time},
                   {"outcome", ingest::to_string(one.check.outcome)}};
  if (one.check.version) out["version"] = *one.check.version;
  if (!one.check.detail.empty()) out["detail"] = one.check.detail;
  out["requests"] = report::Json::array();
  for (auto const& exchange : one.exchanges) out["requests"].push_back(to_json(exchange, headers));
  return out;
}

/// Runs of checks that found the same: what stood unchanged, and between which times it was seen.
std::string summary(std::vector<ingest::LoggedCheck> const& checks) {
  std::string since;
  std::string until;
  std::size_t count = 0;
  std::string out;
  auto const close = [&] {
    if (count > 1) out += fmt::format("    the same from {} to {}: {} checks\n", since, until, count);
    count = 0;
  };
  for (auto const& one : checks) {
    using ingest::Outcome;
    if (one.check.outcome == Outcome::first || one.check.outcome == Outcome::changed) {
      close();
      since = one.check.time;
    }
    if (one.check.outcome == Outcome::failed || one.check.outcome == Outcome::blocked) continue;
    if (count == 0 && since.empty()) since = one.check.time;
    until = one.check.time;
    ++count;
  }
  close();
  return out;
}

std::string to_text(ingest::LoggedCheck const& one, bool headers) {
  auto out = fmt::format("  {}  {:<9}", one.check.time, ingest::to_string(one.check.outcome));
  if (!one.check.detail.empty()) out += " " + one.check.detail;
  out += "\n";
  for (auto const& exchange : one.exchanges) {
    auto const& e = exchange.exchange;
    out += fmt::format("      {} {} {}{}{}\n", e.status == 0 ? "---" : std::to_string(e.status), e.url,
                       exchange.body_sha256.empty() ? "" : "sha256 " + exchange.body_sha256.substr(0, 16),
                       e.rendered ? ", rendered" : "", e.error.empty() ? "" : ": " + e.error);
    if (!headers) continue;
    for (std::size_t at = 0; at < e.headers.size();) {
      auto const end = std::min(e.headers.find("\r\n", at), e.headers.size());
      out += "        " + e.headers.substr(at, end - at) + "\n";
      at = end + 2;
    }
  }
  return out;
}

}  // namespace

int show_log(Common const& common, LogOptions const& options) {
  auto archive = ingest::Archive::open(common.home_folder() / "archive.db", false);
  if (!archive) return report_error(archive.error());
  auto const states = (*archive)->source_states();
  if (!states) return report_error(states.error());
  std::vector<DeclaredSource> known;
  for (auto const& state : *states) known.push_back({state.source, {}, {}});
  auto const chosen = choose_sources(std::move(known), options.wanted);
  if (!chosen) return report_error(chosen.error()), Exit::usage;
  auto list = report::Json::array();
  std::string text;
  std::size_t shown = 0;
  for (auto const& one : *chosen) {
    auto checks = (*archive)->log(one.source);
    if (!checks) return report_error(checks.error());
    std::erase_if(*checks, [&](auto const& c) {
      return c.check.time.compare(0, options.from.size(), options.from) < 0 ||
             (!options.to.empty() && c.check.time.compare(0, options.to.size(), options.to) > 0);
    });
    shown += checks->size();
    if (checks->empty()) continue;
    text += one.source.authority + ", " + one.source.document_type + "\n";
    for (auto const& check : *checks) {
      if (common.chosen_format() == Format::text)
        text += to_text(check, options.requests);
      else
        list.push_back(to_json(one.source, check, options.requests));
    }
    text += summary(*checks);
  }
  auto const code = shown == 0 ? Exit::nothing_found : Exit::done;
  if (common.chosen_format() == Format::text) return print(text, code);
  if (common.chosen_format() == Format::json) return print(report::dump(list, 2) + "\n", code);
  std::string lines;
  for (auto const& one : list) lines += report::dump(one) + "\n";
  return print(lines, code);
}

}  // namespace smallprint::app
