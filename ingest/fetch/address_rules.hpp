#pragma once
#include <string>
#include <string_view>

struct sockaddr;

/// Which addresses a fetch may connect to. What is fetched is named by strangers' pages and redirects,
/// which must not reach this machine or its network.
namespace smallprint::ingest {

/// The kind of special-purpose address it is ("loopback", "private", "link-local", ...), by the registries
/// of RFC 6890 with IPv4 addresses inside IPv6 ones (mapped, compatible, NAT64, 6to4, Teredo) judged as what they hold;
/// empty for addresses of the public internet.
[[nodiscard]] std::string_view special_purpose(sockaddr const& address);
/// The same of a host as it stands in a URL: an address, or "localhost" and the names below it. Empty for other
/// names: what they lead to is seen once they are looked up. For requests through a proxy, which looks them up itself.
[[nodiscard]] std::string_view special_purpose_host(std::string_view host);
/// "192.0.2.1", "2001:db8::1"; empty for other families.
[[nodiscard]] std::string to_string(sockaddr const& address);

}  // namespace smallprint::ingest
