#include "parser/extract/filters.hpp"

#include "parser/extract/link_address.hpp"

#include "corpus/text.hpp"

#include <algorithm>
#include <array>

namespace smallprint::parser {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::FilterUse;
using corpus::Result;

/// A filter's parameters by name; plain ones have the name that the filter gives them.
class Parameters {
 public:
  Parameters(FilterUse const& use, std::vector<std::string_view> known) : use_(use), known_(std::move(known)) {}

  [[nodiscard]] Result<void> check(std::vector<std::string_view> const& required) const {
    for (auto const& [name, value] : use_.parameters)
      if (!name.empty() && std::find(known_.begin(), known_.end(), name) == known_.end())
        return Error{Errc::schema, use_.name, 0, "has no parameter \"" + name + "\""};
    for (auto const name : required)
      if (all(name).empty())
        return Error{Errc::schema, use_.name, 0, "needs the parameter \"" + std::string(name) + "\""};
    return {};
  }
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const {
    std::vector<std::string> out;
    for (auto const& [key, value] : use_.parameters)
      if (key == name || (key.empty() && name == known_.front())) out.push_back(value);
    return out;
  }
  [[nodiscard]] std::string one(std::string_view name, std::string_view otherwise = {}) const {
    auto const found = all(name);
    return found.empty() ? std::string(otherwise) : found.front();
  }

 private:
  FilterUse const& use_;
  std::vector<std::string_view> known_;
};

std::vector<HtmlNode> with_links(HtmlPage& page) {
  auto found = page.query("a[href], img[src]");
  return found ? std::move(*found) : std::vector<HtmlNode>{};
}

Result<void> remove_query_parameters(HtmlPage& page, FilterUse const& use, std::string_view) {
  Parameters const parameters(use, {"names"});
  if (auto const ok = parameters.check({"names"}); !ok) return ok;
  auto const names = parameters.all("names");
  for (auto* const node : with_links(page)) {
    auto const name = tag_of(node) == MyHTML_TAG_IMG ? "src" : "href";
    auto const before = std::string(attribute(node, name));
    auto const after = without_parameters(before, names);
    if (after != before) set_attribute(node, name, after);
  }
  return {};
}

/// Elements of a selector whose words hold one of some texts; of nested ones the innermost.
Result<std::vector<HtmlNode>> with_text(HtmlPage& page, Parameters const& parameters) {
  auto found = page.query(parameters.one("selector", "body *"));
  if (!found) return found.error();
  std::vector<std::string> wanted;
  for (auto const& text : parameters.all("text")) wanted.push_back(corpus::fold(text));
  std::vector<HtmlNode> out;
  for (auto* const node : *found) {
    auto const words = corpus::fold(text_below(node));
    bool const holds =
        std::any_of(wanted.begin(), wanted.end(), [&](auto const& w) { return words.find(w) != std::string::npos; });
    if (!holds) continue;
    while (!out.empty() && contains(out.back(), node)) out.pop_back();
    out.push_back(node);
  }
  return out;
}

Result<void> remove_elements_by_text(HtmlPage& page, FilterUse const& use, std::string_view) {
  Parameters const parameters(use, {"text", "selector"});
  if (auto const ok = parameters.check({"text"}); !ok) return ok;
  auto const found = with_text(page, parameters);
  if (!found) return found.error();
  for (auto* const node : *found) page.remove(node);
  return {};
}

Result<void> remove_elements_after_text(HtmlPage& page, FilterUse const& use, std::string_view) {
  Parameters const parameters(use, {"text", "selector"});
  if (auto const ok = parameters.check({"text"}); !ok) return ok;
  auto const found = with_text(page, parameters);
  if (!found) return found.error();
  if (found->empty()) return {};
  auto* const root = page.document();
  std::vector<HtmlNode> after;
  for (auto* node = next_after(found->front(), root); node != nullptr; node = next_after(node, root))
    after.push_back(node);
  after.push_back(found->front());
  for (auto* const node : after) page.remove(node);
  return {};
}

Result<void> remove_empty_elements(HtmlPage& page, FilterUse const& use, std::string_view) {
  Parameters const parameters(use, {"selector"});
  if (auto const ok = parameters.check({}); !ok) return ok;
  auto const found = page.query(parameters.one("selector", "body *"));
  if (!found) return found.error();
  for (auto* const node : *found) {
    bool picture = false;
    for (auto* at = node; at != nullptr && !picture; at = next_node(at, node)) picture = tag_of(at) == MyHTML_TAG_IMG;
    if (!picture && tag_of(node) != MyHTML_TAG_BR && text_below(node, 1).empty()) page.remove(node);
  }
  return {};
}

Result<void> remove_images(HtmlPage& page, FilterUse const& use, std::string_view) {
  Parameters const parameters(use, {"selector"});
  if (auto const ok = parameters.check({}); !ok) return ok;
  auto const found = page.query(parameters.one("selector", "img, picture, svg, figure > img"));
  if (!found) return found.error();
  for (auto* const node : *found) page.remove(node);
  return {};
}

Result<void> unwrap_links(HtmlPage& page, FilterUse const& use, std::string_view) {
  Parameters const parameters(use, {"selector"});
  if (auto const ok = parameters.check({}); !ok) return ok;
  auto const found = page.query(parameters.one("selector", "a[href]"));
  if (!found) return found.error();
  for (auto* const node : *found) set_attribute(node, "href", "");
  return {};
}

Result<void> remove_links_to(HtmlPage& page, FilterUse const& use, std::string_view base) {
  Parameters const parameters(use, {"prefix"});
  if (auto const ok = parameters.check({"prefix"}); !ok) return ok;
  auto const prefixes = parameters.all("prefix");
  for (auto* const node : with_links(page)) {
    if (tag_of(node) != MyHTML_TAG_A) continue;
    auto const href = attribute(node, "href");
    auto const whole = resolve_link(base, href);
    if (std::any_of(prefixes.begin(), prefixes.end(),
                    [&](auto const& p) { return href.starts_with(p) || whole.starts_with(p); }))
      page.remove(node);
  }
  return {};
}

Result<void> replace_text(HtmlPage& page, FilterUse const& use, std::string_view) {
  Parameters const parameters(use, {"pattern", "with"});
  if (auto const ok = parameters.check({"pattern"}); !ok) return ok;
  auto const pattern = parameters.one("pattern");
  auto const with = parameters.one("with");
  auto* const root = page.document();
  std::vector<std::pair<HtmlNode, std::string>> changed;
  for (auto* node = root; node != nullptr; node = next_node(node, root)) {
    if (!is_text(node)) continue;
    std::string text(characters(node));
    bool any = false;
    for (auto at = text.find(pattern); at != std::string::npos; at = text.find(pattern, at + with.size())) {
      text.replace(at, pattern.size(), with);
      any = true;
    }
    if (any) changed.emplace_back(node, std::move(text));
  }
  for (auto const& [node, text] : changed) page.replace_with_text(node, text);
  return {};
}

/// Always done; the name stands for itself in declarations that ask for it.
Result<void> always(HtmlPage&, FilterUse const&, std::string_view) {
  return {};
}

using Function = Result<void> (*)(HtmlPage&, FilterUse const&, std::string_view);
constexpr std::array<std::pair<std::string_view, Function>, 10> filters{{
    {"decodeEmails", always},
    {"removeElementsAfterText", remove_elements_after_text},
    {"removeElementsByText", remove_elements_by_text},
    {"removeEmptyElements", remove_empty_elements},
    {"removeImages", remove_images},
    {"removeLinksTo", remove_links_to},
    {"removeQueryParams", remove_query_parameters},
    {"removeTrackingParams", always},
    {"replaceText", replace_text},
    {"unwrapLinks", unwrap_links},
}};

std::string unhide(std::string_view hex) {
  auto const digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
  };
  if (hex.size() < 4 || hex.size() > 512 || hex.size() % 2 != 0) return {};
  std::string out;
  int key = 0;
  for (std::size_t at = 0; at < hex.size(); at += 2) {
    auto const high = digit(hex[at]);
    auto const low = digit(hex[at + 1]);
    if (high < 0 || low < 0) return {};
    auto const byte = high * 16 + low;
    if (at == 0)
      key = byte;
    else
      out.push_back(static_cast<char>(byte ^ key));
  }
  bool const plain = std::all_of(out.begin(), out.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  return plain && out.find('@') != std::string::npos ? out : std::string{};
}

}  // namespace

std::vector<std::string> const& filter_names() {
  static std::vector<std::string> const names = [] {
    std::vector<std::string> out;
    for (auto const& [name, function] : filters) out.emplace_back(name);
    return out;
  }();
  return names;
}

Result<void> apply_filter(HtmlPage& page, FilterUse const& filter, std::string_view base) {
  for (auto const& [name, function] : filters)
    if (name == filter.name) return function(page, filter, base);
  return Error{Errc::unsupported, filter.name, 0, "there is no such filter"};
}

void reveal_addresses(HtmlPage& page) {
  auto const hidden = page.query("[data-cfemail]");
  for (auto* const node : hidden ? *hidden : std::vector<HtmlNode>{})
    if (auto const address = unhide(attribute(node, "data-cfemail")); !address.empty())
      page.replace_with_text(node, address);
  auto const links = page.query("a[href*='/email-protection#']");
  for (auto* const node : links ? *links : std::vector<HtmlNode>{}) {
    auto const href = attribute(node, "href");
    if (auto const address = unhide(href.substr(href.find('#') + 1)); !address.empty())
      set_attribute(node, "href", "mailto:" + address);
  }
}

}  // namespace smallprint::parser
