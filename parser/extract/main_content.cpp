#include "parser/extract/main_content.hpp"

#include "parser/readers/html_role.hpp"

#include "corpus/text.hpp"

#include <algorithm>
#include <unordered_map>

namespace smallprint::parser {
namespace {

using corpus::ExtractionRules;

constexpr std::size_t most_name_words = 4;       // of a class; longer ones are sentences of a build tool
constexpr std::size_t most_heading_bytes = 400;  // of a heading and what stands beside it

/// Characters below an element: those of links, and the rest.
struct Weight {
  std::size_t prose = 0;
  std::size_t linked = 0;
  [[nodiscard]] std::size_t all() const { return prose + linked; }
};
using Weights = std::unordered_map<HtmlNode, Weight>;

bool is_skipped(HtmlTag tag) {
  return tag != MyHTML_TAG_TITLE && html_role(tag) == HtmlRole::skip;
}

std::size_t visible(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > 0x20; }));
}

/// Weighs every element below `root`, children before parents.
Weights weigh(HtmlNode root) {
  Weights out;
  std::vector<std::pair<HtmlNode, bool>> stack{{root, false}};
  std::size_t in_link = 0;
  while (!stack.empty()) {
    auto const [node, left] = stack.back();
    stack.pop_back();
    auto const tag = tag_of(node);
    // Buttons fold sections: their words are headings as often as not.
    bool const link = tag == MyHTML_TAG_A || tag == MyHTML_TAG_OPTION;
    if (left) {
      if (link) --in_link;
      if (node == root) continue;
      auto const weight = out[node];
      auto& above = out[parent_of(node)];
      above.prose += weight.prose;
      above.linked += weight.linked;
      continue;
    }
    if (is_text(node)) {
      auto& above = out[parent_of(node)];
      (in_link > 0 ? above.linked : above.prose) += visible(characters(node));
      continue;
    }
    if (is_skipped(tag)) continue;
    if (link) ++in_link;
    stack.emplace_back(node, true);
    std::vector<HtmlNode> children;
    for (auto* child = first_child(node); child != nullptr; child = next_sibling(child)) children.push_back(child);
    for (auto it = children.rbegin(); it != children.rend(); ++it) stack.emplace_back(*it, false);
  }
  return out;
}

/// Calls `f` for each name of a class, id or role attribute, until one gives true.
template <class F>
bool any_name(HtmlNode node, F const& f) {
  for (auto const* which : {"class", "id", "role"}) {
    auto const value = attribute(node, which);
    for (std::size_t at = 0; at < value.size();) {
      auto const end = std::min(value.find_first_of(" \t\n\r", at), value.size());
      if (end > at && f(value.substr(at, end - at))) return true;
      at = end + 1;
    }
  }
  return false;
}

/// The words of a name: "siteHeader-nav2" has "site", "header", "nav". Names of utility style sheets, as
/// "md:mt-header-lg", say how something looks and not what it is: they have none.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> out(1);
  if (name.find_first_of(":[](){}/@%!") != std::string_view::npos) return {};
  for (char const c : name) {
    bool const upper = c >= 'A' && c <= 'Z';
    bool const lower = c >= 'a' && c <= 'z';
    if ((upper || !lower) && !out.back().empty()) out.emplace_back();
    if (upper || lower) out.back().push_back(static_cast<char>(c | 0x20));
  }
  if (out.size() > most_name_words) return {};
  return out;
}

bool is_in(std::vector<std::string> const& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_named(HtmlNode node, std::vector<std::string> const& names) {
  return any_name(node, [&](std::string_view name) {
    auto const words = words_of(name);
    return std::any_of(words.begin(), words.end(), [&](auto const& word) { return is_in(names, word); });
  });
}

/// Whether the words hold a year: a line such as "Effective 1 May 2025 | Previous version" is part of a document.
bool has_year(HtmlNode node) {
  auto const words = text_below(node, 400);
  for (std::size_t i = 0; i + 4 <= words.size(); ++i) {
    auto const digit = [&](std::size_t at) { return at < words.size() && words[at] >= '0' && words[at] <= '9'; };
    if ((words.compare(i, 2, "20") == 0 || words.compare(i, 2, "19") == 0) && digit(i + 2) && digit(i + 3) &&
        !digit(i + 4) && (i == 0 || !digit(i - 1)))
      return true;
  }
  return false;
}

bool is_inside(HtmlNode node, std::initializer_list<HtmlTag> tags) {
  for (auto* at = parent_of(node); at != nullptr; at = parent_of(at))
    if (std::find(tags.begin(), tags.end(), tag_of(at)) != tags.end()) return true;
  return false;
}

bool holds(HtmlNode node, HtmlTag tag) {
  for (auto* at = node; at != nullptr; at = next_node(at, node))
    if (tag_of(at) == tag) return true;
  return false;
}

/// What no document has as part of it, by element, role or name.
bool is_noise(HtmlNode node, Weights const& weights, std::size_t whole, ExtractionRules const& rules) {
  auto const at = weights.find(node);
  auto const weight = at == weights.end() ? Weight{} : at->second;
  auto const tag = tag_of(node);
  auto const role = attribute(node, "role");
  bool const small = weight.all() * 3 < whole;
  if (!small) return false;
  if (any_name(node, [&](std::string_view name) { return is_in(rules.unseen_names, name); })) return true;
  switch (tag) {
    case MyHTML_TAG_NAV:
    case MyHTML_TAG_DIALOG:
    case MyHTML_TAG_SELECT:
    case MyHTML_TAG_TEXTAREA:
      return true;
    case MyHTML_TAG_ASIDE:
      return weight.linked * 2 > weight.all();
    case MyHTML_TAG_FOOTER:
      return !is_inside(node, {MyHTML_TAG_MAIN, MyHTML_TAG_ARTICLE}) || weight.linked * 2 > weight.all();
    case MyHTML_TAG_HEADER:
      return !is_inside(node, {MyHTML_TAG_MAIN, MyHTML_TAG_ARTICLE}) && !holds(node, MyHTML_TAG_H1) && !has_year(node);
    default:
      break;
  }
  for (auto const* name : {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"})
    if (role == name) return role != "banner" || !holds(node, MyHTML_TAG_H1);
  if (weight.linked * 2 > weight.all() && is_named(node, rules.noise_names) && !has_year(node)) return true;
  if (tag == MyHTML_TAG_A || tag == MyHTML_TAG_BUTTON) {
    auto const words = corpus::fold(text_below(node, 40));
    return is_in(rules.noise_labels, words);
  }
  return false;
}

/// Goes down as long as one child holds nearly all prose, or the rest are banners.
HtmlNode descend(HtmlNode node, Weights const& weights, ExtractionRules const& rules) {
  auto const prose = [&](HtmlNode n) {
    auto const at = weights.find(n);
    return at == weights.end() ? std::size_t{0} : at->second.prose;
  };
  while (true) {
    auto const whole = prose(node);
    HtmlNode heaviest = nullptr;
    for (auto* child = first_child(node); child != nullptr; child = next_sibling(child))
      if (!is_text(child) && (heaviest == nullptr || prose(child) > prose(heaviest))) heaviest = child;
    if (heaviest == nullptr || whole == 0) return node;
    auto const role = html_role(tag_of(heaviest));
    if (tag_of(heaviest) == MyHTML_TAG_P || (role != HtmlRole::block && role != HtmlRole::inline_text)) return node;
    bool rest_is_noise = true;
    for (auto* child = first_child(node); child != nullptr && rest_is_noise; child = next_sibling(child))
      if (child != heaviest && !is_text(child) && prose(child) * 50 > whole)
        // A section may be called "cookies" or "sharing"; only what asks for a click is none.
        rest_is_noise =
            is_named(child, rules.noise_names) && holds(child, MyHTML_TAG_BUTTON) && !holds(child, MyHTML_TAG_H2);
    auto const share = prose(heaviest) * 100 / whole;
    if (share < 97 && !(share >= 60 && rest_is_noise)) return node;
    node = heaviest;
  }
}

}  // namespace

std::vector<PagePart> main_content(HtmlPage& page, ExtractionRules const& rules) {
  auto* const body = page.body() != nullptr ? page.body() : page.document();
  auto weights = weigh(body);
  auto const whole = weights[body].all();
  if (whole == 0) return {};
  std::vector<HtmlNode> noise;
  for (auto* node = next_node(body, body); node != nullptr;) {
    bool const drop = !is_text(node) && is_noise(node, weights, whole, rules);
    if (drop) noise.push_back(node);
    node = drop ? next_after(node, body) : next_node(node, body);
  }
  for (auto* const node : noise) page.remove(node);
  weights = weigh(body);
  auto const prose = weights[body].prose;
  HtmlNode root = body;
  for (auto const* selector : {"main, [role=main]", "article, [role=article]"}) {
    auto const found = page.query(selector);
    HtmlNode best = nullptr;
    for (auto* const node : found ? *found : std::vector<HtmlNode>{})
      if (weights[node].prose * 10 >= prose * 6 && (best == nullptr || weights[node].prose > weights[best].prose))
        best = node;
    if (best == nullptr) continue;
    root = best;
    break;
  }
  root = descend(root, weights, rules);
  std::vector<PagePart> out;
  if (!holds(root, MyHTML_TAG_H1)) {
    auto const headings = page.query("h1");
    if (headings && headings->size() == 1) {
      // With the heading goes what stands beside it, as the date.
      auto* part = headings->front();
      for (auto* above = parent_of(part); above != nullptr && !contains(above, root); above = parent_of(above))
        if (weights[above].all() < most_heading_bytes) part = above;
      if (weights[part].all() < most_heading_bytes) out.push_back({part, false, 0, 0});
    }
  }
  out.push_back({root, false, 0, 0});
  return out;
}

}  // namespace smallprint::parser
