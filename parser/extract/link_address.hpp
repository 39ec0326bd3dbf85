#pragma once
#include <string>
#include <string_view>
#include <vector>

/// Addresses of links, as text.
namespace smallprint::parser {

/// Resolves a reference against the page's address (RFC 3986, section 5.2), and writes it as browsers do:
/// spaces and characters that no address holds are percent-encoded, scheme and host in lower case, white
/// space around it dropped. What has another scheme than http or https is given back as it is.
[[nodiscard]] std::string resolve_link(std::string_view base, std::string_view reference);

/// A name as a list writes it: "utm_*" stands for all that begin with "utm_". Case counts.
[[nodiscard]] bool matches_name(std::string_view pattern, std::string_view name);

/// Drops the parameters of the query that one of `patterns` names; with the last one the '?' goes.
[[nodiscard]] std::string without_parameters(std::string_view address, std::vector<std::string> const& patterns);

}  // namespace smallprint::parser
