#pragma once
#include "parser/extract/html_page.hpp"
#include "parser/extract/inline_markdown.hpp"
#include "parser/extract/markdown_blocks.hpp"
#include "parser/extract/selection.hpp"
#include "parser/readers/html_role.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace smallprint::parser {

struct WriterOptions {
  std::string base;                                    ///< address that links are resolved against
  std::vector<std::string> const* tracking = nullptr;  ///< parameters that are dropped from links; see link_address.hpp
  std::size_t most_bytes = 32u << 20;
};

/// Writes parts of a page as Markdown (CommonMark with GitHub's tables): what the page says and how it is
/// laid out, in the conventions of Open Terms Archive's versions, so that both compare without noise:
/// underlined first and second headings, "*   " items, "_" and "**", "* * *".
///
/// Left out: scripts, styles, vector graphics, players, frames, comments. Emphasis never spans blocks; a
/// link around several blocks stands on the first of them.
class MarkdownWriter {
 public:
  explicit MarkdownWriter(WriterOptions options) : options_(std::move(options)) {}
  /// \param order  knows the nodes where `part` is bounded
  void write(PagePart const& part, Order const* order);
  /// More than `most_bytes` were written; the rest is missing.
  [[nodiscard]] bool overflowed() const { return overflowed_; }
  [[nodiscard]] std::string take();

 private:
  struct ListState {
    bool open = false;
    bool ordered = false;
    bool tight = true;
    std::uint32_t next = 1;
    char type = 0;  ///< 'a', 'A', 'i', 'I': lettered
  };
  void children(HtmlNode node, unsigned depth);
  void enter(HtmlNode node, unsigned depth);
  void text_only(HtmlNode node);
  void end_leaf();
  void leaf_text(HtmlNode node);
  void block(HtmlNode node, unsigned depth);
  void marked(HtmlNode node, InlineText::Mark mark, unsigned depth);
  void link(HtmlNode node, unsigned depth);
  void image(HtmlNode node);
  void heading(HtmlNode node, unsigned level, unsigned depth);
  void list(HtmlNode node, unsigned depth);
  void item(HtmlNode node, unsigned depth);
  void preformatted(HtmlNode node, unsigned depth);
  void table(HtmlNode node, unsigned depth);
  void rows(HtmlNode node, unsigned depth, std::vector<std::vector<std::string>>& out, bool& header);
  [[nodiscard]] std::string address(std::string_view href) const;
  [[nodiscard]] bool outside(HtmlNode node) const;

  WriterOptions options_;
  MarkdownBlocks blocks_;
  InlineText leaf_;
  ListState list_;
  PagePart part_;
  Order const* order_ = nullptr;
  std::uint8_t marks_ = 0;
  unsigned fixed_ = 0;  ///< inside a heading or cell: blocks only part words
  bool cell_ = false;
  bool lines_ = false;  ///< inside preformatted text: line ends count
  bool overflowed_ = false;
};

}  // namespace smallprint::parser
