#include "ingest/fetch/fetch_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace smallprint::ingest {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto longest_nap = std::chrono::milliseconds(50);  // an interruption is asked for in between

Clock::duration from_seconds(double seconds) {
  constexpr double most = 1e6;  // and what is no number is none
  auto const sane = seconds > 0 ? std::min(seconds, most) : 0.0;
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(sane));
}

// RFC 9309 2.3.1.2 wants five at least.
FetchLimits limits_of_rules(FetchLimits limits) {
  limits.redirects = std::max<std::uint32_t>(limits.redirects, 5);
  return limits;
}

}  // namespace

FetchRun::FetchRun(FetchOptions options, std::string authorities)
    : options_(std::move(options)),
      authorities_(std::move(authorities)),
      rules_limits_(limits_of_rules(options_.limits)),
      product_(product_token(options_.user_agent)),
      backoff_(options_.first_backoff_seconds, options_.limits.longest_wait_seconds, options_.jitter_seed),
      queue_(std::max<std::size_t>(options_.hosts_at_once, 1), from_seconds(options_.host_delay_seconds)) {}

void FetchRun::fetch(std::span<FetchRequest const> requests, Fetcher::Done const& done) {
  struct Leave {  // also when `done` throws
    FetchRun& run;
    ~Leave() { run.give_up(); }
  } const leave{*this};
  done_ = &done;
  for (std::size_t i = 0; i < requests.size(); ++i) take(requests[i], i);
  while (open_pages_ > 0 || !running_.empty()) {
    if (options_.interrupted()) break;
    start_what_may();
    int active = 0;
    ::curl_multi_perform(multi_.get(), &active);
    collect();
    end_stalled();
    wait_for_news();
  }
}

void FetchRun::take(FetchRequest const& request, std::size_t number) {
  auto url = parse_url(request.url);
  if (url.has_error()) {
    auto const end = url.error().code == corpus::Errc::unsupported ? FetchEnd::refused : FetchEnd::failed;
    (*done_)(number, {end, fmt::format("{}: {}", url.error().source, url.error().message), {}});
    return;
  }
  auto const id = jobs_.size();
  jobs_.emplace_back(Job{Course(request, std::move(*url), options_.limits), number, {}});
  ++open_pages_;
  place(id, false);
}

void FetchRun::place(HostQueue::Job id, bool goes_on) {
  auto const& job = *jobs_[id];
  auto const& host = job.course.url().host_key;
  if (!job.is_page()) {
    queue_.add_rules(host, id);
    return;
  }
  if (options_.obey_robots && state(host).state == HostState::Rules::unknown) ask_rules(host);
  if (goes_on)
    queue_.add_first(host, id);
  else
    queue_.add(host, id);
}

void FetchRun::ask_rules(std::string const& host) {
  state(host).state = HostState::Rules::asked;
  queue_.hold_pages(host);
  auto url = parse_url(host + "/robots.txt");
  if (url.has_error()) return;  // cannot be: the key of a host is the beginning of a URL
  auto const id = jobs_.size();
  jobs_.emplace_back(Job{Course({}, std::move(*url), rules_limits_), 0, host});
  place(id, false);
}

void FetchRun::start_what_may() {
  while (auto const id = queue_.start(Clock::now())) begin(*id);
}

std::optional<std::pair<FetchEnd, std::string>> FetchRun::objection(Job const& job) {
  auto const& at = state(job.course.url().host_key);
  if (!at.leave_alone.empty()) return std::pair(FetchEnd::blocked, at.leave_alone);
  if (!job.is_page() || !options_.obey_robots) return std::nullopt;
  if (at.state == HostState::Rules::unreachable) return std::pair(at.end, at.why);
  auto const& target = job.course.url().target;
  auto const verdict = at.rules.judge(target);
  if (verdict.allowed) return std::nullopt;
  return std::pair(FetchEnd::refused, fmt::format("robots.txt disallows {} for {} (line {})", shown(target),
                                                  product_.empty() ? "all" : product_, verdict.line));
}

void FetchRun::begin(HostQueue::Job id) {
  auto& job = *jobs_[id];
  auto const host = job.course.url().host_key;
  if (auto const why = objection(job)) {
    queue_.skip(host);
    job.course.stop(why->first, why->second);
    end_job(id);
    return;
  }
  TransferPlan plan;
  plan.url = job.course.url();
  plan.etag = job.course.etag();
  plan.last_modified = job.course.last_modified();
  plan.proxy = proxy_for(plan.url, environment_);
  plan.body_bytes =
      job.is_page() ? options_.limits.body_bytes : robots_bytes + 1;  // the one more tells that it was cut
  plan.cut_body = !job.is_page();
  running_.push_back({id, host, std::make_unique<Transfer>(std::move(plan), options_, authorities_)});
  auto& transfer = *running_.back().transfer;
  if (transfer.may_begin())
    ::curl_multi_add_handle(multi_.get(), transfer.handle());
  else
    finish(transfer, CURLE_OK);
}

void FetchRun::collect() {
  int left = 0;
  while (auto const* const message = ::curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    auto const code = message->data.result;
    void* owner = nullptr;
    ::curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner);
    finish(*static_cast<Transfer*>(owner), code);
  }
}

void FetchRun::end_stalled() {
  auto const now = Clock::now();
  std::vector<Transfer*> slow;
  for (auto const& one : running_)
    if (one.transfer->is_stalled(now)) slow.push_back(one.transfer.get());
  for (auto* const transfer : slow) finish(*transfer, CURLE_OPERATION_TIMEDOUT);
}

void FetchRun::finish(Transfer& transfer, CURLcode code) {
  ::curl_multi_remove_handle(multi_.get(), transfer.handle());
  auto const end = transfer.end(code);
  auto const at =
      std::find_if(running_.begin(), running_.end(), [&](auto const& one) { return one.transfer.get() == &transfer; });
  auto const running = std::move(*at);  // keeps the transfer until this returns
  running_.erase(at);

  auto& course = jobs_[running.job]->course;
  auto const url = course.url().text;
  auto const step = course.after(end, std::move(transfer.exchange()), backoff_, options_.now());
  auto const now = Clock::now();
  if (end == TransferEnd::refused)
    queue_.skip(running.host);
  else
    queue_.finish(running.host, now);
  if (step.wait_seconds > 0) queue_.wait_until(running.host, now + from_seconds(step.wait_seconds));
  if (!step.leave_alone_until.empty()) leave_alone(running.host, url, step.leave_alone_until);
  if (step.kind == Step::Kind::ended)
    end_job(running.job);
  else
    place(running.job, course.url().host_key == running.host);
}

void FetchRun::leave_alone(std::string const& host, std::string const& url, std::string const& until) {
  state(host).leave_alone =
      fmt::format("not asked: {} wants to be left alone until {}, as it said at {}", host, until, shown(url));
  for (auto const id : queue_.drop_pages(host)) {
    jobs_[id]->course.stop(FetchEnd::blocked, state(host).leave_alone);
    end_job(id);
  }
}

void FetchRun::end_job(HostQueue::Job id) {
  auto job = std::move(*jobs_[id]);
  jobs_[id].reset();
  if (!job.is_page()) {
    learn_rules(job);
    return;
  }
  --open_pages_;
  (*done_)(job.request, std::move(job.course.result()));
}

void FetchRun::learn_rules(Job& job) {
  auto& result = job.course.result();
  auto& at = state(job.rules_of);
  auto const* const last = result.exchanges.empty() ? nullptr : &result.exchanges.back();
  auto const status = last == nullptr ? 0 : last->status;
  at.state = HostState::Rules::known;
  if (status >= 200 && status < 300 && last->error.empty()) {
    at.rules = RobotsRules::parse(last->body, product_);
    queue_.slow_down(job.rules_of, from_seconds(at.rules.crawl_delay().value_or(0)));
  } else if (result.end == FetchEnd::refused && last == nullptr) {
    at.state = HostState::Rules::unreachable;
    at.end = FetchEnd::refused;
    at.why = result.detail.substr(result.detail.find(": ") + 2);  // the host's address itself is what is refused
  } else if (status < 300 || status == 429 || status >= 500) {
    at.state = HostState::Rules::unreachable;
    at.end = result.end == FetchEnd::blocked ? FetchEnd::blocked : FetchEnd::failed;
    at.why = fmt::format("not asked, since its robots.txt cannot be had: {}", result.detail);
  }  // else it has none: 4xx, or redirects that lead nowhere
  queue_.release_pages(job.rules_of);
}

void FetchRun::wait_for_news() {
  auto nap = Clock::duration(longest_nap);
  if (auto const next = queue_.next_start()) {
    auto const now = Clock::now();
    nap = *next > now ? std::min(*next - now, nap) : Clock::duration(0);
  }
  if (running_.empty() && open_pages_ == 0) return;
  // Rounded up: a turn that is not yet there would be looked for again and again.
  auto const whole = std::chrono::ceil<std::chrono::milliseconds>(nap);
  ::curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(whole.count()), nullptr);
}

void FetchRun::give_up() {
  for (auto const& one : running_) ::curl_multi_remove_handle(multi_.get(), one.transfer->handle());
  running_.clear();
  queue_.clear(Clock::now());
  jobs_.clear();
  open_pages_ = 0;
  done_ = nullptr;
  for (auto& [name, at] : hosts_)
    if (at.state == HostState::Rules::asked) at.state = HostState::Rules::unknown;
}

}  // namespace smallprint::ingest
