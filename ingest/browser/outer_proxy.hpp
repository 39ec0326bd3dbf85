#pragma once
#include "corpus/error.hpp"
#include "ingest/fetch/proxy.hpp"

#include <cstdint>
#include <string>

namespace smallprint::ingest {

/// The proxies that the environment names, by the variables that proxy_for() reads, as Chromium writes them
/// ("http://proxy.example:3128"); empty: none for such pages.
struct OuterProxy {
  std::string http;
  std::string https;
};

/// Reads them by curl's rules: a scheme of http and port 1080 where they are left out.
///
/// A name in NO_PROXY is asked through the proxy all the same: such names are those of the own network,
/// and a direct way there would be open to every page that is rendered.
///
/// \retval Errc::unsupported  one with a user name: Chromium takes none from its command line
/// \retval Errc::syntax       one that is no proxy's address
[[nodiscard]] corpus::Result<OuterProxy> outer_proxy(Environment const& environment);

/// The browser's flags that lead all of its connections through `outer`, and through the guard's port
/// where that names none; nothing is ever connected to directly.
///
/// Where an outer proxy is named the network has no other way out, and names are resolved there: what
/// they lead to, and what may be reached, is then the proxy's to judge and not the guard's.
[[nodiscard]] std::string proxy_flag(OuterProxy const& outer, std::uint16_t guard_port);
/// The rule by which the browser resolves no name itself but those of its proxies.
[[nodiscard]] std::string resolver_flag(OuterProxy const& outer);

}  // namespace smallprint::ingest
