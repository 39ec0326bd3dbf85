#include "ingest/browser/chromium.hpp"

#include "ingest/browser/child_process.hpp"
#include "ingest/browser/chromium_flags.hpp"
#include "ingest/browser/devtools_pipe.hpp"
#include "ingest/browser/outer_proxy.hpp"
#include "ingest/browser/page.hpp"
#include "ingest/browser/temporary_folder.hpp"
#include "ingest/browser/web_address.hpp"
#include "ingest/fetch/address_rules.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>

namespace smallprint::ingest {
namespace {

using corpus::Errc;
using corpus::Error;
namespace fs = std::filesystem;

constexpr auto start_time = std::chrono::seconds(30);
/// Of one file that it writes, shared memory among them.
constexpr std::size_t file_bytes = 1u << 30;

char const* variable(char const* name) {
  return std::getenv(name);
}

bool can_run(std::string const& path) {
  std::error_code failed;
  return fs::is_regular_file(path, failed) && ::access(path.c_str(), X_OK) == 0;
}

bool is_in(std::vector<std::string> const& list, std::string const& entry) {
  return std::find(list.begin(), list.end(), entry) != list.end();
}

/// The authorities that this user trusts beside the browser's own stay trusted.
void keep_authorities(std::string const& folder) {
  auto const* const home = variable("HOME");
  if (!home || !*home) return;
  std::error_code failed;
  for (auto const* const name : {".pki", ".local/share/pki"}) {
    auto const real = fs::path(home) / name;
    auto const link = fs::path(folder) / name;
    if (!fs::is_directory(real, failed)) continue;
    fs::create_directories(link.parent_path(), failed);
    fs::create_directory_symlink(real, link, failed);
  }
}

/// The line that says why it ended: the last one, or the last that is marked fatal.
std::string reason(std::string const& errors) {
  std::string last;
  bool is_fatal = false;
  for (std::size_t at = 0; at < errors.size();) {
    auto const end = std::min(errors.find('\n', at), errors.size());
    auto const line = errors.substr(at, end - at);
    at = end + 1;
    auto const fatal = line.find("FATAL") != std::string::npos;
    if (line.empty() || (is_fatal && !fatal)) continue;
    last = line;
    is_fatal = fatal;
  }
  return last.substr(0, 300);
}

/// A browser that runs. The order is that of need: what is last ends first.
struct Running {
  TemporaryFolder folder;
  std::unique_ptr<GuardProxy> guard;
  std::unique_ptr<ChildProcess> process;
  DevtoolsPipe pipe;
};

class Chromium final : public Browser {
 public:
  Chromium(BrowserOptions options, GuardOptions guard, OuterProxy outer)
      : options_(std::move(options)), guard_(std::move(guard)), outer_(std::move(outer)) {}

  Exchange render(std::string const& url, std::vector<std::string> const& wanted) override;

 private:
  corpus::Result<void> start();
  [[nodiscard]] std::string refusal(std::string const& url) const;

  BrowserOptions options_;
  GuardOptions guard_;
  OuterProxy outer_;
  std::unique_ptr<Running> running_;
};

corpus::Result<void> Chromium::start() {
  auto folder = TemporaryFolder::make("smallprint-browser-");
  if (folder.has_error()) return folder.error();
  keep_authorities(folder->path());
  auto guard = GuardProxy::start(guard_);
  if (guard.has_error()) return guard.error();

  ChildOptions child;
  child.program = options_.program;
  child.arguments = chromium_flags(options_, folder->path(), outer_, (*guard)->port());
  child.environment = chromium_environment(folder->path());
  // In whole megabytes: its script engine takes an eighth of the limit for code, and aborts where that is
  // no whole number of pages.
  child.data_bytes = options_.memory_bytes >> 20 << 20;
  child.file_bytes = file_bytes;
  auto process = ChildProcess::start(std::move(child));
  if (process.has_error()) return process.error();

  // JSON writes two bytes for a quotation mark or end of line, and up to three for each byte beyond ASCII.
  auto const message_bytes = options_.body_bytes * 3 + (4u << 20);
  DevtoolsPipe pipe((*process)->to(), (*process)->from(), message_bytes);
  Deadline const deadline{std::chrono::steady_clock::now() + start_time, options_.interrupted};
  // Answered when its network is up, so that the first page has as much time as the others.
  auto const ready = pipe.call("Storage.getCookies", Json::object(), "", deadline);
  if (ready.has_error()) {
    if (options_.interrupted && options_.interrupted())
      return Error{Errc::interrupted, options_.program, 0, "interrupted"};
    auto message = "it does not start: " + ready.error().message;
    if (auto const why = reason((*process)->errors()); !why.empty()) message += ": " + why;
    return Error{ready.error().code, options_.program, 0, message};
  }
  running_.reset(new Running{std::move(*folder), std::move(*guard), std::move(*process), std::move(pipe)});
  return {};
}

/// Why it is not even asked for. With an outer proxy nobody else could tell.
std::string Chromium::refusal(std::string const& url) const {
  auto const place = web_address(url);
  if (!place) return "it is no address of the web: " + url.substr(0, 100);
  auto const& proxy = place->scheme == "http" ? outer_.http : outer_.https;
  if (proxy.empty() || options_.allow_private || is_in(options_.allowed_addresses, place->host)) return {};
  auto const kind = special_host(place->host);
  return kind.empty() ? std::string() : place->host + " is a " + kind + " address";
}

Exchange Chromium::render(std::string const& url, std::vector<std::string> const& wanted) {
  Exchange failed;
  failed.url = without_fragment(url);
  if (options_.now) failed.time = options_.now();
  failed.error = refusal(url);
  if (!failed.error.empty()) return failed;
  // One that has come to harm unnoticed is replaced before the page is given up.
  for (bool again = false;; again = true) {
    auto const is_new = !running_;
    if (is_new)
      if (auto const started = start(); started.has_error()) {
        failed.error = started.error().source + ": " + started.error().message;
        return failed;
      }
    running_->guard->start_page();
    auto page = render_page(running_->pipe, *running_->guard, options_, url, wanted);
    if (page.browser_ok) return std::move(page.exchange);
    if (!running_->process->running())
      if (auto const why = reason(running_->process->errors()); !why.empty()) page.exchange.error += ": " + why;
    running_.reset();
    auto const stopped = options_.interrupted && options_.interrupted();
    if (page.asked || is_new || again || stopped) return std::move(page.exchange);
  }
}

}  // namespace

std::string find_browser() {
  static constexpr std::array names{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"};
  auto const* const path = variable("PATH");
  std::string_view const folders = path && *path ? path : "/usr/local/bin:/usr/bin:/bin";
  for (auto const* const name : names)
    for (std::size_t at = 0; at <= folders.size();) {
      auto const end = std::min(folders.find(':', at), folders.size());
      auto const folder = folders.substr(at, end - at);
      at = end + 1;
      if (!folder.starts_with('/')) continue;
      if (auto file = std::string(folder) + "/" + name; can_run(file)) return file;
    }
  return {};
}

corpus::Result<std::unique_ptr<Browser>> make_guarded_browser(BrowserOptions options, GuardOptions guard) {
  if (options.program.empty()) {
    options.program = find_browser();
    if (options.program.empty())
      return Error{Errc::not_found, "chromium", 0,
                   "no browser is installed to render pages with; install the package chromium, or name one"};
  } else if (!can_run(options.program)) {
    return Error{Errc::not_found, options.program, 0, "no program is there to render pages with"};
  }
  auto outer = outer_proxy(process_environment());
  if (outer.has_error()) return outer.error();
  return std::unique_ptr<Browser>(std::make_unique<Chromium>(std::move(options), std::move(guard), std::move(*outer)));
}

corpus::Result<std::unique_ptr<Browser>> make_browser(BrowserOptions options) {
  GuardOptions guard;
  guard.rule = [all = options.allow_private, some = options.allowed_addresses](sockaddr const& address) {
    return all || is_in(some, to_string(address)) ? std::string_view() : special_purpose(address);
  };
  return make_guarded_browser(std::move(options), std::move(guard));
}

}  // namespace smallprint::ingest
