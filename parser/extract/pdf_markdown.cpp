#include "parser/extract/pdf_markdown.hpp"

#include "parser/extract/markdown_escape.hpp"
#include "parser/extract/markdown_table.hpp"
#include "parser/extract/pdf_furniture.hpp"
#include "parser/extract/pdf_headings.hpp"
#include "parser/extract/pdf_lines.hpp"
#include "parser/wording.hpp"

namespace smallprint::parser {
namespace {

/// Where bold words that title a paragraph end; 0 when there are none.
std::size_t title_end(PdfBlock const& block) {
  auto const title = trim(std::string_view(block.text).substr(0, block.bold_end));
  std::size_t letters = 0;
  for (char const c : title) letters += (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? 1 : 0;
  return letters >= 3 ? title.size() : 0;
}

void paragraph(PdfBlock const& block, std::string& out) {
  auto const end = title_end(block);
  auto const text = std::string_view(block.text);
  if (end == 0 || (end < text.size() && text[end] != ' ')) {
    out += escape_markdown(text);
  } else {
    out += "**" + escape_markdown(text.substr(0, end), MarkdownPlace::marked) + "**";
    out += escape_markdown(text.substr(end), MarkdownPlace::words);
  }
  out += '\n';
}

}  // namespace

std::string pdf_blocks_to_markdown(std::vector<PdfBlock> const& blocks) {
  std::string out;
  for (auto const& block : blocks) {
    if (block.rows.empty() && trim(block.text).empty()) continue;
    if (!out.empty()) out += '\n';
    if (!block.rows.empty()) {
      auto rows = block.rows;
      for (auto& row : rows)
        for (auto& cell : row) cell = escape_markdown(cell, MarkdownPlace::cell);
      out += markdown_table(rows);
    } else if (block.level > 0) {
      out += std::string(block.level, '#') + ' ' + escape_markdown(block.text, MarkdownPlace::heading) + '\n';
    } else {
      paragraph(block, out);
    }
  }
  return out;
}

std::string pdf_pages_to_markdown(std::vector<PdfPage> const& pages) {
  auto blocks = pdf_paragraphs(without_furniture(pdf_lines(pages), pages));
  find_headings(blocks);
  return pdf_blocks_to_markdown(blocks);
}

}  // namespace smallprint::parser
