#include "parser/extract/selection.hpp"

#include <algorithm>

namespace smallprint::parser {
namespace {

using corpus::RangeSelector;
using corpus::Result;
using corpus::Selector;

/// A range's two places; `end` below `begin` when one of its selectors matches nothing.
struct Bounds {
  HtmlNode root = nullptr;  // the lowest element around both
  std::uint64_t begin = 1;
  std::uint64_t end = 0;
};

Result<Bounds> find_bounds(HtmlPage& page, Order const& order, RangeSelector const& range) {
  auto const starts = page.query(range.start);
  if (!starts) return starts.error();
  auto const ends = page.query(range.end);
  if (!ends) return ends.error();
  Bounds out;
  if (starts->empty() || ends->empty()) return out;
  auto* const start = starts->front();
  auto* const end = ends->front();
  out.begin = range.after_start ? order.end(start) + 1 : order.begin(start);
  out.end = range.after_end ? order.end(end) : order.begin(end) - 1;
  for (out.root = parent_of(start); out.root != nullptr && !contains(out.root, end); out.root = parent_of(out.root)) {
  }
  if (out.root == end) out.root = parent_of(end);
  if (out.root == nullptr) out.root = page.document();
  return out;
}

}  // namespace

Order::Order(HtmlNode root) {
  std::uint64_t next = 1;
  auto* node = root;
  while (node != nullptr) {
    numbers_[node].first = next++;
    if (auto* const child = first_child(node)) {
      node = child;
      continue;
    }
    while (node != nullptr) {
      numbers_[node].second = next++;
      if (node == root) return;
      if (auto* const sibling = next_sibling(node)) {
        node = sibling;
        break;
      }
      node = parent_of(node);
    }
  }
}

std::string to_string(Selector const& selector) {
  if (auto const* css = std::get_if<std::string>(&selector)) return *css;
  auto const& range = std::get<RangeSelector>(selector);
  return std::string(range.after_start ? "startAfter " : "startBefore ") + range.start +
         (range.after_end ? ", endAfter " : ", endBefore ") + range.end;
}

Result<void> remove_parts(HtmlPage& page, std::vector<Selector> const& selectors, std::vector<std::string>& unmatched) {
  std::vector<HtmlNode> nodes;
  std::vector<Bounds> ranges;
  std::unique_ptr<Order const> order;
  for (auto const& selector : selectors) {
    if (auto const* css = std::get_if<std::string>(&selector)) {
      auto const found = page.query(*css);
      if (!found) return found.error();
      if (found->empty()) unmatched.push_back(*css);
      nodes.insert(nodes.end(), found->begin(), found->end());
      continue;
    }
    if (order == nullptr) order = std::make_unique<Order const>(page.document());
    auto const bounds = find_bounds(page, *order, std::get<RangeSelector>(selector));
    if (!bounds) return bounds.error();
    if (bounds->end < bounds->begin)
      unmatched.push_back(to_string(selector));
    else
      ranges.push_back(*bounds);
  }
  for (auto const& range : ranges)
    for (auto* node = range.root; node != nullptr;) {
      auto* const after = next_after(node, range.root);
      bool const inside = node != range.root && order->begin(node) >= range.begin && order->end(node) <= range.end;
      auto* const next = inside ? after : next_node(node, range.root);
      if (inside) nodes.push_back(node);
      node = next;
    }
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  for (auto* const node : nodes) page.remove(node);
  return {};
}

Result<Selected> select_parts(HtmlPage& page, std::vector<Selector> const& selectors) {
  Selected out;
  for (auto const& selector : selectors) {
    if (auto const* css = std::get_if<std::string>(&selector)) {
      auto const found = page.query(*css);
      if (!found) return found.error();
      if (found->empty()) out.unmatched.push_back(*css);
      for (auto* const node : *found) {
        auto const around = [&](PagePart const& part) { return !part.bounded && contains(part.root, node); };
        if (std::any_of(out.parts.begin(), out.parts.end(), around)) continue;
        std::erase_if(out.parts, [&](PagePart const& part) { return !part.bounded && contains(node, part.root); });
        out.parts.push_back({node, false, 0, 0});
      }
      continue;
    }
    if (out.order == nullptr) out.order = std::make_shared<Order const>(page.document());
    auto const bounds = find_bounds(page, *out.order, std::get<RangeSelector>(selector));
    if (!bounds) return bounds.error();
    if (bounds->end < bounds->begin)
      out.unmatched.push_back(to_string(selector));
    else
      out.parts.push_back({bounds->root, true, bounds->begin, bounds->end});
  }
  return out;
}

}  // namespace smallprint::parser
