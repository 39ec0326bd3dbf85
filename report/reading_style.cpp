#include "report/reading_style.hpp"

#include "report/redline/rendering.hpp"

#include <fmt/format.h>

namespace smallprint::report {
namespace {

constexpr std::string_view colours = R"(
:root{--measure:70ch;--gutter:4.5rem;--gap:1.9rem;--wash:#f4f1ec;--added:#14532d;--added-ground:#e2f2e4;--removed:#8f1d1d;--removed-ground:#fbe8e5;--added-line:#8fbf9b;--removed-line:#c98d86;
--worse:#9b1c1c;--substantive:#40309a;--editorial:#35608c;--boilerplate:#5f5b55;--moved:#17615c;--date-or-version-only:#6a5a12;--identical-text:#5f5b55}
@media screen and (prefers-color-scheme:dark){:root{--wash:#22201e;--added:#a5e0b3;--added-ground:#17321f;--removed:#f5aea7;--removed-ground:#3f1d1a;--added-line:#3f7a50;--removed-line:#9a554d;
--worse:#f0908c;--substantive:#b9adf7;--editorial:#9cc0e6;--boilerplate:#a8a299;--moved:#7fcfc7;--date-or-version-only:#d6c274;--identical-text:#a8a299}}
)";

constexpr std::string_view frame = R"(
html{scroll-padding-top:5rem;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;font-size:1.125rem;line-height:1.6;text-wrap:pretty;overflow-wrap:anywhere}
main{max-width:calc(var(--measure) + var(--gutter) + var(--gap));margin:0 auto;padding:2.5rem 1.25rem 6rem}
.h{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;user-select:none}
.skip{position:absolute;left:-100rem;background:var(--page);padding:.5rem 1rem;z-index:3}.skip:focus{left:1rem;top:1rem}
a{color:inherit;text-decoration-color:var(--dim);text-underline-offset:.15em}a:hover{text-decoration-thickness:2px}
h1,h2,h3,h4,h5,h6{line-height:1.25;text-wrap:balance;margin:0;font-weight:600}p{margin:0}
h1{font-size:2.25rem;font-weight:400;letter-spacing:-.01em}h2{font-size:1.5rem;font-weight:400;margin:3.5rem 0 1rem}
.alarm{font-size:.95rem;line-height:1.5;background:var(--wash);border:2px solid var(--worse);border-radius:.4rem;padding:.75rem 1rem;margin:1rem 0}
.alarm strong,.worse{color:var(--worse)}.better{color:var(--added)}
)";

constexpr std::string_view marks = R"(
mark{background:none;color:inherit;text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:.15em;text-decoration-color:var(--dim)}
.source{font-size:.8rem;color:var(--dim);line-height:1.4}
.tag{font-weight:600;color:var(--c)}.rel{color:var(--ink)}.note .why::before{content:"· "}.rel::before{content:"· "}.note .rel+span:not(.why)::before{content:"· "}
.key{display:inline-block;min-width:3.2rem;font-weight:600}
ins,del{border-radius:.15em;padding:.05em .1em;-webkit-box-decoration-break:clone;box-decoration-break:clone}
ins{color:var(--added);background:var(--added-ground);text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.2em}
del{color:var(--removed);background:var(--removed-ground);text-decoration:line-through;text-decoration-thickness:1px}
.is-added>.one>ins,.is-removed>.one>del{background:none;padding:0}.is-added>.one>ins{text-decoration-color:var(--added-line)}.is-removed>.one>del{text-decoration-color:var(--removed-line)}
.side{display:block;font-size:.75rem;color:var(--dim);line-height:1.8}
summary{cursor:pointer}
)";

constexpr std::string_view print = R"(
@media print{:root{--gutter:3.5rem;--gap:1.4rem;--ink:#000;--dim:#333;--page:#fff;--line:#999;--wash:#fff;--added:#000;--removed:#000;--added-ground:#fff;--removed-ground:#fff;--added-line:#000;--removed-line:#000}
body{font-size:10.5pt;line-height:1.45}main{max-width:none;padding:0}.skip{display:none!important}
ins{text-decoration-thickness:1.5px;font-weight:600}.is-added>.one>ins{font-weight:400}h2,h3,h4,h5,h6,.note,summary{break-after:avoid}p{orphans:3;widows:3}
.note,blockquote{break-inside:avoid}a{text-decoration:none}}
)";

}  // namespace

std::string reading_style() {
  std::string out;
  for (auto const part : {colours, frame, marks, print}) out += part.substr(1);
  for (auto const one : by_weight) out += fmt::format(".{0}{{--c:var(--{0})}}", query::to_string(one));
  return out + "\n";
}

}  // namespace smallprint::report
