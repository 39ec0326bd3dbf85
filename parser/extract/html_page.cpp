#include "parser/extract/html_page.hpp"

#include "parser/readers/html_charset.hpp"
#include "parser/readers/html_depth.hpp"

#include <modest/finder/finder.h>
#include <mycss/entry.h>
#include <mycss/mycss.h>
#include <mycss/selectors/init.h>
#include <mycss/selectors/list.h>
#include <myhtml/myhtml.h>
#include <myhtml/tree.h>

#include <algorithm>
#include <unordered_set>

namespace smallprint::parser {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

HtmlTag tag_of(HtmlNode node) {
  return node->tag_id;
}
HtmlNode first_child(HtmlNode node) {
  return node->child;
}
HtmlNode next_sibling(HtmlNode node) {
  return node->next;
}
HtmlNode parent_of(HtmlNode node) {
  return node->parent;
}

std::string_view attribute(HtmlNode node, std::string_view name) {
  for (auto* at = myhtml_node_attribute_first(node); at != nullptr; at = myhtml_attribute_next(at)) {
    std::size_t size = 0;
    char const* const key = myhtml_attribute_key(at, &size);
    if (key == nullptr || std::string_view(key, size) != name) continue;
    char const* const value = myhtml_attribute_value(at, &size);
    return value == nullptr ? std::string_view{} : std::string_view(value, size);
  }
  return {};
}

void set_attribute(HtmlNode node, std::string_view name, std::string_view value) {
  std::string const key(name);  // the library looks one byte past
  myhtml_attribute_remove_by_key(node, key.c_str(), key.size());
  myhtml_attribute_add(node, key.c_str(), key.size(), value.data(), value.size(), MyENCODING_UTF_8);
}

std::string_view characters(HtmlNode node) {
  std::size_t size = 0;
  char const* const data = myhtml_node_text(node, &size);
  return data == nullptr ? std::string_view{} : std::string_view(data, size);
}

HtmlNode next_after(HtmlNode node, HtmlNode root) {
  while (node != nullptr && node != root) {
    if (auto* const next = next_sibling(node)) return next;
    node = parent_of(node);
  }
  return nullptr;
}

HtmlNode next_node(HtmlNode node, HtmlNode root) {
  if (auto* const child = first_child(node)) return child;
  return next_after(node, root);
}

std::string text_below(HtmlNode node, std::size_t most) {
  std::string out;
  bool space = false;
  for (auto* at = node; at != nullptr && out.size() < most; at = next_node(at, node)) {
    if (!is_text(at)) {
      auto const tag = tag_of(at);
      space = space || tag == MyHTML_TAG_BR || tag == MyHTML_TAG_P || tag == MyHTML_TAG_DIV || tag == MyHTML_TAG_LI;
      continue;
    }
    for (char const c : characters(at)) {
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
        space = true;
        continue;
      }
      if (space && !out.empty()) out.push_back(' ');
      space = false;
      out.push_back(c);
    }
  }
  return out;
}

bool contains(HtmlNode ancestor, HtmlNode node) {
  while (node != nullptr && node != ancestor) node = parent_of(node);
  return node != nullptr;
}

struct HtmlPage::Impl {
  struct FreeEngine {
    void operator()(myhtml_t* m) const { myhtml_destroy(m); }
  };
  struct FreeTree {
    void operator()(myhtml_tree_t* t) const { myhtml_tree_destroy(t); }
  };
  struct FreeCss {
    void operator()(mycss_t* c) const { mycss_destroy(c, true); }
  };
  struct FreeEntry {
    void operator()(mycss_entry_t* e) const { mycss_entry_destroy(e, true); }
  };
  struct FreeFinder {
    void operator()(modest_finder_t* f) const { modest_finder_destroy(f, true); }
  };

  std::string page;  // the tree points into it
  std::unique_ptr<myhtml_t, FreeEngine> engine;
  std::unique_ptr<myhtml_tree_t, FreeTree> tree;
  std::unique_ptr<mycss_t, FreeCss> css;
  std::unique_ptr<mycss_entry_t, FreeEntry> entry;
  std::unique_ptr<modest_finder_t, FreeFinder> finder;

  bool open_selectors() {
    if (finder != nullptr) return true;
    css.reset(mycss_create());
    if (css == nullptr || mycss_init(css.get()) != MyCSS_STATUS_OK) return false;
    entry.reset(mycss_entry_create());
    if (entry == nullptr || mycss_entry_init(css.get(), entry.get()) != MyCSS_STATUS_OK) return false;
    finder.reset(modest_finder_create_simple());
    return finder != nullptr;
  }
};

HtmlPage::HtmlPage(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HtmlPage::HtmlPage(HtmlPage&&) noexcept = default;
HtmlPage& HtmlPage::operator=(HtmlPage&&) noexcept = default;
HtmlPage::~HtmlPage() = default;

Result<HtmlPage> HtmlPage::parse(std::string_view bytes, std::string_view source_name, std::string_view charset,
                                 std::uint32_t depth) {
  auto utf8 = page_to_utf8(bytes, source_name, charset);
  if (!utf8) return utf8.error();
  auto impl = std::make_unique<Impl>();
  std::string_view const text = utf8->converted ? std::string_view(utf8->text) : bytes;
  impl->page = flatten_deep_tags(text, depth);
  if (impl->page.empty()) impl->page = utf8->converted ? std::move(utf8->text) : std::string(bytes);
  // Where it drops a NUL, the parser loses as many bytes from the end of that text.
  std::replace(impl->page.begin(), impl->page.end(), '\0', ' ');
  auto const no_memory = [&] { return Error{Errc::io, std::string(source_name), 0, "the HTML parser has no memory"}; };
  impl->engine.reset(myhtml_create());
  if (impl->engine == nullptr ||
      myhtml_init(impl->engine.get(), MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0) != MyHTML_STATUS_OK)
    return no_memory();
  impl->tree.reset(myhtml_tree_create());
  if (impl->tree == nullptr || myhtml_tree_init(impl->tree.get(), impl->engine.get()) != MyHTML_STATUS_OK)
    return no_memory();
  if (myhtml_parse(impl->tree.get(), MyENCODING_UTF_8, impl->page.data(), impl->page.size()) != MyHTML_STATUS_OK)
    return Error{Errc::syntax, std::string(source_name), 0, "the HTML parser gave the page up"};
  return HtmlPage(std::move(impl));
}

HtmlNode HtmlPage::document() const {
  return myhtml_tree_get_document(impl_->tree.get());
}
HtmlNode HtmlPage::body() const {
  return myhtml_tree_get_node_body(impl_->tree.get());
}

std::string_view HtmlPage::base() const {
  auto* const head = myhtml_tree_get_node_head(impl_->tree.get());
  for (auto* node = head; node != nullptr; node = next_node(node, head))
    if (tag_of(node) == MyHTML_TAG_BASE && !attribute(node, "href").empty()) return attribute(node, "href");
  return {};
}

namespace {

bool is_bad(mycss_selectors_list_t const* list) {
  for (; list != nullptr; list = list->next) {
    if ((list->flags & MyCSS_SELECTORS_FLAGS_SELECTOR_BAD) != 0) return true;
    for (std::size_t i = 0; i < list->entries_list_length; ++i)
      for (auto const* entry = list->entries_list[i].entry; entry != nullptr; entry = entry->next)
        if ((entry->flags & MyCSS_SELECTORS_FLAGS_SELECTOR_BAD) != 0) return true;
  }
  return false;
}

/// The library forgives what is cut off: brackets and strings without end, a combinator without what follows.
bool is_whole(std::string_view selector) {
  std::string open;
  char last = 0;
  for (std::size_t i = 0; i < selector.size(); ++i) {
    char const c = selector[i];
    char const inside = open.empty() ? '\0' : open.back();
    if (c == '\\') {
      ++i;
    } else if (inside == '"' || inside == '\'') {
      if (c == inside) open.pop_back();
    } else if (c == '"' || c == '\'' || c == '[' || c == '(') {
      open.push_back(c);
    } else if (c == ']' || c == ')') {
      if (inside != (c == ']' ? '[' : '(')) return false;
      open.pop_back();
    }
    if (c != ' ' && c != '\n' && c != '\t') last = c;
  }
  return open.empty() && last != 0 && std::string_view(">+~,").find(last) == std::string_view::npos;
}

/// The library knows :is() and :where() by the name that they had in drafts (Selectors 4, 2013), where they select
/// the same.
std::string with_matches(std::string_view selector) {
  std::string out(selector);
  for (auto const* name : {":is(", ":where("})
    for (auto at = out.find(name); at != std::string::npos; at = out.find(name, at))
      out.replace(at, std::string_view(name).size(), ":matches(");
  return out;
}

}  // namespace

Result<std::vector<HtmlNode>> HtmlPage::query(std::string_view selector) {
  auto const bad = Error{Errc::syntax, std::string(selector), 0, "is no CSS selector that is known here"};
  if (!is_whole(selector)) return bad;
  if (!impl_->open_selectors()) return Error{Errc::io, std::string(selector), 0, "the CSS parser has no memory"};
  mystatus_t status = MyCSS_STATUS_OK;
  auto* const selectors = mycss_entry_selectors(impl_->entry.get());
  auto const known = with_matches(selector);
  auto* const list = mycss_selectors_parse(selectors, MyENCODING_UTF_8, known.data(), known.size(), &status);
  struct Free {
    mycss_selectors_t* selectors;
    mycss_selectors_list_t* list;
    ~Free() {
      if (list != nullptr) mycss_selectors_list_destroy(selectors, list, true);
    }
  } const free{selectors, list};
  if (list == nullptr || status != MyCSS_STATUS_OK || is_bad(list)) return bad;
  myhtml_collection_t* found = nullptr;
  modest_finder_by_selectors_list(impl_->finder.get(), document(), list, &found);
  std::vector<HtmlNode> out;
  if (found == nullptr) return out;
  out.assign(found->list, found->list + found->length);
  myhtml_collection_destroy(found);
  if (out.size() < 2) return out;
  std::unordered_set<HtmlNode> const matched(out.begin(), out.end());
  out.clear();
  auto* const root = document();
  for (auto* node = root; node != nullptr && out.size() < matched.size(); node = next_node(node, root))
    if (matched.contains(node)) out.push_back(node);
  return out;
}

void HtmlPage::remove(HtmlNode node) {
  myhtml_node_remove(node);
}

void HtmlPage::replace_with_text(HtmlNode node, std::string_view text) {
  auto* const put = myhtml_node_create(impl_->tree.get(), MyHTML_TAG__TEXT, MyHTML_NAMESPACE_HTML);
  myhtml_node_text_set(put, text.data(), text.size(), MyENCODING_UTF_8);
  myhtml_node_insert_before(node, put);
  myhtml_node_remove(node);
}

}  // namespace smallprint::parser
