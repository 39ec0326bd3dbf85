#pragma once
#include "ingest/fetch/url.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace smallprint::ingest {

/// Gives an environment variable; nothing when it is not set.
using Environment = std::function<std::optional<std::string>(std::string const& name)>;
[[nodiscard]] Environment process_environment();

/// The proxy for `url`, by the variables that curl goes by: http_proxy (in small letters only), https_proxy,
/// HTTPS_PROXY, all_proxy, ALL_PROXY; none for hosts that no_proxy or NO_PROXY lists. Empty: none. Decided here and not
/// by curl, since who is connected to decides what is checked.
[[nodiscard]] std::string proxy_for(Url const& url, Environment const& environment);

/// Whether a no_proxy list holds the host: "*", names with all below them ("example.com", ".example.com"), addresses
/// and blocks of them ("10.0.0.0/8"), between commas or spaces. `host` is as Url::host.
[[nodiscard]] bool is_in_no_proxy(std::string_view host, std::string_view list);

}  // namespace smallprint::ingest
