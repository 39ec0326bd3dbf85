#include "ingest/fetch/course.hpp"

#include "ingest/calendar.hpp"
#include "ingest/fetch/http_date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace smallprint::ingest {
namespace {

bool leads_elsewhere(std::int32_t status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool refuses_us(std::int32_t status) {
  return status == 401 || status == 403 || status == 451;
}

bool is_wish_to_wait(std::int32_t status) {
  return status == 429 || status == 503;
}

}  // namespace

Course::Course(FetchRequest request, Url url, FetchLimits const& limits)
    : request_(std::move(request)), url_(std::move(url)), limits_(limits) {}

bool Course::is_held() const {
  if (request_.held_url.empty()) return visited_.empty();
  auto const held = parse_url(request_.held_url);
  return held.has_value() && held->text == url_.text;
}

Step Course::ended(FetchEnd end, std::string const& why) {
  result_.end = end;
  if (!why.empty()) result_.detail = fmt::format("{}: {}", shown(url_.text), why);
  return {};
}

void Course::stop(FetchEnd end, std::string const& why) {
  (void)ended(end, why);
}

Step Course::try_again(FetchEnd if_last, std::string const& why, double wait_seconds) {
  if (tries_ < limits_.tries) return {Step::Kind::again, wait_seconds, {}};
  auto step = ended(if_last, tries_ < 2 ? why : fmt::format("{}, at the last of {} tries", why, tries_));
  return step;
}

Step Course::after(TransferEnd end, Exchange exchange, Backoff& backoff, std::string const& now) {
  if (end == TransferEnd::refused) return ended(FetchEnd::refused, exchange.error);
  ++tries_;
  auto const& kept = result_.exchanges.emplace_back(std::move(exchange));
  if (end == TransferEnd::broken) return try_again(FetchEnd::failed, kept.error, backoff.seconds(tries_));
  if (end == TransferEnd::failed) return ended(FetchEnd::failed, kept.error);
  return after_status(kept, backoff, now);
}

Step Course::after_status(Exchange const& exchange, Backoff& backoff, std::string const& now) {
  auto const status = exchange.status;
  if (status == 304) {
    if (!etag().empty() || !last_modified().empty()) return ended(FetchEnd::not_modified);
    return ended(FetchEnd::failed, "304, though it was not asked whether it had changed");
  }
  if (status == 206) return ended(FetchEnd::failed, "206, a part of the page, though the whole was asked for");
  if (status >= 200 && status < 300)
    return exchange.body.empty() ? ended(FetchEnd::failed, fmt::format("{} without a body", status))
                                 : ended(FetchEnd::got);
  if (leads_elsewhere(status)) return after_redirect(exchange);
  auto const number = std::to_string(status);
  if (refuses_us(status)) return ended(FetchEnd::blocked, number);
  if (is_wish_to_wait(status)) return after_wish(exchange, backoff, now);
  if (status >= 500) return try_again(FetchEnd::failed, number, backoff.seconds(tries_));
  return ended(FetchEnd::failed, number);
}

Step Course::after_redirect(Exchange const& exchange) {
  auto const location = header(exchange.headers, "location");
  if (location.empty()) return ended(FetchEnd::failed, fmt::format("{} without a Location", exchange.status));
  auto next = resolve(url_, location);
  if (next.has_error()) {
    auto const end = next.error().code == corpus::Errc::unsupported ? FetchEnd::refused : FetchEnd::failed;
    return ended(end, fmt::format("{} leads to {}: {}", exchange.status, shown(location), next.error().message));
  }
  visited_.push_back(url_.text);
  if (std::find(visited_.begin(), visited_.end(), next->text) != visited_.end())
    return ended(FetchEnd::failed, fmt::format("{} leads back to {} (redirect loop after {} hop{})", exchange.status,
                                               shown(next->text), visited_.size(), visited_.size() == 1 ? "" : "s"));
  if (visited_.size() > limits_.redirects)
    return ended(FetchEnd::failed, fmt::format("{} leads to {}, but only {} redirects are followed", exchange.status,
                                               shown(next->text), limits_.redirects));
  url_ = std::move(*next);
  tries_ = 0;
  return {Step::Kind::elsewhere, 0, {}};
}

// 429 and 503, whose Retry-After may be long.
Step Course::after_wish(Exchange const& exchange, Backoff& backoff, std::string const& now) {
  auto const seconds = from_utc(now).value_or(0);
  auto const asked = retry_after(header(exchange.headers, "retry-after"), seconds).value_or(0);
  if (asked > limits_.longest_wait_seconds) {
    auto const until = to_utc(seconds + asked).value_or(fmt::format("{} seconds from now", asked));
    auto step =
        ended(FetchEnd::blocked, fmt::format("{}, the server wants to be left alone until {}", exchange.status, until));
    step.leave_alone_until = until;
    return step;
  }
  auto const wait = std::max(static_cast<double>(asked), backoff.seconds(tries_));
  auto step = try_again(FetchEnd::blocked, std::to_string(exchange.status), wait);
  step.wait_seconds = wait;  // also for the host's other pages
  return step;
}

}  // namespace smallprint::ingest
