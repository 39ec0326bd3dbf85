#include "parser/readers/html_depth.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace smallprint::parser {
namespace {

/// FNV-1a of a tag's name in lower case.
std::uint32_t hash(std::string_view name) {
  std::uint32_t h = 2166136261U;
  for (char const c : name) h = (h ^ static_cast<std::uint32_t>(c >= 'A' && c <= 'Z' ? c | 0x20 : c)) * 16777619U;
  return h;
}

/// Elements that hold nothing, or that the next of their kind closes.
bool is_flat(std::uint32_t h) {
  static auto const table = [] {
    std::array<std::uint32_t, 31> out{};
    std::size_t i = 0;
    for (char const* name :
         {"area",   "base",  "br",    "col",   "embed", "hr", "img",      "input",  "link",     "meta", "param",
          "source", "track", "wbr",   "p",     "li",    "dt", "dd",       "option", "optgroup", "tr",   "td",
          "th",     "thead", "tbody", "tfoot", "rt",    "rp", "colgroup", "html",   "body"})
      out[i++] = hash(name);
    std::sort(out.begin(), out.end());
    return out;
  }();
  return std::binary_search(table.begin(), table.end(), h);
}

std::size_t tag_end(std::string_view html, std::size_t at) {
  char quote = 0;
  for (; at < html.size(); ++at) {
    char const c = html[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if ((c == '"' || c == '\'') && html[at - 1] == '=') {
      quote = c;
    } else if (c == '>') {
      return at + 1;
    }
  }
  return html.size();
}

}  // namespace

std::string flatten_deep_tags(std::string_view html, std::uint32_t depth) {
  std::string out;
  std::vector<std::uint32_t> open;
  for (auto at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
    if (html.substr(at, 4) == "<!--") {
      auto const end = html.find("-->", at + 4);
      at = end == std::string_view::npos ? html.size() : end + 3;
      continue;
    }
    bool const closing = at + 1 < html.size() && html[at + 1] == '/';
    auto const begin = at + (closing ? 2 : 1);
    auto name_end = begin;
    while (name_end < html.size() && std::isalnum(static_cast<unsigned char>(html[name_end])) != 0) ++name_end;
    if (name_end == begin) {
      ++at;
      continue;
    }
    auto const end = tag_end(html, name_end);
    auto const h = hash(html.substr(begin, name_end - begin));
    bool const self_closed = end >= 2 && html[end - 2] == '/' && !closing;
    bool blank = false;
    if (is_flat(h) || self_closed) {
      blank = open.size() > depth;
    } else if (closing) {
      auto const it = std::find(open.rbegin(), open.rend(), h);
      blank = open.size() > depth;
      if (it != open.rend())
        open.erase(it.base() - 1, open.end());
      else if (blank && !open.empty())
        open.pop_back();
    } else {
      // Beyond the limit only the count matters, so that closing tags find their way back.
      if (open.size() < std::size_t{depth} * 2) open.push_back(h);
      blank = open.size() > depth;
    }
    if (blank) {
      if (out.empty()) out = html;
      std::fill(out.begin() + static_cast<std::ptrdiff_t>(at), out.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    }
    at = end;
  }
  return out;
}

}  // namespace smallprint::parser
