#include "ingest/browser/web_address.hpp"

#include "ingest/fetch/address_rules.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>

namespace smallprint::ingest {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace

std::optional<WebAddress> web_address(std::string_view url) {
  if (std::any_of(url.begin(), url.end(), [](char c) { return (c >= 0 && c <= ' ') || c == 0x7f || c == '\\'; }))
    return {};
  auto const colon = url.find("://");
  if (colon == std::string_view::npos) return {};
  WebAddress out;
  out.scheme = lower(url.substr(0, colon));
  if (out.scheme != "http" && out.scheme != "https") return {};
  out.port = out.scheme == "http" ? 80 : 443;

  auto place = url.substr(colon + 3);
  place = place.substr(0, place.find_first_of("/?#"));
  if (place.find('@') != std::string_view::npos) return {};
  auto const end = place.starts_with('[') ? place.find(']') : std::string_view::npos;
  auto const port = place.find(':', end == std::string_view::npos ? 0 : end);
  if (port != std::string_view::npos && port + 1 < place.size()) {
    auto const digits = place.substr(port + 1);
    auto const [at, code] = std::from_chars(digits.data(), digits.data() + digits.size(), out.port);
    if (code != std::errc() || at != digits.data() + digits.size()) return {};
  }
  place = place.substr(0, port);
  if (place.starts_with('[')) {
    if (!place.ends_with(']')) return {};
    place = place.substr(1, place.size() - 2);
  }
  out.host = lower(place);
  if (out.host.empty()) return {};
  return out;
}

std::string without_fragment(std::string_view url) {
  return std::string(url.substr(0, url.find('#')));
}

std::string special_host(std::string const& host) {
  auto name = lower(host);
  if (name.ends_with('.')) name.pop_back();
  if (name == "localhost" || name.ends_with(".localhost")) return "loopback";
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  if (::inet_aton(name.c_str(), &v4.sin_addr) != 0)
    return std::string(special_purpose(reinterpret_cast<sockaddr const&>(v4)));
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  if (::inet_pton(AF_INET6, name.c_str(), &v6.sin6_addr) == 1)
    return std::string(special_purpose(reinterpret_cast<sockaddr const&>(v6)));
  return {};
}

}  // namespace smallprint::ingest
