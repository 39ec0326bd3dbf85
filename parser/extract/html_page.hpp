#pragma once
#include "corpus/error.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <myhtml/tag_const.h>

struct myhtml_tree_node;

/// A page as a tree of elements that can be queried by CSS selectors and pruned. The one door to the HTML
/// library for extraction.
namespace smallprint::parser {

using HtmlNode = ::myhtml_tree_node*;
using HtmlTag = std::size_t;  ///< MyHTML_TAG_...

[[nodiscard]] HtmlTag tag_of(HtmlNode node);
[[nodiscard]] HtmlNode first_child(HtmlNode node);
[[nodiscard]] HtmlNode next_sibling(HtmlNode node);
[[nodiscard]] HtmlNode parent_of(HtmlNode node);

[[nodiscard]] std::string_view attribute(HtmlNode node, std::string_view name);
/// Replaces or adds an attribute.
void set_attribute(HtmlNode node, std::string_view name, std::string_view value);
[[nodiscard]] inline bool is_text(HtmlNode node) {
  return tag_of(node) == MyHTML_TAG__TEXT;
}
/// The characters of a text node.
[[nodiscard]] std::string_view characters(HtmlNode node);
/// The next node in document order that is not below `node`, without leaving `root`; null at the end.
[[nodiscard]] HtmlNode next_after(HtmlNode node, HtmlNode root);
/// The next node in document order, without leaving `root`; null at the end.
[[nodiscard]] HtmlNode next_node(HtmlNode node, HtmlNode root);
/// The words below a node, white space folded to single spaces and trimmed.
/// \param most  bytes after which it stops
[[nodiscard]] std::string text_below(HtmlNode node, std::size_t most = SIZE_MAX);

/// Not thread-safe; one object a thread.
class HtmlPage {
 public:
  /// \param bytes    in any encoding: a byte order mark, `charset`, <meta> and ICU tell it, in this order
  /// \param charset  of the response's Content-Type; empty: none
  /// \param depth    of nested elements; deeper tags are blanked, their words stay
  /// \retval Errc::bad_encoding, Errc::io
  [[nodiscard]] static corpus::Result<HtmlPage> parse(std::string_view bytes, std::string_view source_name,
                                                      std::string_view charset, std::uint32_t depth);
  HtmlPage(HtmlPage&&) noexcept;
  HtmlPage& operator=(HtmlPage&&) noexcept;
  ~HtmlPage();

  [[nodiscard]] HtmlNode document() const;
  [[nodiscard]] HtmlNode body() const;  ///< null where there is none
  /// Address that relative links are resolved against: <base href>, else empty.
  [[nodiscard]] std::string_view base() const;

  /// The elements that a selector (or several with commas between them) matches, in document order, each once.
  /// \retval Errc::syntax  no selector, or one of a kind that is not known; `source` is the selector
  [[nodiscard]] corpus::Result<std::vector<HtmlNode>> query(std::string_view selector);
  /// Takes a node and all below it out of the tree.
  void remove(HtmlNode node);
  /// Puts a text in a node's place.
  void replace_with_text(HtmlNode node, std::string_view text);

 private:
  struct Impl;
  explicit HtmlPage(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Whether `ancestor` is `node` or stands above it.
[[nodiscard]] bool contains(HtmlNode ancestor, HtmlNode node);

}  // namespace smallprint::parser
