#include "parser/extract/docx_blocks.hpp"

#include "parser/extract/markdown_table.hpp"
#include "parser/wording.hpp"

#include <algorithm>

namespace smallprint::parser {
namespace {

constexpr std::uint32_t deepest_heading = 6;
constexpr std::size_t most_columns = 60;
constexpr std::size_t most_paragraphs_of_cell = 6;

std::string text_of(DocxBlock const& block) {
  std::string out;
  for (auto const& run : block.runs) out += run.text;
  return out;
}

/// Legal documents number whole paragraphs by heading styles.
bool is_heading(DocxBlock const& block) {
  if (block.heading == 0) return false;
  auto const text = text_of(block);
  auto const words = count_words(text);
  auto const end = last_mark(trim(text));
  if (end == U';' || end == U',') return false;
  return words <= 24 && !(ends_sentence(trim(text)) && words > 10);
}

std::vector<InlineRun> labelled(DocxBlock const& block) {
  auto runs = block.runs;
  if (!block.label.empty())
    runs.insert(runs.begin(), InlineRun{block.label + (block.label_joined ? "" : " "), false, false, {}});
  return runs;
}

class Writer {
 public:
  std::string write(std::vector<DocxBlock> const& blocks) {
    for (auto const& block : blocks) this->block(block);
    return std::move(out_);
  }

 private:
  void block(DocxBlock const& block) {
    if (!block.rows.empty())
      table(block);
    else if (!trim(text_of(block)).empty())
      paragraph(block);
  }

  void paragraph(DocxBlock const& block) {
    auto runs = labelled(block);
    if (!is_heading(block)) {
      put(inline_markdown(runs, MarkdownPlace::line), block.quote ? "> " : "");
      return;
    }
    for (auto& run : runs) run.bold = run.italic = false;
    put(std::string(std::min(block.heading, deepest_heading), '#') + ' ' +
            inline_markdown(runs, MarkdownPlace::heading),
        "");
  }

  static bool only_places(DocxBlock const& table) {
    std::size_t columns = 0;
    for (auto const& row : table.rows) {
      std::size_t here = 0;
      for (auto const& cell : row) {
        here += cell.span;
        if (cell.blocks.size() > most_paragraphs_of_cell) return true;
        for (auto const& block : cell.blocks)
          if (!block.rows.empty() || is_heading(block)) return true;
      }
      columns = std::max(columns, here);
    }
    return columns < 2 || columns > most_columns;
  }

  void table(DocxBlock const& table) {
    if (only_places(table)) {
      for (auto const& row : table.rows)
        for (auto const& cell : row)
          for (auto const& inner : cell.blocks) block(inner);
      return;
    }
    std::vector<std::vector<std::string>> rows;
    for (auto const& row : table.rows) {
      std::vector<std::string> cells;
      bool empty = true;
      for (auto const& cell : row) {
        std::string text;
        for (auto const& inner : cell.blocks) {
          if (trim(text_of(inner)).empty()) continue;
          if (!text.empty()) text += "<br>";
          text += inline_markdown(labelled(inner), MarkdownPlace::cell);
        }
        empty = empty && text.empty();
        cells.push_back(std::move(text));
        cells.resize(cells.size() + cell.span - 1);
      }
      if (!empty) rows.push_back(std::move(cells));
    }
    if (!rows.empty()) put(markdown_table(rows), "");
  }

  /// Adds a block whose lines all start with a prefix.
  void put(std::string const& markdown, std::string_view prefix) {
    if (!out_.empty()) out_ += '\n';
    for (std::size_t at = 0; at < markdown.size();) {
      auto const end = std::min(markdown.find('\n', at), markdown.size());
      out_ += prefix;
      out_.append(markdown, at, end - at);
      out_ += '\n';
      at = end + 1;
    }
  }

  std::string out_;
};

}  // namespace

std::string docx_blocks_to_markdown(std::vector<DocxBlock> const& blocks) {
  return Writer().write(blocks);
}

}  // namespace smallprint::parser
