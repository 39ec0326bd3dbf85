#include "report/page.hpp"

#include "report/escape.hpp"

namespace smallprint::report {
namespace {

constexpr std::string_view head = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
)";

// Every pair of ink and ground has a contrast of 4.5 or more, in light and in dark.
constexpr std::string_view common_style = R"(
:root{color-scheme:light dark;--ink:#1c1b19;--dim:#5f5b55;--page:#fdfcfa;--line:#d9d4cc;
--restricted:#9b1c1c;--conditional:#855400;--permitted:#1e6b34;--required:#1f4f8f;--silent:#5f5b55;--not-captured:#5f5b55;
--serif:Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,serif;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",sans-serif}
@media screen and (prefers-color-scheme:dark){:root{--ink:#ece9e4;--dim:#a8a299;--page:#191816;--line:#3b3833;
--restricted:#f0908c;--conditional:#e3b35c;--permitted:#83ca95;--required:#8fb8f0;--silent:#a8a299;--not-captured:#a8a299}}
body{background:var(--page);color:var(--ink);font-family:var(--serif)}
.restricted{color:var(--restricted)}.conditional{color:var(--conditional)}.permitted{color:var(--permitted)}
.required{color:var(--required)}.silent{color:var(--silent)}.not-captured{color:var(--not-captured)}
:focus-visible{outline:2px solid var(--required);outline-offset:2px}
)";

}  // namespace

std::string html_page(std::string_view title, std::string_view style, std::string_view body) {
  std::string out(head);
  out.append("<title>").append(html(title)).append("</title>\n<style>");
  out.append(common_style).append(style).append("</style>\n</head>\n<body>\n");
  return out.append(body).append("</body>\n</html>\n");
}

}  // namespace smallprint::report
