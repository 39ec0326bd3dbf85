#include "ingest/browser/page.hpp"

#include "ingest/browser/page_scripts.hpp"
#include "ingest/browser/tab.hpp"
#include "ingest/browser/web_address.hpp"

#include <algorithm>
#include <optional>

namespace smallprint::ingest {
namespace {

using corpus::Errc;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr auto open_time = seconds(20);  ///< for an empty tab
constexpr auto poll_time = milliseconds(100);
constexpr auto still_time = milliseconds(500);  ///< that a document must not change
constexpr std::size_t most_documents = 20;
constexpr int most_failures = 50;  ///< of the same question, one after the other

class Page {
 public:
  Page(DevtoolsPipe& browser, GuardProxy const& guard, BrowserOptions const& options, std::string const& url,
       std::vector<std::string> const& wanted)
      : guard_(guard),
        options_(options),
        url_(url),
        wanted_(wanted),
        end_(Clock::now() + open_time),
        tab_(browser, {end_, [this] { return is_interrupted() || broken(); }}) {}

  RenderedPage render();

 private:
  using Step = std::optional<std::string>;  ///< what went wrong

  Step navigate();
  Step settle();
  Step read();
  void finish(Step failure);
  [[nodiscard]] DocumentRecord const& record() const { return tab_.record(); }
  [[nodiscard]] bool is_interrupted() const { return options_.interrupted && options_.interrupted(); }
  [[nodiscard]] Step broken() const;
  [[nodiscard]] std::string explain(corpus::Error const& error) const;

  GuardProxy const& guard_;
  BrowserOptions const& options_;
  std::string const& url_;
  std::vector<std::string> const& wanted_;
  Clock::time_point end_;
  Tab tab_;
  bool moved_ = false;  ///< the document went while it was read
  RenderedPage out_;
};

/// What ends a page whatever it is doing.
Page::Step Page::broken() const {
  if (record().crashed()) return "the page's process died, perhaps for want of memory";
  if (record().documents() > most_documents)
    return "it went on to another address more than " + std::to_string(most_documents) + " times";
  if (guard_.exhausted()) return "it loads more than is allowed for one page";
  return {};
}

/// A step that failed, in words.
std::string Page::explain(corpus::Error const& error) const {
  if (auto const why = broken()) return *why;
  if (error.code != Errc::interrupted) return error.source + ": " + error.message;
  if (is_interrupted()) return "interrupted";
  if (!out_.asked) return "the browser opens no tab";
  auto const time = std::to_string(options_.page_seconds) + " seconds";
  if (record().documents() == 0) return "no answer within " + time;
  return record().loaded() ? "its scripts did not stop within " + time : "still loading after " + time;
}

Page::Step Page::navigate() {
  out_.asked = true;
  auto const answer = tab_.ask("Page.navigate", {{"url", url_}});
  if (answer.has_error()) return explain(answer.error());
  if (is_true(*answer, "isDownload")) return "it is a download, not a page";
  auto failure = text_of(*answer, "errorText");
  if (failure.empty()) return {};
  if (auto why = broken()) return why;
  return failure;
}

/// Waits for the document to be loaded, still, and complete; gives up waiting for the last two.
Page::Step Page::settle() {
  std::string loader;
  std::string size;
  bool loaded = false;
  int failures = 0;
  auto still_since = Clock::now();
  auto settled_by = Clock::time_point::max();
  // Some time of the page is kept for reading it.
  auto const last = end_ - std::max(milliseconds(seconds(options_.page_seconds)) / 10, still_time);
  while (true) {
    // A document whose scripts went on to another one starts anew.
    auto waited = tab_.wait([&] { return record().parsed(); });
    if (waited.has_error()) return explain(waited.error());
    if (auto failure = record().failure(); !failure.empty()) return failure;
    auto const state = tab_.evaluate(page_scripts::state, wanted_);
    // A script may go on at any time, and takes the place where it was asked with it.
    failures = state.has_error() ? failures + 1 : 0;
    if (state.has_error() && (state.error().code != Errc::schema || failures > most_failures))
      return explain(state.error());

    auto const now = Clock::now();
    auto const is_new = loader != record().loader();
    auto new_size = state.has_value() ? text_of(*state, "size") : std::string();
    if (is_new || size != new_size || state.has_error()) still_since = now;
    if (is_new || loaded != record().loaded()) settled_by = std::min(now + seconds(options_.settle_seconds), last);
    loader = record().loader();
    loaded = record().loaded();
    size = std::move(new_size);

    auto const complete = state.has_value() && is_true(*state, "complete");
    auto const still = now - still_since >= still_time;
    if (loaded && complete && still && (!wanted_.empty() || record().quiet())) return {};
    // What never finishes loading may still have all that is wanted.
    if (now >= settled_by && state.has_value() && (loaded || (complete && !wanted_.empty()))) return {};
    waited = tab_.wait([tick = now + poll_time] { return Clock::now() >= tick; });
    if (waited.has_error()) return explain(waited.error());
  }
}

Page::Step Page::read() {
  if (!web_address(record().url())) return "it went on to no address of the web: " + record().url().substr(0, 100);
  auto const loader = record().loader();
  auto const got = tab_.evaluate(page_scripts::document, options_.body_bytes);
  moved_ = loader != record().loader() && !broken() && (got.has_value() || got.error().code == Errc::schema);
  if (moved_) return {};
  if (got.has_error()) return explain(got.error());
  auto const type = text_of(*got, "type");
  if (type != "text/html" && type != "application/xhtml+xml" && type != "text/plain")
    return "it is no page but " + (type.empty() ? "of no type" : type);
  auto body = text_of(*got, "text");
  if (body.size() > options_.body_bytes || is_true(*got, "is_large"))
    return "the document has more than " + std::to_string(options_.body_bytes) + " bytes";
  out_.exchange.body = std::move(body);
  return {};
}

void Page::finish(Step failure) {
  auto& exchange = out_.exchange;
  record().fill(exchange);
  if (auto const place = web_address(exchange.url)) {
    // The browser itself sees the guard's address only.
    if (record().port() == guard_.port()) exchange.address = guard_.address_of(place->host, place->port);
    auto fault = guard_.fault_of(place->host, place->port);
    if (failure && exchange.status == 0 && !fault.empty()) failure = std::move(fault);
  }
  exchange.rendered = !failure;
  if (!failure) return;
  exchange.error = std::move(*failure);
  exchange.body.clear();
  for (auto& c : exchange.error)
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
}

RenderedPage Page::render() {
  out_.exchange.url = without_fragment(url_);
  Step failure;
  auto const opened = tab_.open();
  if (opened.has_error()) failure = explain(opened.error());
  if (options_.now) out_.exchange.time = options_.now();
  auto const begin = Clock::now();
  end_ = begin + seconds(options_.page_seconds);
  tab_.end_by(end_);
  if (!failure) failure = navigate();
  do {
    if (!failure) failure = settle();
    if (!failure) failure = read();
  } while (!failure && moved_);
  out_.exchange.milliseconds =
      static_cast<std::uint32_t>(std::chrono::duration_cast<milliseconds>(Clock::now() - begin).count());
  finish(std::move(failure));
  tab_.close();
  out_.browser_ok = opened.has_value() && !tab_.browser_lost();
  return std::move(out_);
}

}  // namespace

RenderedPage render_page(DevtoolsPipe& browser, GuardProxy const& guard, BrowserOptions const& options,
                         std::string const& url, std::vector<std::string> const& wanted) {
  return Page(browser, guard, options, url, wanted).render();
}

}  // namespace smallprint::ingest
