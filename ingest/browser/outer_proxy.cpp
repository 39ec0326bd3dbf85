#include "ingest/browser/outer_proxy.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace smallprint::ingest {
namespace {

using corpus::Errc;
using corpus::Error;

bool is_host_part(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view(".-_[]:").find(c) != std::string_view::npos;
}

corpus::Result<std::string> read(std::string const& name, std::string_view value) {
  std::string scheme = "http";
  if (auto const colon = value.find("://"); colon != std::string_view::npos) {
    scheme = value.substr(0, colon);
    for (auto& c : scheme)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    value.remove_prefix(colon + 3);
  }
  // Chromium leaves names to a SOCKS proxy always; for curl the last letter says so.
  if (scheme == "socks5h") scheme = "socks5";
  if (scheme == "socks4a") scheme = "socks4";
  static constexpr std::array<std::string_view, 4> schemes{"http", "https", "socks4", "socks5"};
  if (std::find(schemes.begin(), schemes.end(), scheme) == schemes.end())
    return Error{Errc::unsupported, name, 0, "a proxy of scheme " + scheme + " cannot be used"};
  if (value.ends_with('/')) value.remove_suffix(1);
  // The value may hold a password, so the message does not show it.
  if (value.find('@') != std::string_view::npos)
    return Error{Errc::unsupported, name, 0, "a browser cannot be given a proxy's user name and password"};
  if (value.empty() || !std::all_of(value.begin(), value.end(), is_host_part))
    return Error{Errc::syntax, name, 0, "it is no proxy's address"};
  auto out = scheme + "://" + std::string(value);
  auto const bracket = value.rfind(']');
  if (value.find(':', bracket == std::string_view::npos ? 0 : bracket) == std::string_view::npos)
    out += scheme == "https" ? ":443" : ":1080";
  return out;
}

std::string host_of(std::string const& proxy) {
  auto const begin = proxy.find("://") + 3;
  return proxy.substr(begin, proxy.rfind(':') - begin);
}

}  // namespace

corpus::Result<OuterProxy> outer_proxy(Environment const& environment) {
  auto const first = [&](std::initializer_list<char const*> names) -> corpus::Result<std::string> {
    for (auto const* const name : names)
      if (auto const value = environment(name); value && !value->empty()) return read(name, *value);
    return std::string();
  };
  OuterProxy out;
  auto http = first({"http_proxy", "all_proxy", "ALL_PROXY"});
  if (http.has_error()) return http.error();
  auto https = first({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
  if (https.has_error()) return https.error();
  out.http = std::move(*http);
  out.https = std::move(*https);
  return out;
}

std::string proxy_flag(OuterProxy const& outer, std::uint16_t guard_port) {
  auto const guard = "socks5://127.0.0.1:" + std::to_string(guard_port);
  if (outer.http.empty() && outer.https.empty()) return "--proxy-server=" + guard;
  // "socks" stands for every scheme that is not named.
  return "--proxy-server=http=" + (outer.http.empty() ? guard : outer.http) +
         ";https=" + (outer.https.empty() ? guard : outer.https) + ";socks=" + guard;
}

std::string resolver_flag(OuterProxy const& outer) {
  std::string out = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1";
  for (auto const& proxy : {outer.http, outer.https})
    if (!proxy.empty()) out += " , EXCLUDE " + host_of(proxy);
  return out;
}

}  // namespace smallprint::ingest
