#include "ingest/fetch/proxy.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

namespace smallprint::ingest {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

struct Address {
  std::array<unsigned char, 16> bytes{};
  unsigned bits = 0;  // 32 or 128
};

std::optional<Address> read_address(std::string const& text) {
  Address out;
  if (::inet_pton(AF_INET, text.c_str(), out.bytes.data()) == 1) {
    out.bits = 32;
    return out;
  }
  out.bits = 128;
  if (::inet_pton(AF_INET6, text.c_str(), out.bytes.data()) == 1) return out;
  return std::nullopt;
}

bool is_in_block(Address const& address, std::string_view entry) {
  auto const slash = std::min(entry.find('/'), entry.size());
  auto name = entry.substr(0, slash);
  if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
  auto const block = read_address(std::string(name));
  if (!block || block->bits != address.bits) return false;
  auto bits = block->bits;
  if (slash < entry.size()) {
    auto const text = entry.substr(slash + 1);
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), bits);
    if (failure != std::errc{} || end != text.data() + text.size() || bits > block->bits) return false;
  }
  for (unsigned bit = 0; bit < bits; ++bit)
    if (((address.bytes.at(bit / 8) ^ block->bytes.at(bit / 8)) >> (7 - bit % 8) & 1) != 0) return false;
  return true;
}

bool is_name_or_below(std::string_view host, std::string_view entry) {
  if (entry.starts_with('.')) entry.remove_prefix(1);
  if (entry.ends_with('.')) entry.remove_suffix(1);
  if (entry.empty() || host.size() < entry.size() || !same(host.substr(host.size() - entry.size()), entry))
    return false;
  return host.size() == entry.size() || host[host.size() - entry.size() - 1] == '.';
}

}  // namespace

Environment process_environment() {
  return [](std::string const& name) -> std::optional<std::string> {
    auto const* const value = std::getenv(name.c_str());
    if (value == nullptr || *value == '\0') return std::nullopt;
    return value;
  };
}

std::string proxy_for(Url const& url, Environment const& environment) {
  if (is_in_no_proxy(url.host, environment("no_proxy").value_or(environment("NO_PROXY").value_or("")))) return {};
  bool const is_tls = url.host_key.starts_with("https:");
  auto found = environment(is_tls ? "https_proxy" : "http_proxy");
  // A web server hands the "Proxy" field of a request to CGI programs as HTTP_PROXY: that one is never believed.
  if (!found && is_tls) found = environment("HTTPS_PROXY");
  if (!found) found = environment("all_proxy");
  if (!found) found = environment("ALL_PROXY");
  return found.value_or("");
}

bool is_in_no_proxy(std::string_view host, std::string_view list) {
  if (list == "*") return true;
  auto const address = read_address(std::string(host));
  while (!list.empty()) {
    auto const end = std::min(list.find_first_of(", \t"), list.size());
    auto const entry = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    if (entry.empty()) continue;
    if (address ? is_in_block(*address, entry) : is_name_or_below(host, entry)) return true;
  }
  return false;
}

}  // namespace smallprint::ingest
