#include "app/sources/fetching.hpp"

#include "app/interrupt.hpp"
#include "app/progress.hpp"
#include "ingest/calendar.hpp"

#include <ctime>

namespace smallprint::app {
namespace fs = std::filesystem;

using corpus::Errc;
using corpus::Error;
using ingest::Outcome;

void add_fetch_options(CLI::App& command, FetchSettings& settings, bool sources) {
  auto& limits = settings.fetch.limits;
  if (sources)
    command
        .add_option("--sources", settings.folders,
                    "Declarations: a folder or a file (repeatable; default: HOME/sources, else the shipped ones)")
        ->type_name("PATH");
  command.add_option("--contact", settings.contact, "Address that sites may write to; sent with every request")
      ->envname("SMALLPRINT_CONTACT")
      ->type_name("MAIL-OR-URL");
  command.add_option("--delay", settings.fetch.host_delay_seconds, "Seconds between two requests to one host")
      ->check(CLI::Range(0.0, 3600.0))
      ->capture_default_str()
      ->type_name("SECONDS");
  command.add_option("--hosts", settings.fetch.hosts_at_once, "Hosts asked at a time")
      ->check(CLI::Range(1, 256))
      ->capture_default_str()
      ->type_name("N");
  command.add_option("--timeout", limits.total_seconds, "Seconds that one request may take")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str()
      ->type_name("SECONDS");
  command.add_option("--max-bytes", limits.body_bytes, "Bytes that a page may have once it is unpacked")
      ->check(CLI::Range(std::size_t{1}, std::size_t{64} << 20))
      ->capture_default_str()
      ->type_name("BYTES");
  command.add_option("--tries", limits.tries, "Tries where a server is busy or a connection breaks")
      ->check(CLI::Range(1, 10))
      ->capture_default_str()
      ->type_name("N");
  command.add_option("--max-wait", limits.longest_wait_seconds, "Seconds that a busy server may ask to wait")
      ->check(CLI::Range(0, 86400))
      ->capture_default_str()
      ->type_name("SECONDS");
  command.add_flag("--allow-private", settings.fetch.allow_private,
                   "Fetch from loopback, private and link-local addresses too");
  command
      .add_option("--allow-address", settings.fetch.allowed_addresses,
                  "Fetch from this address though it is private (repeatable)")
      ->type_name("IP");
  command.add_option("--browser", settings.browser, "Program that renders pages made by scripts: auto, none or a path")
      ->capture_default_str()
      ->type_name("PROGRAM");
  command.add_option("--ca-file", settings.fetch.ca_file, "Further certificate authorities, in PEM")->type_name("FILE");
}

std::size_t FetchSummary::not_got() const {
  std::size_t out = 0;
  for (auto const& [outcome, count] : outcomes)
    if (outcome == Outcome::failed || outcome == Outcome::blocked) out += count;
  return out;
}

std::string user_agent(std::string const& contact) {
  return "smallprint/" SMALLPRINT_VERSION " (reads terms and laws" + (contact.empty() ? "" : "; +" + contact) + ")";
}

std::string now_utc() {
  return ingest::to_utc(static_cast<std::int64_t>(std::time(nullptr))).value_or("1970-01-01T00:00:00Z");
}

corpus::Result<std::unique_ptr<ingest::Fetcher>> open_fetcher(FetchSettings const& settings) {
  auto options = settings.fetch;
  options.user_agent = user_agent(settings.contact);
  options.interrupted = interrupted;
  options.now = now_utc;
  return ingest::make_fetcher(std::move(options));
}

corpus::Result<std::unique_ptr<ingest::Browser>> open_browser(FetchSettings const& settings, std::string& why) {
  if (settings.browser == "none") {
    why = "no browser was wanted";
    return std::unique_ptr<ingest::Browser>();
  }
  ingest::BrowserOptions options;
  if (settings.browser != "auto") options.program = settings.browser;
  options.body_bytes = settings.fetch.limits.body_bytes;
  options.allow_private = settings.fetch.allow_private;
  options.allowed_addresses = settings.fetch.allowed_addresses;
  options.user_agent = user_agent(settings.contact);
  options.interrupted = interrupted;
  options.now = now_utc;
  auto browser = ingest::make_browser(std::move(options));
  if (browser) return browser;
  // A proxy that only curl can use is no reason not to fetch.
  auto const is_absent = browser.error().code == Errc::not_found || browser.error().code == Errc::unsupported;
  if (!is_absent || settings.browser != "auto") return browser.error();
  why = browser.error().message;
  return std::unique_ptr<ingest::Browser>();
}

corpus::Result<FetchSummary> fetch_sources(Common const& common, FetchSettings settings,
                                           std::function<void(CheckLine const&)> const& line) {
  std::vector<fs::path> places(settings.folders.begin(), settings.folders.end());
  if (places.empty()) {
    auto folders = source_folders(common);
    if (!folders) return folders.error();
    places = std::move(*folders);
  }
  auto declared = read_sources(places);
  if (!declared) return declared.error();
  for (auto const& error : declared->unreadable) report_error(error);
  for (auto const& problem : declared->problems)
    if (problem.error) report_problem(problem);
  auto sources = choose_sources(std::move(declared->sources), settings.wanted);
  if (!sources) return sources.error();

  auto const rules = open_extraction_rules();
  if (!rules) return rules.error();
  auto const lexicons = open_lexicons();
  if (!lexicons) return lexicons.error();
  auto const home = common.home_folder();
  std::error_code ec;
  fs::create_directories(home, ec);
  if (ec) return Error{Errc::io, home.string(), 0, "cannot make the folder: " + ec.message()};
  auto archive = ingest::Archive::open(home / "archive.db", true);
  if (!archive) return archive.error();
  catch_interrupts();
  auto fetcher = open_fetcher(settings);
  if (!fetcher) return fetcher.error();
  CheckRunOptions options;
  auto browser = open_browser(settings, options.no_browser);
  if (!browser) return browser.error();

  FetchSummary out;
  out.sources = sources->size();
  ProgressBar bar(common.quiet);
  options.now = now_utc;
  options.interrupted = interrupted;
  options.progress = [&](std::size_t done, std::size_t total) {
    bar.show("Checking sources", static_cast<std::int64_t>(done), static_cast<std::int64_t>(total),
             static_cast<std::int64_t>(out.bytes));
  };
  CheckRun run(**archive, **fetcher, browser->get(), *rules, lexicons->captures, options);
  auto const done = run.run(*sources, [&](CheckLine const& check) {
    ++out.outcomes[check.outcome];
    ++out.checked;
    out.requests += check.requests;
    out.bytes += check.bytes;
    bar.clear();
    line(check);
  });
  bar.clear();
  if (!done) return done.error();
  out.interrupted = interrupted();
  return out;
}

}  // namespace smallprint::app
