#include "app/delivery/post.hpp"

#include "app/delivery/address.hpp"
#include "app/delivery/curl_handle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace smallprint::app {

using corpus::Errc;
using corpus::Error;
using corpus::Result;
using Milliseconds = std::chrono::milliseconds;

namespace {

struct Taken {
  std::string body;
  std::size_t most = 0;
  bool is_too_large = false;
};

std::size_t take(char* data, std::size_t /*one*/, std::size_t size, void* into) {
  auto& taken = *static_cast<Taken*>(into);
  auto const fits = std::min(size, taken.most - taken.body.size());
  taken.body.append(data, fits);
  taken.is_too_large = fits < size;
  return fits;  // libcurl stops when it is not all
}

/// How one try ended: an answer, or an error that another try may mend.
struct Try {
  long status = 0;
  std::string body;
  Error error;
  bool is_delivered = false;
  bool is_worth_another = false;
  Milliseconds asked{0};  ///< by Retry-After
};

/// \pre `text` goes into a header field
Result<void> check_token(std::string_view text, std::string const& name) {
  auto const visible = [](char c) { return c > ' ' && c < '\x7f'; };
  auto const at = std::find_if_not(text.begin(), text.end(), visible) - text.begin();
  if (static_cast<std::size_t>(at) == text.size()) return {};
  return Error{Errc::syntax, name, static_cast<std::size_t>(at), "expected visible ASCII without spaces"};
}

class Post {
 public:
  Post(std::string const& url, std::string shown, std::string_view json, PostOptions const& options)
      : options_(options), shown_(std::move(shown)) {
    fields_.add("Content-Type: application/json");
    fields_.add("Accept: application/json, text/plain");
    fields_.add("Expect:");  // without it libcurl holds large bodies back for a second
    if (!options.idempotency_key.empty()) fields_.add("Idempotency-Key: " + options.idempotency_key);
    if (!options.token.empty()) fields_.add("Authorization: Bearer " + options.token);
    curl_.set(CURLOPT_URL, url.c_str());
    curl_.set(CURLOPT_PROTOCOLS_STR, "http,https");
    curl_.set(CURLOPT_USERAGENT, "smallprint/" SMALLPRINT_VERSION);
    curl_.set(CURLOPT_HTTPHEADER, fields_.get());
    curl_.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(json.size()));
    curl_.set(CURLOPT_POSTFIELDS, json.empty() ? "" : json.data());  // not copied
    curl_.set(CURLOPT_WRITEFUNCTION, &take);
    curl_.set_authorities(options.ca_file);
    curl_.set_timeouts(options.connect_timeout, options.timeout);
  }

  Try once() {
    Taken taken;
    taken.most = options_.largest_answer;
    curl_.set(CURLOPT_WRITEDATA, &taken);
    auto const code = curl_.perform();
    Try out;
    out.status = curl_.number(CURLINFO_RESPONSE_CODE);
    out.body = std::move(taken.body);
    out.is_delivered = code == CURLE_OK && out.status / 100 == 2;
    out.asked = std::chrono::seconds(std::min<curl_off_t>(curl_.count(CURLINFO_RETRY_AFTER), 86'400));
    if (taken.is_too_large && out.status / 100 == 2) {
      out.error = fault(Errc::too_large, fmt::format("taken ({}), but the answer has more than {} bytes", out.status,
                                                     options_.largest_answer));
    } else if (code != CURLE_OK && !taken.is_too_large) {
      bool const never_connected = curl_.count(CURLINFO_CONNECT_TIME_T) == 0;
      out.is_worth_another = code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
                             code == CURLE_COULDNT_RESOLVE_PROXY ||
                             (code == CURLE_OPERATION_TIMEDOUT && never_connected);
      out.error = fault(Errc::io, no_answer(code));
    } else if (!out.is_delivered) {
      out.is_worth_another = out.status == 429 || out.status == 503;
      out.error = fault(Errc::io, refusal(out));
    }
    return out;
  }

 private:
  Error fault(Errc code, std::string message) const { return {code, shown_, 0, std::move(message)}; }

  std::string no_answer(CURLcode code) const {
    switch (code) {
      case CURLE_COULDNT_RESOLVE_HOST:
        return "the name of the host does not resolve";
      case CURLE_COULDNT_RESOLVE_PROXY:
        return "the name of the proxy does not resolve";
      case CURLE_COULDNT_CONNECT:
        return "cannot connect: " + curl_.connect_problem();
      case CURLE_OPERATION_TIMEDOUT:
        return curl_.timeout_problem();
      case CURLE_PEER_FAILED_VERIFICATION:
        return "the server's certificate is not trusted: " + curl_.problem(code);
      case CURLE_SSL_CACERT_BADFILE:
        return "cannot read certificates to trust from " + options_.ca_file;
      case CURLE_GOT_NOTHING:
      case CURLE_RECV_ERROR:
      case CURLE_SEND_ERROR:
        return "the server closed the connection before it answered";
      case CURLE_PARTIAL_FILE:
        return "the server closed the connection in the middle of its answer";
      default:
        return "not delivered: " + first_line(curl_.problem(code));
    }
  }

  std::string refusal(Try const& answer) const {
    if (answer.status / 100 == 3) {
      auto const target = curl_.text(CURLINFO_REDIRECT_URL);
      return fmt::format("expected 2xx, got {}: redirects, which are not followed, to {}", answer.status,
                         target.empty() ? "nowhere" : shown_address(target));
    }
    auto const line = first_line(answer.body);
    return fmt::format("expected 2xx, got {}{}", answer.status, line.empty() ? " and no text" : ": " + line);
  }

  PostOptions const& options_;
  std::string shown_;
  CurlList fields_;
  CurlHandle curl_;
};

bool sleep(Milliseconds time) {
  std::this_thread::sleep_for(time);
  return true;
}

}  // namespace

Result<PostAnswer> post_json(std::string const& url, std::string_view json, PostOptions const& options) {
  auto const address = parse_server_address(url, {"http", "https"});
  if (!address) return address.error();
  if (auto const ok = check_token(options.token, "bearer token"); !ok) return ok.error();
  if (auto const ok = check_token(options.idempotency_key, "idempotency key"); !ok) return ok.error();
  if (address->scheme == "http" && !options.allow_plain && (address->userinfo || !options.token.empty()))
    return Error{Errc::unsupported, address->shown, 0, "expected https://, since a token or password is sent"};

  Post post(url, address->shown, json, options);
  auto back_off = options.first_wait;
  for (int tries = 1;; ++tries) {
    auto got = post.once();
    if (got.is_delivered) return PostAnswer{got.status, std::move(got.body), tries};
    if (!got.is_worth_another || tries >= options.tries) {
      if (tries > 1) got.error.message += fmt::format(" (after {} tries)", tries);
      return got.error;
    }
    auto const pause = std::min(std::max(back_off, got.asked), options.longest_wait);
    if (!(options.wait ? options.wait(pause) : sleep(pause)))
      return Error{Errc::interrupted, address->shown, 0, "interrupted; the last try: " + got.error.message};
    back_off = std::min(back_off * 2, options.longest_wait);
  }
}

}  // namespace smallprint::app
