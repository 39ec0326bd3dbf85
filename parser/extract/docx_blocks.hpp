#pragma once
#include "parser/extract/markdown_inline.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// A Word document as blocks, between its XML and Markdown.
namespace smallprint::parser {

struct DocxBlock;

struct DocxCell {
  std::vector<DocxBlock> blocks;
  std::uint32_t span = 1;  ///< columns
};

/// A paragraph, or a table when it has rows.
struct DocxBlock {
  std::vector<InlineRun> runs;
  std::string label;
  bool label_joined = false;  ///< nothing stands between the label and the text
  std::uint32_t heading = 0;  ///< level, from 1
  bool quote = false;
  std::vector<std::vector<DocxCell>> rows;
};

/// Writes blocks as Markdown, parted by blank lines.
[[nodiscard]] std::string docx_blocks_to_markdown(std::vector<DocxBlock> const& blocks);

}  // namespace smallprint::parser
