#pragma once  // only enumerator.cpp includes this
#include <boost/fusion/include/adapt_struct.hpp>
#include <boost/spirit/home/x3.hpp>

#include <string>
#include <vector>

namespace smallprint::parser::grammar {
namespace x3 = boost::spirit::x3;

/// One number or letter with what encloses it. A label is a row of them: "3.2(b)" has three.
struct RawPart {
  std::string open;
  std::string token;
  std::string close;
};

struct RawLabel {
  std::string word;  ///< "Article", "§" or empty
  std::vector<RawPart> parts;
};

// Words that number the parts of a document. Longest match wins.
struct LabelWords : x3::symbols<std::string> {
  LabelWords() {
    for (auto const* word :
         {"article",  "section", "part",          "annex",          "chapter",         "schedule", "appendix",
          "exhibit",  "clause",  "title",         "addendum",       "attachment",      "artikel",  "abschnitt",
          "teil",     "anhang",  "anlage",        "kapitel",        "ziffer",          "chapitre", "partie",
          "annexe",   "titre",   "art\u00edculo", "secci\u00f3n",   "parte",           "anexo",    "cap\u00edtulo",
          "articolo", "sezione", "allegato",      "artigo",         "se\u00e7\u00e3o", "bijlage",  "hoofdstuk",
          "bilaga",   "bilag",   "madde",         "b\u00f6l\u00fcm"})
      add(word, word);
  }
};
inline LabelWords const label_words;

struct CjkDigits : x3::symbols<std::string> {
  CjkDigits() {
    for (auto const* digit : {"\u4e00", "\u4e8c", "\u4e09", "\u56db", "\u4e94", "\u516d", "\u4e03", "\u516b", "\u4e5d",
                              "\u5341", "\u767e", "\u96f6", "\u3007", "\u4e24"})
      add(digit, digit);
  }
};
inline CjkDigits const cjk_digit;

// The units that a Chinese, Japanese or Korean number of a provision ends in.
struct CjkUnits : x3::symbols<std::string> {
  CjkUnits() {
    for (auto const* unit : {"\u6761", "\u689d", "\u7ae0", "\u8282", "\u7bc0", "\u6b3e", "\u9879", "\u9805",
                             "\u90e8\u5206", "\u7f16", "\uc870", "\uc7a5", "\ud56d"})
      add(unit, unit);
  }
};
inline CjkUnits const cjk_unit;

using x3::repeat;
using x3::ascii::alnum;
using x3::ascii::char_;
using x3::ascii::digit;

inline x3::rule<struct token_id, std::string> const token = "number or letter";
inline x3::rule<struct part_id, RawPart> const part = "part of a label";
inline x3::rule<struct label_id, RawLabel> const label = "label";
inline x3::rule<struct cjk_number_id, std::string> const cjk_number = "Chinese number";

// At most three digits, so that a year is no label.
inline auto const number = x3::raw[repeat(1, 3)[digit] >> !digit];
inline auto const roman = x3::raw[(repeat(1, 8)[char_("ivxlc")] | repeat(1, 8)[char_("IVXLC")]) >> !alnum];
inline auto const twice = x3::raw[(x3::lit("aa") | "bb" | "cc" | "dd" | "ee" | "ff" | "gg" | "hh") >> !alnum];
inline auto const letter = x3::raw[char_("a-zA-Z") >> !alnum];

inline auto const cjk_number_def = x3::raw[+cjk_digit];
inline auto const token_def = number | roman | twice | letter | cjk_number;
// "(a)", "a)", "a.", "a:" or a bare "a" that another part or a space follows.
inline auto const part_def =
    (x3::string("(") >> -x3::lit(' ') >> token >> -x3::lit(' ') >> x3::string(")")) |
    (x3::attr(std::string{}) >> token >> (x3::string(".") | x3::string(")") | x3::attr(std::string{})));

inline auto const cjk_label = x3::raw[x3::lit("\u7b2c") | "\uc81c"] >> -x3::lit(' ');
inline auto const word = x3::raw[x3::no_case[label_words]] >> x3::omit[+x3::lit(' ')] |
                         x3::string("\u00a7") >> x3::omit[*x3::lit(' ')];
inline auto const label_def = (word | x3::attr(std::string{})) >> repeat(1, 6)[part];

BOOST_SPIRIT_DEFINE(token, part, label, cjk_number)
}  // namespace smallprint::parser::grammar

BOOST_FUSION_ADAPT_STRUCT(smallprint::parser::grammar::RawPart, open, token, close)
BOOST_FUSION_ADAPT_STRUCT(smallprint::parser::grammar::RawLabel, word, parts)
