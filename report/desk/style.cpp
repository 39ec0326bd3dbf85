#include "report/desk/parts.hpp"
#include "report/reading_style.hpp"

namespace smallprint::report {
namespace {

constexpr std::string_view frame = R"(
html{scroll-padding-top:1rem}
:root{--gutter:5rem;--gap:1.5rem;--in:calc(var(--gutter) + var(--gap))}
main{padding-left:calc(var(--in) + 1.25rem)}main:focus{outline:none}
h2 .n,.contents .n{color:var(--dim);font-variant-numeric:tabular-nums}h2 .n{font-size:1rem;margin-left:.3rem}
h3{font-size:1.25rem;margin:2.5rem 0 0;padding-top:.9rem;border-top:1px solid var(--line)}
h4{font-size:1.0625rem}
.part>h2{font-size:1.75rem;margin:4rem 0 1rem}.part>h2+h3{margin-top:1.25rem}
.totals{font-size:1.35rem;line-height:1.45;margin-top:1rem}
.about,.facts,.remark,.rest,.asks,.stances,.note,.no,.side,.source,.on,.since,.contents,summary,.lines,.tally,.alarm,.cut{font-family:var(--sans)}
.about,.rest{font-size:.875rem;line-height:1.5;color:var(--dim)}header .about{margin-top:.6rem}
.remark{font-size:.95rem;line-height:1.5;border-left:.25rem solid var(--line);padding-left:1rem;margin-top:1.25rem}
time{white-space:nowrap;font-variant-numeric:tabular-nums}
.contents{margin-top:2.5rem;padding:1rem 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line);font-size:.9rem;line-height:1.5}
.contents h2{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%)}
.contents ol,.contents ul{list-style:none;margin:0;padding:0}.contents ol>li{padding:.2rem 0}
.contents ul{display:flex;flex-wrap:wrap;gap:0 1.25rem;padding:.1rem 0 .3rem 1.25rem}
.contents a{text-decoration:none;display:inline-block;line-height:1.7rem}.contents a:hover{text-decoration:underline}.contents ol>li>a{font-weight:600}
)";

constexpr std::string_view parts = R"(
.turn,.change{padding:1.25rem 0 .5rem}.turn+.turn,article.change+article.change{margin-top:1rem;border-top:1px dotted var(--dim)}
.turn,.change,h2,h3{scroll-margin-top:1rem}
.asks{font-size:.875rem;line-height:1.4;color:var(--dim);margin-top:.15rem}
.stances{display:flex;flex-wrap:wrap;align-items:baseline;gap:.2rem .6rem;font-size:1rem;line-height:1.5;margin:.6rem 0 .25rem}
.stance{font-weight:600}.stance b{display:inline-block;min-width:1.5em;line-height:1.4;text-align:center;border:1px solid;border-radius:.2em;margin-right:.4em}
.to,.since{color:var(--dim)}.since{font-size:.85rem;margin-left:auto}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:2rem;margin-top:.6rem}
blockquote{margin:0 0 .35rem;font-size:1rem;line-height:1.5;white-space:pre-line}.lead{color:var(--dim)}
.on{font-weight:400;font-size:.875rem;color:var(--dim)}h4 .on{margin-left:.5rem}
.facts{font-size:.875rem;line-height:1.5;color:var(--dim);margin-top:.15rem}
.clause{position:relative;padding:.9rem 0 .5rem}
.clause::after{content:"";position:absolute;top:1rem;bottom:.6rem;left:-1.1rem;border-left:3px solid var(--c)}
.no{position:absolute;top:.9rem;left:calc(-1*var(--in));width:calc(var(--gutter) - .25rem);text-align:right;color:var(--dim);font-size:.8rem;line-height:1.25rem;font-variant-numeric:tabular-nums}
.note{font-size:.82rem;line-height:1.5;color:var(--dim);padding-bottom:.3rem}.clause .rel::before{content:none}.clause .rel{font-weight:600;color:var(--c)}
.one{white-space:pre-line}.cut{font-size:.8rem;color:var(--dim);white-space:nowrap}
.rest{margin-top:.5rem}
summary{font-size:.9rem;line-height:1.5;padding:.45rem 0}summary:hover{text-decoration:underline;text-decoration-color:var(--dim);text-underline-offset:.15em}
.change.fold{padding:0;border-bottom:1px dotted var(--line)}.change.fold>summary b,.lines b{font-weight:600}.fold[open]{padding-bottom:1rem}.fold:target,article:target{background:var(--wash);box-shadow:0 0 0 .6rem var(--wash);border-radius:.2rem}
.more>summary{color:var(--dim)}summary .about{margin-left:.3rem}summary .about::before{content:"· "}
.alerts{list-style:none;margin:0;padding:0}.alerts li{padding:.75rem 0 .75rem 1rem;margin:.5rem 0;border-left:.25rem solid var(--worse)}
.alerts blockquote{margin-top:.3rem}
.tally{border-collapse:collapse;font-size:.9rem;line-height:1.5;margin:1rem 0 .5rem}.tally th{text-align:left;padding:.3rem 2rem .3rem 0;border-bottom:1px solid var(--line)}
.tally thead th{font-weight:400;color:var(--dim);font-size:.82rem}.tally td,.tally th+th{text-align:right;padding:.3rem 0;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}
.fold h3{font:600 .95rem/1.4 var(--sans);color:var(--c);margin:1.5rem 0 .4rem;padding:0;border:0}
.lines{list-style:none;margin:1rem 0 0;padding:0;font-size:.875rem;line-height:1.45}.fold .lines{margin:0}
.lines li{display:grid;grid-template-columns:minmax(0,10fr) 8.5rem minmax(0,10fr);gap:0 1rem;padding:.45rem 0;border-top:1px solid var(--line)}
.lines .what{color:var(--dim)}
)";

constexpr std::string_view media = R"(
@media screen and (max-width:59.99rem){:root{--gutter:0rem;--gap:1.1rem}
.no{position:static;width:auto;text-align:left;float:left;margin-right:.6rem;line-height:1.23rem}}
@media screen and (max-width:47.99rem){body{font-size:1.0625rem}main{padding:1.5rem 1.1rem 4rem 2rem}h1{font-size:1.8rem}.totals{font-size:1.2rem}
.part>h2{font-size:1.5rem;margin-top:3.5rem}.sides{grid-template-columns:1fr;gap:.75rem}.since{margin-left:0}
.lines li{display:block}.lines .what{display:block}}
@media print{html{font-size:10.5pt}:root{--gutter:3.5rem;--gap:1.4rem}main{padding:0 0 0 var(--in)}
h4,.facts,.stances,.asks{break-after:avoid}.alerts li,.lines li,.sides>div{break-inside:avoid}.part>h2{margin-top:2rem}
}
@supports selector(::details-content){@media print{.more>summary{display:none}
.more::details-content{content-visibility:visible;display:block;block-size:auto}}}
)";

}  // namespace

std::string desk_style() {
  auto out = reading_style();
  for (auto const part : {frame, parts, media}) out += part.substr(1);
  return out;
}

}  // namespace smallprint::report
