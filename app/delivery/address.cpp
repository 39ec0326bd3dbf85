#include "app/delivery/address.hpp"

#include "app/delivery/curl_handle.hpp"
#include "corpus/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <new>

namespace smallprint::app {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

namespace {

struct Cleanup {
  void operator()(CURLU* url) const { ::curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, Cleanup>;

/// Null when it is none.
Url parsed(std::string const& url) {
  Url out(::curl_url());
  if (!out) throw std::bad_alloc();
  if (::curl_url_set(out.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) out.reset();
  return out;
}

/// Empty when there is none.
std::string part(Url const& url, CURLUPart which) {
  char* value = nullptr;
  if (::curl_url_get(url.get(), which, &value, 0) != CURLUE_OK) return {};
  std::string out = value;
  ::curl_free(value);
  return out;
}

/// Of what cannot be parsed nobody knows where a password ends: all before the last @ goes.
std::string shown_unparsed(std::string const& url) {
  auto const at = url.rfind('@');
  auto out = at == std::string::npos ? url : "..." + url.substr(at);
  out = first_line(out.substr(0, out.find('?')));
  return out.empty() ? "an empty address" : out;
}

std::string shown(Url const& url) {
  bool const query = !part(url, CURLUPART_QUERY).empty();
  for (auto const secret : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_QUERY, CURLUPART_FRAGMENT})
    ::curl_url_set(url.get(), secret, nullptr, 0);
  auto out = part(url, CURLUPART_URL);
  return first_line(query ? out + "?..." : out);
}

}  // namespace

std::string shown_address(std::string const& url) {
  auto const is = parsed(url);
  return is ? shown(is) : shown_unparsed(url);
}

Result<ServerAddress> parse_server_address(std::string const& url, std::vector<std::string> const& schemes) {
  auto const is = parsed(url);
  std::string expected = "expected";
  for (auto const& scheme : schemes)
    expected += fmt::format("{} {}://HOST[:PORT]", &scheme == &schemes.front() ? "" : " or", scheme);
  if (!is) return Error{Errc::syntax, shown_unparsed(url), 0, expected};
  ServerAddress out;
  out.scheme = part(is, CURLUPART_SCHEME);
  out.host = part(is, CURLUPART_HOST);
  out.userinfo = !part(is, CURLUPART_USER).empty() || !part(is, CURLUPART_PASSWORD).empty();
  out.shown = shown(is);
  if (std::find(schemes.begin(), schemes.end(), out.scheme) == schemes.end())
    return Error{Errc::unsupported, out.shown, 0, fmt::format("{}, got {}://", expected, out.scheme)};
  if (out.host.empty()) return Error{Errc::syntax, out.shown, 0, expected};
  return out;
}

std::string first_line(std::string_view answer) {
  constexpr std::size_t most = 200;
  answer.remove_prefix(std::min(answer.find_first_not_of("\r\n \t"), answer.size()));
  auto end = std::min(answer.find_first_of("\r\n"), answer.size());
  if (end > most)  // and no character cut in two
    for (end = most; end > 0 && (static_cast<unsigned char>(answer[end]) & 0xc0) == 0x80;) --end;
  std::string out(answer.substr(0, end));
  bool const utf8 = corpus::is_utf8(out);
  for (auto& c : out) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || (byte >= 0x80 && !utf8)) c = '?';
  }
  // C1 controls (U+0080 to U+009F) move cursors too.
  for (auto at = out.find('\xc2'); at != std::string::npos && at + 1 < out.size(); at = out.find('\xc2', at + 1))
    if (static_cast<unsigned char>(out[at + 1]) < 0xa0) out.replace(at, 2, "?");
  out.erase(out.find_last_not_of(' ') + 1);
  return out;
}

}  // namespace smallprint::app
