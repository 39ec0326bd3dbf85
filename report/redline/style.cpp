#include "report/reading_style.hpp"
#include "report/redline/rendering.hpp"

#include <fmt/format.h>

namespace smallprint::report {
namespace {

constexpr std::string_view frame = R"(
.versions,.counts,.answers .source,.answer,.contents .about,.bar,.note,.no,.side,summary,.legend,.from,.was-here .rel,
.versions,.asks,.why,.alarm{font-family:var(--sans)}
.versions{margin:1.25rem 0;font-size:.9rem;line-height:1.45}.versions div{display:flex;gap:1rem}
.versions dt{flex:none;width:2.5rem;color:var(--dim)}.versions dd{margin:0}
.verdict{font-size:1.35rem;line-height:1.4;border-left:.25rem solid var(--c);padding-left:1rem;margin:1.5rem 0}
.verdict strong{font-weight:600}.verdict .why{display:block;font-size:.9rem;color:var(--dim)}
.verdict .why::first-letter{text-transform:uppercase}
.counts{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin:1.5rem 0 0;padding:0;font-size:.9rem;color:var(--dim)}
.counts b{font-weight:600;color:var(--ink);font-variant-numeric:tabular-nums}
)";

constexpr std::string_view lists = R"(
table{border-collapse:collapse;width:100%;table-layout:fixed}thead.h{display:block}
.answers tbody{border-top:1px solid var(--line)}.answers th{text-align:left;font-weight:600;padding:1.1rem 0 .35rem}
.asks{display:block;font-weight:400;font-size:.85rem;color:var(--dim);line-height:1.4}
.answers td{vertical-align:top;padding:.25rem 1.5rem 1.25rem 0;width:50%}.answers td+td{padding-right:0}
.answer{font-weight:600;font-size:.95rem}.answer .side{display:inline;margin-right:.4rem}
.answers blockquote{margin:.35rem 0;font-size:.95rem;line-height:1.5;white-space:pre-line}
.contents ol{list-style:none;margin:0;padding:0}.contents li{padding:.55rem 0;border-top:1px solid var(--line);line-height:1.4}
.contents li a{text-decoration:none}.contents li a:hover{text-decoration:underline}.contents b{font-weight:600}
.contents .about{display:block;font-size:.85rem;color:var(--dim)}
.contents summary{margin:0 0 .5rem;font-size:.9rem;color:var(--dim)}
.legend{font-size:.9rem;color:var(--dim);margin-bottom:1rem}
)";

constexpr std::string_view bar = R"(
.bar{display:none;font-size:.85rem;line-height:1.3;background:var(--page);border-bottom:1px solid var(--line);padding:.6rem 0;margin-bottom:1.5rem;z-index:2}
.bar fieldset{border:0;margin:0;padding:0;min-width:0;display:flex;flex-wrap:wrap}.bar label{position:relative;cursor:pointer;display:inline-flex;align-items:center;gap:.35rem;min-height:1.9rem}
.views{border-radius:.45rem;background:var(--wash)}
.views label{padding:0 .9rem;border-radius:.45rem;border:1px solid transparent;color:var(--dim)}
.views input{position:absolute;inset:0;margin:0;opacity:0;cursor:pointer}
.classes{gap:.1rem 1rem}.classes input{margin:0;width:1rem;height:1rem;accent-color:var(--dim)}.classes b{font-weight:600;font-variant-numeric:tabular-nums}
.columns{display:none;flex-basis:100%;color:var(--dim)}
@supports selector(:has(*)){.bar{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center}
.views label:has(:checked){background:var(--page);color:var(--ink);border-color:var(--dim);font-weight:600}
.bar label:has(:focus-visible){outline:2px solid var(--required);outline-offset:1px;border-radius:.45rem}.bar input:focus-visible{outline:none}}
@media(min-width:48rem){.bar{position:sticky;top:0}}
)";

constexpr std::string_view text = R"(
.text h3,.text h4,.text h5,.text h6{margin:2.5rem 0 .75rem;padding-left:calc(var(--gutter) + var(--gap));scroll-margin-top:1rem}
.text h3{font-size:1.5rem}.text h4{font-size:1.25rem}.text h5{font-size:1.1rem}.text h6{font-size:1rem}
.row{display:grid;grid-template-columns:var(--gutter) minmax(0,1fr);column-gap:var(--gap);padding:.45rem 0}
.row>*{grid-column:2}.row>.no{grid-column:1;grid-row:1/span 4;text-align:right;color:var(--dim);font-size:.8rem;line-height:1.8rem;font-variant-numeric:tabular-nums}
.unnumbered{--gutter:0rem}.one,.old,.new{white-space:pre-line}.item{padding-left:1.5rem}
article.row{padding:1rem 0;margin:.75rem 0;position:relative}
article.row::after{content:"";position:absolute;top:1rem;bottom:1rem;left:calc(var(--gutter) + var(--gap) - 1.1rem);border-left:3px solid var(--c)}
.note{position:relative;font-size:.82rem;line-height:1.5;color:var(--dim);padding:0 4.5rem .4rem 0}
.go{position:absolute;right:0;top:-.3rem}.go a{display:inline-block;min-width:1.7rem;line-height:1.7rem;text-align:center;text-decoration:none;border-radius:.3rem}.go a:hover{background:var(--wash)}
.over .one{font-size:.95rem;font-style:italic}.from{font-size:.82rem;color:var(--dim);padding-bottom:.3rem}
.was-here{color:var(--dim)}.was-here .rel{font-size:.82rem;color:var(--moved)}.was-here .rel::before{content:none}
.was-here .rest{font-style:italic}
.row:target{background:var(--wash);box-shadow:0 0 0 .5rem var(--wash);border-radius:.2rem}
.fold{margin:.75rem 0}.fold>summary{margin-left:calc(var(--gutter) + var(--gap));font-size:.85rem;color:var(--dim);padding:.5rem 0;border-top:1px dotted var(--dim);border-bottom:1px dotted var(--dim)}
.fold>summary:hover{color:var(--ink)}.which::before,.under::before,.pill::before{content:"· "}.pill{color:var(--c)}
.two{display:none}
)";

constexpr std::string_view views = R"(
@media screen and (max-width:47.99rem){:root{--gutter:0rem}body{font-size:1.0625rem}main{padding:1.5rem 1.1rem 4rem}h1{font-size:1.9rem}
.row{display:block}.row>.no{float:left;margin-right:.6rem;text-align:left;line-height:1.6rem}article.row>.no{line-height:1.25rem}.text h3,.text h4,.text h5,.text h6,.fold>summary{padding-left:0;margin-left:0}
article.row{padding-left:1rem}article.row::after{left:0}
.answers thead,.answers tbody,.answers tr,.answers th,.answers td{display:block;width:auto}.answers td{padding-right:0}}
@supports selector(:has(*)){
body:has(#view-sides:checked) article>.two{display:grid;gap:.75rem}
body:has(#view-sides:checked) article:has(>.two)>.one{display:none}
@media screen and (min-width:60rem){main:has(#view-sides:checked){--measure:112ch}
body:has(#view-sides:checked) article>.two{grid-template-columns:1fr 1fr;gap:2rem}
body:has(#view-sides:checked) .two .side{display:none}
body:has(#view-sides:checked) .row:not(.over)>.one{margin-left:calc(50% + 1rem)}
body:has(#view-sides:checked) :is(.is-removed,.was-here)>.one{margin:0 calc(50% + 1rem) 0 0!important}
body:has(#view-sides:checked) div.row:not(.was-here)>.one::before,
body:has(#view-sides:checked) article.row:not(.is-added,.is-removed,.over,:has(>.two))>.one::before{content:"the same" / "";position:absolute;left:calc(var(--gutter) + var(--gap));font:italic .9rem/1.8rem var(--serif);color:var(--dim)}
body:has(#view-sides:checked) .row{position:relative}
body:has(#view-sides:checked) .columns{display:grid;grid-template-columns:1fr 1fr;gap:2rem;padding-left:calc(var(--gutter) + var(--gap));margin:0}
}}
)";

constexpr std::string_view print = R"(
@media print{.bar,.go{display:none!important}
.contents details::details-content{content-visibility:visible;display:block;block-size:auto}}
)";

/// A class that the reader does not want to see: its clauses read as the new version has them.
constexpr std::string_view hidden_class =
    R"(body:has(#show-{0}:not(:checked)) :is(.gone.{0},.pill.{0},.{0}>.note,.{0}>.from,.{0}>.two,.{0} .was,.{0} del,.{0} .g,.{0} ins>.h){{display:none}}
body:has(#show-{0}:not(:checked)) .{0}:not(.gone)>.one{{display:block}}
body:has(#show-{0}:not(:checked)) .{0} ins{{color:inherit;background:none;text-decoration:none;padding:0;font-weight:inherit}}
body:has(#show-{0}:not(:checked)) article.{0}{{padding:.45rem 0;margin:0}}
body:has(#show-{0}:not(:checked)) article.{0}::after{{content:none}}
)";

}  // namespace

std::string redline_style() {
  auto out = reading_style();
  for (auto const part : {frame, lists, bar, text, views, print}) out += part.substr(1);
  std::string hidden;
  for (auto const one : by_weight) hidden += fmt::format(hidden_class, query::to_string(one));
  return out + "@supports selector(:has(*)){\n" + hidden + "}\n";
}

}  // namespace smallprint::report
