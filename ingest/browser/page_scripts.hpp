#pragma once
#include <string_view>

/// What is asked of a page, as JavaScript. It runs in a world of its own: the page's scripts can change
/// the document, but not the functions that read it.
namespace smallprint::ingest::page_scripts {

/// Called with the wanted selectors. Gives whether each matches an element with text, and a number pair that
/// changes with the document. A selector that the browser cannot read is not waited for.
inline constexpr std::string_view state = R"js((wanted => {
  const silent = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE']);
  const speaks = element => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode())
      if (/\S/.test(texts.currentNode.data) && !silent.has(texts.currentNode.parentNode.nodeName)) return true;
    return false;
  };
  const is_there = selector => {
    try {
      for (const element of document.querySelectorAll(selector)) if (speaks(element)) return true;
      return false;
    } catch { return true; }
  };
  const root = document.documentElement;
  return {
    complete: wanted.every(is_there),
    size: root ? root.textContent.length + '/' + document.getElementsByTagName('*').length : ''
  };
}))js";

/// Called with the most bytes to give. Gives the document's media type, and its text with the doctype
/// where that is not too large.
inline constexpr std::string_view document = R"js((limit => {
  const root = document.documentElement;
  const type = document.doctype ? new XMLSerializer().serializeToString(document.doctype) + '\n' : '';
  let text = root ? type + root.outerHTML : '';
  if (text.toWellFormed) text = text.toWellFormed();
  const is_large = text.length > limit || new TextEncoder().encode(text).length > limit;
  return { type: document.contentType, is_large, text: is_large ? '' : text };
}))js";

}  // namespace smallprint::ingest::page_scripts
