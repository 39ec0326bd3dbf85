#pragma once
#include <string>
#include <string_view>

namespace smallprint::report {

/// A web page that stands alone: one file without script that fetches nothing (and says so to the browser by a
/// Content-Security-Policy), with the colours of light and dark screens that all pages share.
///
/// \param title  text, escaped here
/// \param style  rules of this page, after the common ones
/// \param body   HTML, what stands in <body>
[[nodiscard]] std::string html_page(std::string_view title, std::string_view style, std::string_view body);

}  // namespace smallprint::report
