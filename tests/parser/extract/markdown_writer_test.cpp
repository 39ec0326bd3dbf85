#include "parser/extract/markdown_writer.hpp"

#include "corpus/text.hpp"
#include "parser/parser.hpp"
#include "tests/parser/extract/pages.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace smallprint;
using test::text_of;

TEST_CASE("blocks are written in their conventions", "[parser][extract]") {
  auto const [html, markdown] = GENERATE(table<char const*, char const*>({
      {"<h1>Terms</h1><p>One.</p>", "Terms\n=====\n\nOne."},
      {"<h2>A</h2><h3>B</h3>", "A\n---\n\n### B"},
      {"<ul><li>a</li><li>b</li></ul>", "*   a\n*   b"},
      {"<ul><li><p>a</p></li><li><p>b</p></li></ul>", "*   a\n\n*   b"},
      {"<ol start=3><li>a<ul><li>b</li></ul></li><li value=7>c</li></ol>", "3.  a\n    *   b\n7.  c"},
      {"<ol type=a><li>x</li><li>y</li></ol>", "*   a. x\n*   b. y"},
      {"<blockquote><p>q</p><p>r</p></blockquote>", "> q\n>\n> r"},
      {"<p>a</p><hr><p>b</p>", "a\n\n* * *\n\nb"},
      {"one<br>two<br><br>three", "one  \ntwo\n\nthree"},
      {"<pre><code>x = 1\n  y</code></pre>", "    x = 1\n      y"},
      {"<pre>one\ntwo\n\nthree</pre>", "one  \ntwo\n\nthree"},
      {"<div>a<div>b</div>c</div>", "a\n\nb\n\nc"},
      {"<dl><dt>Term</dt><dd>Meaning</dd></dl>", "Term\n\nMeaning"},
  }));
  CAPTURE(html);
  CHECK(text_of(html) == markdown);
}

TEST_CASE("words inside a line keep what marks them", "[parser][extract]") {
  auto const [html, markdown] = GENERATE(table<char const*, char const*>({
      {"<b>You</b> must", "**You** must"},
      {"a <b> b </b> c", "a **b** c"},
      {"<b>Note:</b>text", "**Note**:text"},
      {"un<i>believ</i>able", "un*believ*able"},
      {"<em>all of <strong>it</strong></em>", "_all of **it**_"},
      {"<em>see (<a href='/x'>this</a>)</em>", "_see ([this](https://acme.example/x))_"},
      {"<a href='../p?utm_source=q'><b>P</b></a>", "[**P**](https://acme.example/p)"},
      {"<a href='#s'>S</a>", "[S](#s)"},
      {"<a href='/x' title='More'>x</a>", "[x](https://acme.example/x \"More\")"},
      {"<del>old</del> new", "~~old~~ new"},
      {"<code>a*b</code>", "`a*b`"},
      {"<img src='/i.png' alt='Map'>", "![Map](https://acme.example/i.png)"},
      {"<b></b><i> </i>x", "x"},
      {"<b><p>one</p><p>two</p></b>", "**one**\n\n**two**"},
      {"<a href='/x'><h3>T</h3><p>words</p></a>", "### [T](https://acme.example/x)\n\nwords"},
      {"He said <q>no</q>", "He said “no”"},
  }));
  CAPTURE(html);
  CHECK(text_of(html) == markdown);
}

TEST_CASE("what is no text is folded", "[parser][extract]") {
  CHECK(text_of("Ac\xC2\xAD"
                "me&nbsp;AI \xE2\x80\x8B terms") == "Acme AI terms");
  CHECK(text_of("<p>a</p><script>x()</script><style>b{}</style><svg><title>icon</title></svg><!-- c --><p>b</p>") ==
        "a\n\nb");
  CHECK(text_of("<template><p>t</p></template>x") == "x");
}

TEST_CASE("a table of data is a table, one of layout is not", "[parser][extract]") {
  CHECK(text_of("<table><tr><th>A</th><th>B|C</th></tr><tr><td>1</td><td><p>x</p><p>y</p></td></tr></table>") ==
        "| A   | B\\|C |\n| --- | --- |\n| 1   | x<br><br>y |");
  CHECK(text_of("<table><tr><td>1</td><td>2</td></tr></table>") == "|     |     |\n| --- | --- |\n| 1   | 2   |");
  CHECK(text_of("<table><tr><td colspan=2>1</td><td>2</td></tr></table>").ends_with("| 1   |     | 2   |"));
  CHECK(text_of("<table><tr><td>one</td></tr><tr><td>two</td></tr></table>") == "one\n\ntwo");
  CHECK(text_of("<table><tr><td><h2>Head</h2><p>words</p></td><td>side</td></tr></table>") ==
        "Head\n----\n\nwords\n\nside");
}

TEST_CASE("Markdown reads as the words of the page", "[parser][extract]") {
  // Each of them would be markup when written as it stands.
  auto const words = GENERATE("1. not a list", "# not a heading", "- x", "+ x", "> x", "a * b * c", "_under_ score",
                              "[x](y)", "`tick`", "<b>not bold</b>", "&amp;", "~~~", "***", "---", "===", "| a | b |",
                              "1) x", "back\\slash", "a__b__c", "12345678901. x", "~~no~~", "![x](y)", "* * *", ":--");
  std::string html;
  for (char const c : std::string(words)) {
    if (c == '<')
      html += "&lt;";
    else if (c == '&')
      html += "&amp;";
    else
      html += c;
  }
  for (auto const& around : {std::pair{"<p>", "</p>"},
                             {"<ul><li>", "</li></ul>"},
                             {"<h3>", "</h3>"},
                             {"<h2>", "</h2>"},
                             {"<p>Words<br>", "</p>"}}) {
    auto const text = text_of(around.first + html + around.second);
    CAPTURE(words, text);
    auto const read = parser::read_document(text, corpus::MediaType::markdown, "test").value();
    auto const expected =
        std::string(around.first).find("Words") == std::string::npos ? words : std::string("Words ") + words;
    auto got = read.text;
    while (!got.empty() && got.back() == '\n') got.pop_back();
    CHECK(got == expected);
  }
}

TEST_CASE("a page of any nesting is written", "[parser][extract]") {
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<div><ul><li><b>";
  CHECK(text_of(deep + "bottom").find("bottom") != std::string::npos);
}
