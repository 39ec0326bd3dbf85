#include "fuzz/target.hpp"
#include "ingest/fetch/course.hpp"
#include "ingest/fetch/header_block.hpp"
#include "ingest/fetch/http_date.hpp"
#include "ingest/fetch/url.hpp"

#include <algorithm>
#include <string>

namespace smallprint::fuzz {
namespace {

using namespace ingest;

bool is_one_line(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c <= 0x7e; });
}

void check(corpus::Result<Url> const& url) {
  if (url.has_error()) {
    require(!url.error().message.empty() && is_one_line(url.error().source), "an error says what is wrong, in a line");
    return;
  }
  auto const& text = url->text;
  require(text.size() <= longest_url && is_one_line(text) && text.find(' ') == std::string::npos,
          "a URL is a short word");
  require(text.find('#') == std::string::npos, "a URL has no fragment");
  require(text.starts_with("http://") || text.starts_with("https://"), "a URL is of the web");
  auto const authority = text.substr(0, text.find('/', text.find("//") + 2));
  require(authority.find('@') == std::string::npos, "a URL has no user");
  require(url->host_key.starts_with(authority) && !url->host.empty(), "a host is named as it stands there");
  require(url->target.starts_with('/') && text.ends_with(url->target), "a target is the end of its URL");
  auto const again = parse_url(text);
  require(again.has_value() && again->text == text && again->host_key == url->host_key, "a URL is written one way");
}

void check_header(std::string_view block) {
  HeaderBlock read(1000);
  bool fits = true;
  for (auto rest = block; fits && !rest.empty();) {
    auto const end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    fits = read.add(rest.substr(0, end));
    rest.remove_prefix(end);
  }
  require(fits == (block.size() <= 1000), "a header has a limit");
  require(read.status() == 0 || (read.status() >= 100 && read.status() <= 999), "a status has three digits");
  for (auto const* name : {"location", "retry-after", "etag"}) {
    auto const value = header(read.fields(), name);
    require(value.find('\n') == std::string_view::npos, "a value is of one line");
    for (std::int64_t const now : {std::int64_t{0}, std::int64_t{1749787927}})
      if (auto const wait = retry_after(value, now))
        require(*wait >= 0 && *wait <= longest_retry_after, "a wait is within its limits");
  }
  auto url = parse_url("https://example.com/terms");
  FetchLimits const limits;
  Backoff backoff(2, limits.longest_wait_seconds, 1);
  for (std::int32_t const status : {read.status(), 301, 304, 429}) {
    Course course({}, *url, limits);
    Exchange exchange;
    exchange.status = status;
    exchange.headers = read.fields();
    auto const step = course.after(TransferEnd::answered, exchange, backoff, "2025-06-13T04:12:07Z");
    require(step.wait_seconds >= 0 && step.wait_seconds <= limits.longest_wait_seconds, "a wait is within the limit");
    require(is_one_line(course.result().detail), "a detail is one line");
    if (step.kind == Step::Kind::elsewhere) check(course.url());
  }
}

}  // namespace

void web_answers(std::string_view bytes) {
  auto const line_end = std::min(bytes.find('\n'), bytes.size());
  auto const base = parse_url(bytes.substr(0, line_end));
  check(base);
  auto const rest = bytes.substr(std::min(line_end + 1, bytes.size()));
  if (base.has_value()) check(resolve(*base, rest.substr(0, rest.find('\n'))));
  check_header(rest);
}

}  // namespace smallprint::fuzz
