#pragma once
#include "corpus/declaration.hpp"
#include "parser/extract/html_page.hpp"

#include <cstdint>
#include <unordered_map>
#include <vector>

/// Which parts of a page a declaration selects and removes.
namespace smallprint::parser {

/// A part of a page: all below `root`, or, where `bounded`, only what stands between two places.
/// Order numbers come from Order; elements that reach over an end are entered.
struct PagePart {
  HtmlNode root = nullptr;
  bool bounded = false;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// Numbers the beginnings and ends of all nodes in document order.
class Order {
 public:
  explicit Order(HtmlNode root);
  [[nodiscard]] std::uint64_t begin(HtmlNode node) const { return numbers_.at(node).first; }
  [[nodiscard]] std::uint64_t end(HtmlNode node) const { return numbers_.at(node).second; }
  [[nodiscard]] bool knows(HtmlNode node) const { return numbers_.contains(node); }

 private:
  std::unordered_map<HtmlNode, std::pair<std::uint64_t, std::uint64_t>> numbers_;
};

/// Takes out of the page what the selectors match; ranges are taken out between their ends, elements that
/// reach over an end stay with the rest of their content.
/// \param unmatched  gets each selector that matched nothing
/// \retval Errc::syntax  a selector cannot be read; nothing was removed
[[nodiscard]] corpus::Result<void> remove_parts(HtmlPage& page, std::vector<corpus::Selector> const& selectors,
                                                std::vector<std::string>& unmatched);

struct Selected {
  std::vector<PagePart> parts;  ///< selector by selector, each in document order; none inside another
  std::vector<std::string> unmatched;
  std::shared_ptr<Order const> order;  ///< where a part is bounded
};
/// \retval Errc::syntax  a selector cannot be read
[[nodiscard]] corpus::Result<Selected> select_parts(HtmlPage& page, std::vector<corpus::Selector> const& selectors);

/// As declarations write it, for messages.
[[nodiscard]] std::string to_string(corpus::Selector const& selector);

}  // namespace smallprint::parser
