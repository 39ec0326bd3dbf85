#include "parser/readers/html_role.hpp"

#include <myhtml/tag_const.h>

namespace smallprint::parser {

HtmlRole html_role(std::size_t tag) {
  switch (tag) {
    case MyHTML_TAG_SCRIPT:
    case MyHTML_TAG_STYLE:
    case MyHTML_TAG_NOSCRIPT:
    case MyHTML_TAG_TEMPLATE:
    case MyHTML_TAG_HEAD:
    case MyHTML_TAG_IFRAME:
    case MyHTML_TAG_SVG:
    case MyHTML_TAG_SELECT:
    case MyHTML_TAG_TEXTAREA:
    case MyHTML_TAG_OBJECT:
    case MyHTML_TAG_AUDIO:
    case MyHTML_TAG_VIDEO:
    case MyHTML_TAG_CANVAS:
    case MyHTML_TAG_MATH:
    case MyHTML_TAG__COMMENT:
    case MyHTML_TAG__DOCTYPE:
    case MyHTML_TAG_TITLE:
    case MyHTML_TAG_NOFRAMES:
    case MyHTML_TAG_NOEMBED:
      return HtmlRole::skip;
    case MyHTML_TAG_H1:
    case MyHTML_TAG_H2:
    case MyHTML_TAG_H3:
    case MyHTML_TAG_H4:
    case MyHTML_TAG_H5:
    case MyHTML_TAG_H6:
      return HtmlRole::heading;
    case MyHTML_TAG_UL:
    case MyHTML_TAG_OL:
    case MyHTML_TAG_MENU:
    case MyHTML_TAG_DIR:
      return HtmlRole::list;
    case MyHTML_TAG_LI:
      return HtmlRole::item;
    case MyHTML_TAG_TABLE:
      return HtmlRole::table;
    case MyHTML_TAG_TR:
      return HtmlRole::row;
    case MyHTML_TAG_TD:
    case MyHTML_TAG_TH:
      return HtmlRole::cell;
    case MyHTML_TAG_BR:
      return HtmlRole::line_break;
    case MyHTML_TAG_PRE:
    case MyHTML_TAG_LISTING:
    case MyHTML_TAG_XMP:
    case MyHTML_TAG_PLAINTEXT:
      return HtmlRole::preformatted;
    case MyHTML_TAG_B:
    case MyHTML_TAG_STRONG:
      return HtmlRole::strong;
    case MyHTML_TAG_I:
    case MyHTML_TAG_EM:
    case MyHTML_TAG_U:
      return HtmlRole::emphasis;
    case MyHTML_TAG_A:
      return HtmlRole::link;
    case MyHTML_TAG_BLOCKQUOTE:
      return HtmlRole::quote;
    case MyHTML_TAG_Q:
      return HtmlRole::quotation;
    case MyHTML_TAG_CODE:
    case MyHTML_TAG_KBD:
    case MyHTML_TAG_SAMP:
      return HtmlRole::code;
    case MyHTML_TAG_P:
    case MyHTML_TAG_DIV:
    case MyHTML_TAG_SECTION:
    case MyHTML_TAG_ARTICLE:
    case MyHTML_TAG_HEADER:
    case MyHTML_TAG_FOOTER:
    case MyHTML_TAG_NAV:
    case MyHTML_TAG_MAIN:
    case MyHTML_TAG_ASIDE:
    case MyHTML_TAG_FORM:
    case MyHTML_TAG_FIELDSET:
    case MyHTML_TAG_ADDRESS:
    case MyHTML_TAG_FIGURE:
    case MyHTML_TAG_FIGCAPTION:
    case MyHTML_TAG_DL:
    case MyHTML_TAG_DT:
    case MyHTML_TAG_DD:
    case MyHTML_TAG_CENTER:
    case MyHTML_TAG_DETAILS:
    case MyHTML_TAG_SUMMARY:
    case MyHTML_TAG_HGROUP:
    case MyHTML_TAG_HR:
    case MyHTML_TAG_LEGEND:
    case MyHTML_TAG_CAPTION:
    case MyHTML_TAG_THEAD:
    case MyHTML_TAG_TBODY:
    case MyHTML_TAG_TFOOT:
    case MyHTML_TAG_BODY:
    case MyHTML_TAG_HTML:
    case MyHTML_TAG_BUTTON:
    case MyHTML_TAG_OPTION:
      return HtmlRole::block;
    default:
      return HtmlRole::inline_text;
  }
}

}  // namespace smallprint::parser
