#include "parser/extract/main_content.hpp"

#include "parser/readers/html_role.hpp"

#include "corpus/text.hpp"

#include <algorithm>
#include <unordered_map>

namespace smallprint::parser {
namespace {

using corpus::ExtractionRules;

/// Characters below an element: those of links and buttons, and the rest.
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
    bool const link = tag == MyHTML_TAG_A || tag == MyHTML_TAG_BUTTON || tag == MyHTML_TAG_OPTION;
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

/// Calls `f` for each word of a class, id or role: "siteHeader-nav2" has "site", "header", "nav".
template <class F>
bool any_word(std::string_view names, F const& f) {
  std::string word;
  bool found = false;
  auto const end = [&] {
    found = found || (!word.empty() && f(word));
    word.clear();
  };
  for (char const c : names) {
    bool const upper = c >= 'A' && c <= 'Z';
    bool const lower = c >= 'a' && c <= 'z';
    if (upper || !lower) end();
    if (upper || lower) word.push_back(static_cast<char>(c | 0x20));
  }
  end();
  return found;
}

bool is_named(HtmlNode node, std::vector<std::string> const& names) {
  auto const listed = [&](std::string const& word) {
    return std::find(names.begin(), names.end(), word) != names.end();
  };
  return any_word(attribute(node, "class"), listed) || any_word(attribute(node, "id"), listed) ||
         any_word(attribute(node, "role"), listed);
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
      return !is_inside(node, {MyHTML_TAG_MAIN, MyHTML_TAG_ARTICLE}) && !holds(node, MyHTML_TAG_H1);
    default:
      break;
  }
  for (auto const* name : {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"})
    if (role == name) return role != "banner" || !holds(node, MyHTML_TAG_H1);
  if (weight.linked * 2 > weight.all() && is_named(node, rules.noise_names)) return true;
  if (tag == MyHTML_TAG_A || tag == MyHTML_TAG_BUTTON) {
    auto const words = corpus::fold(text_below(node, 40));
    return std::find(rules.noise_labels.begin(), rules.noise_labels.end(), words) != rules.noise_labels.end();
  }
  return false;
}

/// Goes down as long as one child holds nearly all prose, or the rest is named as noise.
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
        rest_is_noise = is_named(child, rules.noise_names) && !is_named(child, rules.content_names);
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
    if (headings && headings->size() == 1 && text_below(headings->front(), 300).size() < 300)
      out.push_back({headings->front(), false, 0, 0});
  }
  out.push_back({root, false, 0, 0});
  return out;
}

}  // namespace smallprint::parser
