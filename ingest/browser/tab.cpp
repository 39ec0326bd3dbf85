#include "ingest/browser/tab.hpp"

#include <algorithm>
#include <utility>

namespace smallprint::ingest {
namespace {

using corpus::Errc;
using Clock = std::chrono::steady_clock;

constexpr auto slice_time = std::chrono::milliseconds(100);
constexpr auto close_time = std::chrono::seconds(3);

}  // namespace

Tab::Tab(DevtoolsPipe& browser, Deadline deadline) : browser_(browser), deadline_(std::move(deadline)) {
  browser_.on_event(
      [this](auto const& method, auto const& params, auto const& session) { take(method, params, session); });
}

Tab::~Tab() {
  close();
  browser_.on_event({});
}

void Tab::take(std::string const& method, Json const& params, std::string const& session) {
  if (session_.empty() || session != session_) return;
  if (method != "Page.javascriptDialogOpening") return record_.take(method, params);
  // One that asks whether the page may be left is the only one to say yes to.
  auto const leaves = text_of(params, "type") == "beforeunload";
  browser_.post("Page.handleJavaScriptDialog", {{"accept", leaves}}, session_, deadline_);
}

corpus::Result<Json> Tab::call(std::string const& method, Json const& params, Deadline const& deadline) {
  auto answer = browser_.call(method, params, session_, deadline);
  if (answer.has_error() && answer.error().code != Errc::schema && answer.error().code != Errc::interrupted)
    lost_ = true;
  return answer;
}

corpus::Result<Json> Tab::ask(std::string const& method, Json const& params) {
  return call(method, params, deadline_);
}

corpus::Result<void> Tab::open() {
  auto const text = [&](std::string const& method, Json const& params,
                        char const* name) -> corpus::Result<std::string> {
    auto const answer = ask(method, params);
    if (answer.has_error()) return answer.error();
    return text_of(*answer, name);
  };
  auto context = text("Target.createBrowserContext", {{"disposeOnDetach", true}}, "browserContextId");
  if (context.has_error()) return context.error();
  context_ = *context;
  auto target = text("Target.createTarget", {{"url", "about:blank"}, {"browserContextId", context_}}, "targetId");
  if (target.has_error()) return target.error();
  frame_ = *target;  // a tab's main frame has its name

  struct Setting {
    char const* method;
    Json params;
    bool is_needed;  ///< the others are comforts, and may have another name in another version
  };
  auto const set = [&](std::initializer_list<Setting> settings) -> corpus::Result<void> {
    for (auto const& one : settings) {
      auto const done = ask(one.method, one.params);
      if (done.has_error() && (one.is_needed || done.error().code != Errc::schema)) return done.error();
    }
    return {};
  };
  auto done = set({
      {"Browser.setDownloadBehavior", {{"behavior", "deny"}, {"browserContextId", context_}}, true},
      // None are granted, and nobody is asked.
      {"Browser.grantPermissions", {{"permissions", Json::array()}, {"browserContextId", context_}}, false},
  });
  if (done.has_error()) return done.error();
  auto session = text("Target.attachToTarget", {{"targetId", frame_}, {"flatten", true}}, "sessionId");
  if (session.has_error()) return session.error();
  session_ = *session;
  Json const unwanted{"*.mp4", "*.webm", "*.m3u8", "*.mpd", "*.mp3", "*.ogg", "*.woff", "*.woff2", "*.ttf", "*.otf"};
  done = set({
      {"Inspector.enable", Json::object(), false},
      {"Page.enable", Json::object(), true},
      {"Network.enable", {{"maxTotalBufferSize", 0}, {"maxResourceBufferSize", 0}}, true},
      {"Page.setLifecycleEventsEnabled", {{"enabled", true}}, true},
      {"Network.setBypassServiceWorker", {{"bypass", true}}, false},
      {"Network.setBlockedURLs", {{"urls", unwanted}}, false},
      {"Emulation.setFocusEmulationEnabled", {{"enabled", true}}, false},
  });
  if (done.has_error()) return done.error();
  // The blank document of a new tab is none of a page's.
  record_ = DocumentRecord(frame_);
  return {};
}

corpus::Result<Json> Tab::evaluate(std::string_view function, Json const& argument) {
  if (world_of_ != record_.loader()) {
    auto const loader = record_.loader();
    auto const made = ask("Page.createIsolatedWorld", {{"frameId", frame_}, {"worldName", "reader"}});
    if (made.has_error()) return made.error();
    world_ = number_of(*made, "executionContextId");
    world_of_ = loader;
  }
  auto const code = std::string(function) + "(" + argument.dump(-1, ' ', true, Json::error_handler_t::replace) + ")";
  auto answer = ask("Runtime.evaluate", {{"expression", code}, {"contextId", world_}, {"returnByValue", true}});
  if (answer.has_error()) {
    world_of_.clear();
    return answer;
  }
  if (auto const& thrown = object_of(*answer, "exceptionDetails"); !thrown.empty()) {
    auto const why = text_of(object_of(thrown, "exception"), "description");
    return corpus::Error{Errc::schema, "page", 0, why.empty() ? text_of(thrown, "text") : why};
  }
  return {boost::system::in_place_value, object_of(object_of(*answer, "result"), "value")};
}

corpus::Result<void> Tab::wait(std::function<bool()> const& done) {
  while (!done()) {
    if (deadline_.passed()) return corpus::Error{Errc::interrupted, "browser", 0, "no answer in time"};
    Deadline const slice{std::min(deadline_.end, Clock::now() + slice_time), deadline_.interrupted};
    auto const waited = browser_.wait(slice, done);
    if (waited.has_value() || waited.error().code == Errc::interrupted) continue;
    lost_ = true;
    return waited.error();
  }
  return {};
}

void Tab::close() {
  session_.clear();
  if (lost_ || context_.empty()) return;
  Deadline const deadline{Clock::now() + close_time, {}};
  if (call("Target.disposeBrowserContext", {{"browserContextId", context_}}, deadline).has_error()) lost_ = true;
  context_.clear();
}

}  // namespace smallprint::ingest
