#include "parser/extract/markdown_writer.hpp"

#include "parser/extract/inline_escape.hpp"
#include "parser/extract/link_address.hpp"
#include "parser/extract/table_kind.hpp"

#include <algorithm>

namespace smallprint::parser {
namespace {

constexpr unsigned deepest = 800;  // nested elements; below, only the words are kept

std::uint32_t number_of(std::string_view s, std::uint32_t otherwise) {
  std::uint32_t value = 0;
  if (s.empty() || s.size() > 6) return otherwise;
  for (char const c : s) {
    if (c < '0' || c > '9') return otherwise;
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return value;
}

std::string letters(std::uint32_t number, char first) {
  std::string out;
  for (; number > 0; number = (number - 1) / 26) out.insert(out.begin(), static_cast<char>(first + (number - 1) % 26));
  return out;
}

std::string roman(std::uint32_t number, bool upper) {
  static constexpr std::pair<std::uint32_t, char const*> parts[] = {
      {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
      {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
  std::string out;
  for (auto const& [value, sign] : parts)
    for (; number >= value; number -= value) out.append(sign);
  if (upper)
    for (auto& c : out) c = static_cast<char>(c & ~0x20);
  return out;
}

/// Elements whose content is no text of the page.
bool is_left_out(HtmlTag tag) {
  switch (tag) {
    case MyHTML_TAG_SELECT:
    case MyHTML_TAG_TEXTAREA:
    case MyHTML_TAG_TITLE:
      return false;
    default:
      return html_role(tag) == HtmlRole::skip;
  }
}

bool has_paragraph(HtmlNode item) {
  for (auto* child = first_child(item); child != nullptr; child = next_sibling(child))
    if (tag_of(child) == MyHTML_TAG_P) return true;
  return false;
}

bool is_code_block(HtmlNode pre) {
  auto* const child = first_child(pre);
  return child != nullptr && tag_of(child) == MyHTML_TAG_CODE && next_sibling(child) == nullptr;
}

}  // namespace

void MarkdownWriter::write(PagePart const& part, Order const* order) {
  part_ = part;
  order_ = part.bounded ? order : nullptr;
  enter(part.root, 0);
  end_leaf();
}

std::string MarkdownWriter::take() {
  return blocks_.take();
}

bool MarkdownWriter::outside(HtmlNode node) const {
  return order_ != nullptr && (order_->end(node) < part_.begin || order_->begin(node) > part_.end);
}

void MarkdownWriter::children(HtmlNode node, unsigned depth) {
  if (depth > deepest) return text_only(node);
  for (auto* child = first_child(node); child != nullptr && !overflowed_; child = next_sibling(child))
    enter(child, depth);
}

void MarkdownWriter::text_only(HtmlNode top) {
  for (auto* node = next_node(top, top); node != nullptr; node = next_node(node, top))
    if (is_text(node) && !outside(node)) leaf_text(node);
}

void MarkdownWriter::enter(HtmlNode node, unsigned depth) {
  if (outside(node)) return;
  if (is_text(node)) return leaf_text(node);
  auto const tag = tag_of(node);
  if (is_left_out(tag)) return;
  switch (tag) {
    case MyHTML_TAG_H1:
      return heading(node, 1, depth);
    case MyHTML_TAG_H2:
      return heading(node, 2, depth);
    case MyHTML_TAG_H3:
      return heading(node, 3, depth);
    case MyHTML_TAG_H4:
      return heading(node, 4, depth);
    case MyHTML_TAG_H5:
      return heading(node, 5, depth);
    case MyHTML_TAG_H6:
      return heading(node, 6, depth);
    case MyHTML_TAG_IMG:
      return image(node);
    case MyHTML_TAG_HR:
      end_leaf();
      if (fixed_ == 0) blocks_.block("* * *");
      return;
    case MyHTML_TAG_DEL:
    case MyHTML_TAG_S:
    case MyHTML_TAG_STRIKE:
      return marked(node, InlineText::strike, depth);
    case MyHTML_TAG_SELECT:
    case MyHTML_TAG_TEXTAREA:
    case MyHTML_TAG_INPUT:
      leaf_.space();
      children(node, depth + 1);
      leaf_.space();
      return;
    default:
      break;
  }
  switch (html_role(tag)) {
    case HtmlRole::line_break:
      if (!leaf_.line_break() && fixed_ == 0) end_leaf();  // an empty line parts paragraphs
      return;
    case HtmlRole::list:
      return list(node, depth);
    case HtmlRole::item:
      return item(node, depth);
    case HtmlRole::table:
      return table(node, depth);
    case HtmlRole::strong:
      return marked(node, InlineText::strong, depth);
    case HtmlRole::emphasis:
      if (tag == MyHTML_TAG_U) return children(node, depth + 1);
      return marked(node, InlineText::emphasis, depth);
    case HtmlRole::code:
      if (tag != MyHTML_TAG_CODE) return children(node, depth + 1);
      return marked(node, InlineText::code, depth);
    case HtmlRole::link:
      return link(node, depth);
    case HtmlRole::preformatted:
      return preformatted(node, depth);
    case HtmlRole::quotation:
      leaf_.add("“", marks_);
      children(node, depth + 1);
      leaf_.add("”", marks_);
      return;
    case HtmlRole::quote:
      if (fixed_ > 0) return block(node, depth);
      end_leaf();
      blocks_.open("> ", "> ");
      children(node, depth + 1);
      end_leaf();
      blocks_.close();
      return;
    case HtmlRole::inline_text:
      return children(node, depth + 1);
    default:
      return block(node, depth);
  }
}

void MarkdownWriter::end_leaf() {
  if (fixed_ > 0) {
    if (cell_)
      leaf_.part(2);
    else
      leaf_.space();
    return;
  }
  if (leaf_.holds_anything()) {
    blocks_.block(escape_line_starts(leaf_.markdown("  \n")));
    overflowed_ = blocks_.size() > options_.most_bytes;
  }
  leaf_.clear();
}

void MarkdownWriter::block(HtmlNode node, unsigned depth) {
  end_leaf();
  children(node, depth + 1);
  end_leaf();
}

void MarkdownWriter::leaf_text(HtmlNode node) {
  auto text = characters(node);
  if (!lines_) return leaf_.add(text, marks_);
  while (true) {
    auto const end = text.find('\n');
    leaf_.add(text.substr(0, end), marks_);
    if (end == std::string_view::npos) return;
    if (!leaf_.line_break() && fixed_ == 0) end_leaf();
    text.remove_prefix(end + 1);
  }
}

void MarkdownWriter::marked(HtmlNode node, InlineText::Mark mark, unsigned depth) {
  auto const before = marks_;
  marks_ = static_cast<std::uint8_t>(marks_ | mark);
  children(node, depth + 1);
  marks_ = before;
}

std::string MarkdownWriter::address(std::string_view href) const {
  if (href.substr(0, 1) == "#") return std::string(href);
  auto out = resolve_link(options_.base, href);
  return options_.tracking == nullptr ? out : without_parameters(out, *options_.tracking);
}

void MarkdownWriter::link(HtmlNode node, unsigned depth) {
  auto const href = attribute(node, "href");
  if (href.empty() || leaf_.in_link()) return children(node, depth + 1);
  std::string title(attribute(node, "title"));
  leaf_.begin_link(address(href), std::move(title));
  children(node, depth + 1);
  leaf_.end_link();
}

void MarkdownWriter::image(HtmlNode node) {
  auto const source = attribute(node, "src");
  if (source.empty() || source.substr(0, 5) == "data:") {
    // Bytes are no address; what stands for the picture stays.
    if (auto const alt = attribute(node, "alt"); !alt.empty()) leaf_.image(alt, "");
    return;
  }
  leaf_.image(attribute(node, "alt"), address(source));
}

void MarkdownWriter::heading(HtmlNode node, unsigned level, unsigned depth) {
  if (fixed_ > 0) return block(node, depth);
  end_leaf();
  // A heading whose end tag was forgotten holds the blocks after it.
  auto* child = first_child(node);
  ++fixed_;
  for (; child != nullptr; child = next_sibling(child)) {
    auto const role = is_text(child) ? HtmlRole::inline_text : html_role(tag_of(child));
    if (tag_of(child) == MyHTML_TAG_P && leaf_.holds_anything()) break;
    if (role == HtmlRole::list || role == HtmlRole::table || role == HtmlRole::heading) break;
    enter(child, depth + 1);
  }
  --fixed_;
  if (leaf_.holds_anything()) {
    auto const words = leaf_.markdown(" ");
    if (level <= 2 && !words.empty())
      blocks_.block(escape_line_starts(words) + "\n" +
                    std::string(std::max<std::size_t>(3, words.size()), level == 1 ? '=' : '-'));
    else
      blocks_.block(std::string(level, '#') + " " + words);
  }
  leaf_.clear();
  for (; child != nullptr; child = next_sibling(child)) enter(child, depth + 1);
}

void MarkdownWriter::list(HtmlNode node, unsigned depth) {
  if (fixed_ > 0) return block(node, depth);
  end_leaf();
  auto const saved = list_;
  list_ = {};
  list_.open = true;
  list_.ordered = tag_of(node) == MyHTML_TAG_OL;
  list_.next = number_of(attribute(node, "start"), 1);
  auto const type = attribute(node, "type");
  if (list_.ordered && type.size() == 1 && std::string_view("aAiI").find(type[0]) != std::string_view::npos)
    list_.type = type[0];
  for (auto* child = first_child(node); child != nullptr; child = next_sibling(child))
    if (tag_of(child) == MyHTML_TAG_LI && has_paragraph(child)) list_.tight = false;
  if (saved.open && saved.tight && list_.tight) blocks_.tight();
  children(node, depth + 1);
  end_leaf();
  list_ = saved;
}

void MarkdownWriter::item(HtmlNode node, unsigned depth) {
  if (cell_) {
    leaf_.part(1);
    leaf_.add("• ", marks_);
    children(node, depth + 1);
    return leaf_.part(1);
  }
  end_leaf();
  if (fixed_ > 0 || !list_.open) return block(node, depth);
  std::string first = "*   ";
  if (list_.ordered) {
    auto const number = number_of(attribute(node, "value"), list_.next);
    list_.next = number + 1;
    if (list_.type == 0) {
      first = std::to_string(number) + ".  ";
    } else {
      bool const is_roman = (list_.type | 0x20) == 'i';
      leaf_.add((is_roman ? roman(number, list_.type == 'I') : letters(number, list_.type)) + ". ", marks_);
      leaf_.space();
    }
  }
  auto const rest = std::string(first.size(), ' ');
  bool const tight = list_.tight;
  blocks_.open(std::move(first), rest);
  auto const before = blocks_.size();
  children(node, depth + 1);
  end_leaf();
  blocks_.close();
  if (tight && blocks_.size() > before) blocks_.tight();
}

void MarkdownWriter::preformatted(HtmlNode node, unsigned depth) {
  end_leaf();
  if (fixed_ == 0 && is_code_block(node)) {
    std::string code;
    for (auto* at = node; at != nullptr; at = next_node(at, node))
      if (is_text(at)) code.append(characters(at));
    while (!code.empty() && (code.back() == '\n' || code.back() == ' ')) code.pop_back();
    std::string out;
    for (std::size_t at = 0; at < code.size();) {
      auto const end = std::min(code.find('\n', at), code.size());
      out.append(out.empty() ? "" : "\n").append(end > at ? "    " : "").append(code, at, end - at);
      at = end + 1;
    }
    if (out.find_first_not_of(" \n") != std::string::npos) blocks_.block(out);
    return;
  }
  bool const before = lines_;
  lines_ = true;
  children(node, depth + 1);
  lines_ = before;
  end_leaf();
}

void MarkdownWriter::rows(HtmlNode node, unsigned depth, std::vector<std::vector<std::string>>& out, bool& header) {
  for (auto* child = first_child(node); child != nullptr; child = next_sibling(child)) {
    if (outside(child)) continue;
    auto const tag = tag_of(child);
    if (tag == MyHTML_TAG_THEAD || tag == MyHTML_TAG_TBODY || tag == MyHTML_TAG_TFOOT) {
      rows(child, depth + 1, out, header);
    } else if (tag == MyHTML_TAG_TR) {
      std::vector<std::string> cells;
      bool all_header = true;
      for (auto* cell = first_child(child); cell != nullptr; cell = next_sibling(cell)) {
        if (tag_of(cell) != MyHTML_TAG_TD && tag_of(cell) != MyHTML_TAG_TH) continue;
        all_header = all_header && tag_of(cell) == MyHTML_TAG_TH;
        leaf_.clear();
        ++fixed_;
        cell_ = true;
        children(cell, depth + 2);
        cell_ = false;
        --fixed_;
        std::string words;
        for (char const c : leaf_.markdown("<br>")) {
          if (c == '|') words.push_back('\\');
          words.push_back(c == '\n' ? ' ' : c);
        }
        leaf_.clear();
        while (words.starts_with("<br>")) words.erase(0, 4);
        cells.push_back(std::move(words));
        for (auto span = std::min<std::uint32_t>(number_of(attribute(cell, "colspan"), 1), 50); span > 1; --span)
          cells.emplace_back();
      }
      if (out.empty() && (all_header || tag_of(node) == MyHTML_TAG_THEAD)) header = true;
      if (!cells.empty()) out.push_back(std::move(cells));
    }
  }
}

void MarkdownWriter::table(HtmlNode node, unsigned depth) {
  if (fixed_ > 0 || !is_data_table(node)) return block(node, depth);
  end_leaf();
  for (auto* child = first_child(node); child != nullptr; child = next_sibling(child))
    if (tag_of(child) == MyHTML_TAG_CAPTION) block(child, depth + 1);
  std::vector<std::vector<std::string>> cells;
  bool header = false;
  rows(node, depth, cells, header);
  std::size_t columns = 0;
  for (auto const& row : cells) columns = std::max(columns, row.size());
  if (columns == 0) return;
  if (!header) cells.emplace(cells.begin());
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    out.append(i > 0 ? "\n|" : "|");
    for (std::size_t c = 0; c < columns; ++c) {
      auto const& words = c < cells[i].size() ? cells[i][c] : std::string();
      out.append(" ").append(words).append(words.size() < 3 ? 3 - words.size() : 0, ' ').append(" |");
    }
    if (i > 0) continue;
    out.append("\n|");
    for (std::size_t c = 0; c < columns; ++c) out.append(" --- |");
  }
  blocks_.block(out);
  overflowed_ = blocks_.size() > options_.most_bytes;
}

}  // namespace smallprint::parser
