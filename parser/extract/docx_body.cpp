#include "parser/extract/docx_body.hpp"

#include "parser/readers/docx_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

namespace smallprint::parser {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

constexpr std::uint32_t widest_span = 60;

bool any_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Deleted, moved away, commented or said for machines.
bool is_skipped(std::string_view name) {
  return any_of(name, {"del", "moveFrom", "delText", "delInstrText", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr",
                       "sectPr", "sdtPr", "sdtEndPr", "Fallback", "comment", "rt", "annotationRef", "ctrlPr"});
}

/// The target of "HYPERLINK "https://..." \h"; empty for other fields.
std::string link_of_code(std::string_view code) {
  constexpr std::string_view word = "HYPERLINK";
  auto const begin = code.find_first_not_of(' ');
  if (begin == std::string_view::npos || code.substr(begin, word.size()) != word) return {};
  auto const open = code.find('"', begin);
  if (open == std::string_view::npos || code.substr(begin, open - begin).find("\\l") != std::string_view::npos)
    return {};
  auto const close = code.find('"', open + 1);
  return close == std::string_view::npos ? std::string() : std::string(code.substr(open + 1, close - open - 1));
}

/// Leads out of the document.
bool is_link(std::string_view target) {
  for (std::string_view const start : {"http://", "https://", "mailto:"})
    if (target.substr(0, start.size()) == start) return true;
  return false;
}

/// What a letter of a symbol font looks like, where terms use it.
std::string symbol(std::string_view code) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> known{{{"F0B7", "\u2022"},
                                                                                {"F0A7", "\u25AA"},
                                                                                {"F0A8", "\u2610"},
                                                                                {"F06F", "\u2610"},
                                                                                {"F0FE", "\u2612"},
                                                                                {"F0FD", "\u2612"},
                                                                                {"F0FC", "\u2713"},
                                                                                {"F0E0", "\u2192"},
                                                                                {"F0A9", "\u00A9"}}};
  for (auto const& [own, looks] : known)
    if (own == code) return std::string(looks);
  return {};
}

bool toggled(std::optional<bool> paragraph, std::optional<bool> run) {
  return paragraph.value_or(false) != run.value_or(false);
}

}  // namespace

DocxLinks read_docx_links(pugi::xml_node root) {
  DocxLinks out;
  for (auto const& one : root.children())
    if (auto const target = xml_attribute(one, "Target");
        xml_attribute(one, "TargetMode") == "External" && is_link(target))
      out[std::string(xml_attribute(one, "Id"))] = target;
  return out;
}

Result<void> DocxBody::check(std::size_t depth) const {
  if (depth > limits_.depth)
    return Error{Errc::too_large, std::string(name_), 0,
                 fmt::format("{}: elements are nested more than {} deep", path_, limits_.depth)};
  if (bytes_ > limits_.text)
    return Error{Errc::too_large, std::string(name_), 0,
                 fmt::format("a DOCX of more than {} bytes of text is not read", limits_.text)};
  return {};
}

Result<void> DocxBody::read(pugi::xml_node node, std::vector<DocxBlock>& out) {
  auto const done = blocks(node, 0, out);
  flush(out);
  return done;
}

Result<void> DocxBody::blocks(pugi::xml_node node, std::size_t depth, std::vector<DocxBlock>& out) {
  if (auto const good = check(depth); !good) return good;
  for (auto const& one : node.children()) {
    auto const name = xml_local(one.name());
    Result<void> done;
    if (name == "p")
      done = paragraph(one, depth + 1, out);
    else if (name == "tbl")
      done = table(one, depth + 1, out);
    else if (one.type() == pugi::node_element && !is_skipped(name))
      done = blocks(one, depth + 1, out);
    if (!done) return done;
  }
  return {};
}

Result<void> DocxBody::paragraph(pugi::xml_node node, std::size_t depth, std::vector<DocxBlock>& out) {
  auto const properties = xml_child(node, "pPr");
  auto const style_id = xml_attribute(xml_child(properties, "pStyle"), "val");
  auto style = styles_.of(style_id);
  read_paragraph_properties(properties, style);
  // A text box stands inside a paragraph and has its own.
  auto around = std::exchange(runs_, std::exchange(carried_, {}));
  auto boxes = std::exchange(boxes_, {});
  auto const done = inlines(node, depth, style, {});
  std::swap(around, runs_);
  std::swap(boxes, boxes_);
  if (!done) return done;
  auto const mark = xml_child(properties, "rPr");
  if (xml_child(mark, "del") || xml_child(mark, "moveFrom")) {
    carried_ = std::move(around);
  } else {
    DocxBlock block;
    block.runs = std::move(around);
    block.heading = style.heading;
    block.quote = style.quote;
    if (style.number) {
      auto printed = numbering_.next(*style.number, style_id);
      block.label = std::move(printed.text);
      block.label_joined = printed.joined;
      bytes_ += block.label.size();
    }
    out.push_back(std::move(block));
  }
  std::move(boxes.begin(), boxes.end(), std::back_inserter(out));
  return {};
}

/// What was carried and found no paragraph to go on in.
void DocxBody::flush(std::vector<DocxBlock>& out) {
  if (carried_.empty()) return;
  out.emplace_back().runs = std::exchange(carried_, {});
}

Result<void> DocxBody::table(pugi::xml_node node, std::size_t depth, std::vector<DocxBlock>& out) {
  if (auto const good = check(depth); !good) return good;
  DocxBlock block;
  std::vector<pugi::xml_node> rows;
  for (auto const& one : node.children()) {
    auto const name = xml_local(one.name());
    if (name == "tr") rows.push_back(one);
    if (any_of(name, {"sdt", "customXml", "ins", "moveTo"}))
      for (auto const& inner : (name == "sdt" ? xml_child(one, "sdtContent") : one).children())
        if (xml_local(inner.name()) == "tr") rows.push_back(inner);
  }
  for (auto const& one : rows) {
    auto const properties = xml_child(one, "trPr");
    if (xml_child(properties, "del")) continue;
    auto& cells = block.rows.emplace_back();
    auto const before = xml_child(properties, "gridBefore");
    if (before && xml_attribute(before, "val") != "0") cells.emplace_back();
    if (auto const done = row(one, depth + 1, cells); !done) return done;
  }
  if (!block.rows.empty()) out.push_back(std::move(block));
  return {};
}

Result<void> DocxBody::row(pugi::xml_node node, std::size_t depth, std::vector<DocxCell>& out) {
  if (auto const good = check(depth); !good) return good;
  for (auto const& one : node.children()) {
    auto const name = xml_local(one.name());
    if (any_of(name, {"sdt", "sdtContent", "customXml"})) {
      if (auto const done = row(one, depth + 1, out); !done) return done;
    }
    if (name != "tc") continue;
    auto& cell = out.emplace_back();
    auto const properties = xml_child(one, "tcPr");
    auto const span = xml_attribute(xml_child(properties, "gridSpan"), "val");
    std::from_chars(span.data(), span.data() + span.size(), cell.span);
    cell.span = std::clamp(cell.span, 1U, widest_span);
    if (xml_child(properties, "cellDel")) continue;
    bytes_ += 2 * cell.span;
    if (auto const done = blocks(one, depth + 1, cell.blocks); !done) return done;
    flush(cell.blocks);
  }
  return {};
}

Result<void> DocxBody::inlines(pugi::xml_node node, std::size_t depth, DocxStyle const& look, std::string const& link) {
  if (auto const good = check(depth); !good) return good;
  for (auto const& one : node.children())
    if (auto const done = inline_one(one, depth, look, link); !done) return done;
  return {};
}

Result<void> DocxBody::inline_one(pugi::xml_node node, std::size_t depth, DocxStyle const& look,
                                  std::string const& link) {
  if (node.type() != pugi::node_element) return {};
  auto const name = xml_local(node.name());
  if (name == "t") return put(node.child_value(), look, link), Result<void>{};
  if (name == "tab" || name == "ptab") return put(" ", look, link), Result<void>{};
  if (name == "cr" ||
      (name == "br" && xml_attribute(node, "type").substr(0, 4) != "page" && xml_attribute(node, "type") != "column"))
    return put("\n", look, link), Result<void>{};
  if (name == "noBreakHyphen") return put("\u2011", look, link), Result<void>{};
  if (name == "sym") return put(symbol(xml_attribute(node, "char")), look, link), Result<void>{};
  if (name == "fldChar") return field_mark(node), Result<void>{};
  if (name == "instrText") {
    if (!fields_.empty() && !fields_.back().result && fields_.back().code.size() < 10'000)
      fields_.back().code += node.child_value();
    return {};
  }
  if (name == "footnoteReference" || name == "endnoteReference")
    return note(node, name[0] == 'e', look), Result<void>{};
  if (is_skipped(name)) return {};
  if (name == "AlternateContent") return alternative(node, depth + 1, look, link);
  if (name == "txbxContent") {
    // Paragraphs in it may hold boxes too.
    std::vector<DocxBlock> inner;
    auto const done = blocks(node, depth + 1, inner);
    flush(inner);
    std::move(inner.begin(), inner.end(), std::back_inserter(boxes_));
    return done;
  }
  if (name == "r") return inlines(node, depth + 1, look_of_run(node, look), link);
  if (name == "hyperlink") {
    auto const target = links_.find(xml_attribute(node, "id"));
    return inlines(node, depth + 1, look, target == links_.end() ? link : target->second);
  }
  if (name == "fldSimple") {
    auto const target = link_of_code(xml_attribute(node, "instr"));
    return inlines(node, depth + 1, look, is_link(target) ? target : link);
  }
  return inlines(node, depth + 1, look, link);
}

/// The same said for newer and older programs.
Result<void> DocxBody::alternative(pugi::xml_node node, std::size_t depth, DocxStyle const& look,
                                   std::string const& link) {
  auto const choice = xml_child(node, "Choice");
  return inlines(choice ? choice : xml_child(node, "Fallback"), depth, look, link);
}

DocxStyle DocxBody::look_of_run(pugi::xml_node run, DocxStyle const& around) const {
  auto out = around;
  auto const properties = xml_child(run, "rPr");
  if (!properties) return out;
  if (auto const id = xml_attribute(xml_child(properties, "rStyle"), "val"); !id.empty()) {
    auto const& style = styles_.of(id);
    // Word's rule: bold in a style that is bold already is not bold.
    out.bold = toggled(around.bold, style.bold);
    out.italic = toggled(around.italic, style.italic);
    if (style.hidden) out.hidden = style.hidden;
  }
  read_run_properties(properties, out);
  return out;
}

void DocxBody::field_mark(pugi::xml_node node) {
  auto const type = xml_attribute(node, "fldCharType");
  if (type == "begin" && fields_.size() < limits_.depth) fields_.emplace_back();
  if (type == "separate" && !fields_.empty()) {
    auto target = link_of_code(fields_.back().code);
    if (is_link(target)) fields_.back().link = std::move(target);
    fields_.back().result = true;
  }
  if (type == "end" && !fields_.empty()) fields_.pop_back();
}

std::string_view DocxBody::field_link() const {
  for (auto field = fields_.rbegin(); field != fields_.rend(); ++field)
    if (!field->link.empty()) return field->link;
  return {};
}

void DocxBody::note(pugi::xml_node node, bool endnote, DocxStyle const& look) {
  auto const custom = xml_attribute(node, "customMarkFollows");
  auto const count = ++(endnote ? endnotes_ : footnotes_);
  auto mark = fmt::format("[{}]", docx_number(count, endnote ? "lowerRoman" : "decimal"));
  notes_.push_back(
      {endnote, std::string(xml_attribute(node, "id")), custom.empty() || custom == "0" ? mark : std::string()});
  auto plain = look;
  plain.bold = plain.italic = false;
  put(notes_.back().mark, plain, {});
}

void DocxBody::put(std::string_view text, DocxStyle const& look, std::string const& link) {
  // Between a field's begin and its result stands nothing that is shown.
  bool const code = std::any_of(fields_.begin(), fields_.end(), [](Field const& field) { return !field.result; });
  if (text.empty() || code || look.hidden.value_or(false)) return;
  bytes_ += text.size();
  std::string words(text);
  if (text != "\n") std::replace(words.begin(), words.end(), '\n', ' ');
  auto target = link.empty() ? std::string(field_link()) : link;
  InlineRun run{std::move(words), look.bold.value_or(false), look.italic.value_or(false), std::move(target)};
  if (!runs_.empty() && runs_.back().bold == run.bold && runs_.back().italic == run.italic &&
      runs_.back().link == run.link)
    runs_.back().text += run.text;
  else
    runs_.push_back(std::move(run));
}

}  // namespace smallprint::parser
