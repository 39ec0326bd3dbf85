#include "parser/parser.hpp"
#include "tests/parser/tree_checks.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <unicode/ucnv.h>

#include <algorithm>
#include <cstring>

using namespace smallprint;
using corpus::MediaType;

namespace {

std::string clean(std::string_view html) {
  auto const document = parser::read_document(html, MediaType::html, "test").value();
  tests::check_tree(document, html, tests::Spaces::markup);
  return document.text;
}

std::string encode(std::string_view utf8, char const* charset) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(utf8.size() * 4 + 16, '\0');
  auto const size = ucnv_convert(charset, "UTF-8", out.data(), static_cast<std::int32_t>(out.size()), utf8.data(),
                                 static_cast<std::int32_t>(utf8.size()), &status);
  REQUIRE(U_SUCCESS(status));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

}  // namespace

TEST_CASE("words in a list without an item are not lost", "[parser][html]") {
  std::string_view const html =
      GENERATE("<ol>some words here</ol>", "<p>x</p><ol>some words here<li>item words</ol>",
               "<ul>one more time<p>some words here</ul>", "<ul><ul><li>some words here</ul></ul>",
               "<ul><blockquote>some words here</blockquote>then the rest</ul>",
               "<ul><li>first of all<table><tr><td>some words here</table></ul>",
               "<ol><table><tr><td>some words here</table></ol>");
  CAPTURE(html);
  auto const document = parser::read_document(html, MediaType::html, "test").value();
  tests::check_tree(document, html, tests::Spaces::markup);
  auto const clauses = parser::split_clauses(document);
  tests::check_clauses(document, clauses);
  CHECK(std::any_of(clauses.begin(), clauses.end(), [&](auto const& c) {
    return slice(document.text, c.text).find("some words here") != std::string::npos;
  }));
  for (auto const& node : document.nodes)
    if (node.parent >= 0 && document.nodes[static_cast<std::size_t>(node.parent)].kind == corpus::NodeKind::list)
      CHECK(node.kind == corpus::NodeKind::list_item);
}

TEST_CASE("a NUL is white space in HTML, and costs no word", "[parser][html]") {
  using namespace std::string_view_literals;
  CHECK(clean("<p>a\0b</p>"sv) == "a b\n");
  CHECK(clean("<p>\0\0one\0two\0 caf\u00e9</p><p>next</p>"sv) == "one two caf\u00e9\nnext\n");
  CHECK(clean("<p>&#0;a</p>") == "\uFFFDa\n");
}

TEST_CASE("HTML becomes clean text", "[parser][html]") {
  auto const [html, text] = GENERATE(table<char const*, char const*>({
      {"<p>One<p>Two", "One\nTwo\n"},
      {"<p>a&nbsp;&amp;&#160;b&lt;c&gt; &copy; &notit; AT&T</p>", "a & b<c> \u00a9 \u00acit; AT&T\n"},
      {"<h1>T</h1><div>x <b>y</b><i>z</i></div>", "T\nx yz\n"},
      {"<p>one<br>two<br><br>three</p>", "one two\nthree\n"},
      {"<script>x</script><style>y</style><p>z</p><noscript>n</noscript>", "z\n"},
      {"<ul><li>a<ul><li>b</ul><li>c</ul>", "a\nb\nc\n"},
      {"<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a | b\nc | d\n"},
      {"<table><tr>stray<td>a<td>b</table>after", "stray\na | b\nafter\n"},
      {"<table><tr><td>a</td></tr>stray<tr><td>b</td></tr></table>",
       "a\nstray\nb\n"},  // shown first by browsers, read as written
      {"<p>a<!-- no -->b</p>", "ab\n"},
      {"<p>e\u0301</p>", "\u00e9\n"},
      {"line\r\nends\rhere", "line ends here\n"},
      {"<pre>one\ntwo</pre>", "one two\n"},
      {"<a href='/x'>Home</a> <a href=\"/y\">Terms</a>", "Home Terms\n"},
      {"<p>unclosed <b>bold<p>next", "unclosed bold\nnext\n"},
      {"<h2>Title <span>part</span></h2>text", "Title part\ntext\n"},
      {"no markup", "no markup\n"},
      {"<", "<\n"},
      {"", ""},
  }));
  CAPTURE(html);
  CHECK(clean(html) == text);
}

TEST_CASE("numbers of lists are those that browsers show", "[parser][html]") {
  auto const document =
      parser::read_document("<ol start=3 type=a><li>x<li value=9>y<li>z</ol>", MediaType::html, "t").value();
  std::vector<std::uint32_t> numbers;
  for (auto const& node : document.nodes)
    if (node.kind == corpus::NodeKind::list_item) numbers.push_back(node.number);
  CHECK(numbers == std::vector<std::uint32_t>{3, 9, 10});
}

TEST_CASE("a page in any encoding gives its words and its own bytes", "[parser][html][encoding]") {
  struct Case {
    char const* charset;
    char const* words;
  };
  // Those that ICU's detector knows, each with a text of a language it is used for.
  static constexpr char const* latin =
      "Vous ne pouvez pas c\u00e9der votre compte \u00e0 un tiers sans notre accord pr\u00e9alable et \u00e9crit.";
  static constexpr char const* polish =
      "U\u017cytkownik nie mo\u017ce przenosi\u0107 konta na inn\u0105 osob\u0119 bez naszej zgody wyra\u017conej na "
      "pi\u015bmie.";
  static constexpr char const* turkish =
      "Hesab\u0131n\u0131z\u0131 ba\u015fkas\u0131na devredemezsiniz ve \u015fifrenizi gizli "
      "tutmal\u0131s\u0131n\u0131z.";
  static constexpr char const* russian =
      "\u041f\u043e\u043b\u044c\u0437\u043e\u0432\u0430\u0442\u0435\u043b\u044c \u043d\u0435 "
      "\u043c\u043e\u0436\u0435\u0442 \u043f\u0435\u0440\u0435\u0434\u0430\u0442\u044c \u0441\u0432\u043e\u044e "
      "\u0443\u0447\u0435\u0442\u043d\u0443\u044e \u0437\u0430\u043f\u0438\u0441\u044c.";
  static constexpr char const* greek =
      "\u039f \u03c7\u03c1\u03ae\u03c3\u03c4\u03b7\u03c2 \u03b4\u03b5\u03bd \u03bc\u03c0\u03bf\u03c1\u03b5\u03af "
      "\u03bd\u03b1 \u03bc\u03b5\u03c4\u03b1\u03b2\u03b9\u03b2\u03ac\u03c3\u03b5\u03b9.";
  static constexpr char const* hebrew =
      "\u05d4\u05de\u05e9\u05ea\u05de\u05e9 \u05d0\u05d9\u05e0\u05d5 \u05e8\u05e9\u05d0\u05d9 "
      "\u05dc\u05d4\u05e2\u05d1\u05d9\u05e8";
  static constexpr char const* arabic =
      "\u0644\u0627 \u064a\u062c\u0648\u0632 \u0644\u0644\u0645\u0633\u062a\u062e\u062f\u0645 \u0646\u0642\u0644 "
      "\u062d\u0633\u0627\u0628\u0647";
  static constexpr char const* japanese =
      "\u5229\u7528\u8005\u306f\u30a2\u30ab\u30a6\u30f3\u30c8\u3092\u8b72\u6e21\u3067\u304d\u307e\u305b\u3093\u3002";
  static constexpr char const* chinese = "\u7528\u6237\u4e0d\u5f97\u8f6c\u8ba9\u5176\u8d26\u53f7\u3002";
  static constexpr char const* taiwan = "\u7528\u6236\u4e0d\u5f97\u8f49\u8b93\u5176\u5e33\u865f\u3002";
  static constexpr char const* korean =
      "\uc0ac\uc6a9\uc790\ub294 \uacc4\uc815\uc744 \uc591\ub3c4\ud560 \uc218 \uc5c6\uc2b5\ub2c8\ub2e4.";
  auto const [charset, words] = GENERATE(values<Case>({
      {"UTF-8", latin},          {"UTF-16BE", latin},      {"UTF-16LE", latin},       {"UTF-32BE", latin},
      {"UTF-32LE", latin},       {"windows-1252", latin},  {"ISO-8859-1", latin},     {"ISO-8859-2", polish},
      {"windows-1250", polish},  {"ISO-8859-9", turkish},  {"windows-1254", turkish}, {"ISO-8859-5", russian},
      {"windows-1251", russian}, {"KOI8-R", russian},      {"ISO-8859-7", greek},     {"windows-1253", greek},
      {"ISO-8859-8", hebrew},    {"windows-1255", hebrew}, {"ISO-8859-6", arabic},    {"windows-1256", arabic},
      {"Shift_JIS", japanese},   {"EUC-JP", japanese},     {"ISO-2022-JP", japanese}, {"GB18030", chinese},
      {"Big5", taiwan},          {"EUC-KR", korean},       {"ISO-2022-KR", korean},   {"IBM420", arabic},
      {"IBM424", hebrew},
  }));
  CAPTURE(charset);
  bool const wide = std::strncmp(charset, "UTF-16", 6) == 0 || std::strncmp(charset, "UTF-32", 6) == 0;
  bool const ebcdic = std::strncmp(charset, "IBM", 3) == 0;
  if (ebcdic) return;  // no ASCII inside: no browser reads pages in it, and neither do we
  // Wide encodings are told by their mark, others by what the page says.
  std::string page = wide ? "\xEF\xBB\xBF" : "<meta charset=\"" + std::string(charset) + "\">";
  page += "<h1>T</h1><p>" + std::string(words) + "</p><p>End &amp; out.</p>";
  auto const bytes = encode(page, charset);
  auto const document = parser::read_document(bytes, MediaType::html, "t").value();
  tests::check_tree(document, bytes, tests::Spaces::other_encoding);
  CHECK(document.text == "T\n" + std::string(words) + "\nEnd & out.\n");
  // The stored bytes at a leaf's span say the same in the page's own encoding.
  for (auto const& node : document.nodes) {
    if (node.kind != corpus::NodeKind::paragraph) continue;
    auto const raw = slice(bytes, document.offsets.to_raw(node.text));
    auto const text = std::string(slice(document.text, node.text));
    bool const stateful = std::strncmp(charset, "ISO-2022", 8) == 0;
    if (text == words && !stateful) CHECK(std::string(raw) == (wide ? encode(text, charset) : encode(text, charset)));
  }
}

TEST_CASE("an undeclared encoding is detected", "[parser][html][encoding]") {
  std::string page;
  for (int i = 0; i < 10; ++i)
    page +=
        "<p>\u041f\u043e\u043b\u044c\u0437\u043e\u0432\u0430\u0442\u0435\u043b\u044c \u043d\u0435 "
        "\u043c\u043e\u0436\u0435\u0442 \u043f\u0435\u0440\u0435\u0434\u0430\u0442\u044c \u0441\u0432\u043e\u044e "
        "\u0443\u0447\u0435\u0442\u043d\u0443\u044e \u0437\u0430\u043f\u0438\u0441\u044c.</p>";
  auto const document = parser::read_document(encode(page, "windows-1251"), MediaType::html, "t").value();
  CHECK(document.text.find("\u041f\u043e\u043b\u044c\u0437\u043e\u0432\u0430\u0442\u0435\u043b\u044c") == 0);
}

TEST_CASE("broken UTF-8 in a page is replaced, not refused", "[parser][html][encoding]") {
  auto const document = parser::read_document(
                            "<meta charset=utf-8><p>a\xFF"
                            "b</p>",
                            MediaType::html, "t")
                            .value();
  CHECK(document.text ==
        "a\uFFFD"
        "b\n");
}
