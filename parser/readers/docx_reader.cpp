#include "parser/readers/docx_reader.hpp"

#include "corpus/text.hpp"
#include "parser/readers/docx_package.hpp"
#include "parser/readers/docx_xml.hpp"
#include "parser/readers/tree_builder.hpp"

#include <fmt/format.h>

#include <set>
#include <vector>

namespace smallprint::parser {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

struct Paragraph {
  std::string text;
  bool quote = false;
};

class DocxWalk {
 public:
  DocxWalk(std::string_view name, DraftLimits const& limits) : name_(name), limits_(limits) {}

  Result<void> styles(std::string const& xml) {
    pugi::xml_document part;
    if (auto const loaded = load_docx_part(part, xml, "word/styles.xml", name_); !loaded) return loaded.error();
    struct Style {
      std::string id, name, base;
    };
    std::vector<Style> all;
    for (auto const& one : part.document_element().children())
      if (xml_local(one.name()) == "style")
        all.push_back({std::string(xml_attribute(one, "styleId")),
                       corpus::fold(xml_attribute(xml_child(one, "name"), "val")),
                       std::string(xml_attribute(xml_child(one, "basedOn"), "val"))});
    for (auto const& one : all)
      if (one.name.find("quot") != std::string::npos) quotes_.insert(one.id);
    for (bool more = true; more;) {
      more = false;
      for (auto const& one : all)
        if (quotes_.count(one.base) != 0) more = quotes_.insert(one.id).second || more;
    }
    return {};
  }

  Result<void> text(std::string const& xml, std::string const& path) {
    pugi::xml_document part;
    if (auto const loaded = load_docx_part(part, xml, path, name_); !loaded) return loaded.error();
    path_ = path;
    return children(part.document_element(), 0);
  }

  [[nodiscard]] std::vector<Paragraph> const& paragraphs() const { return paragraphs_; }

 private:
  Result<void> children(pugi::xml_node node, std::size_t depth) {
    if (depth > limits_.depth)
      return Error{Errc::too_large, std::string(name_), 0,
                   fmt::format("{}: elements are nested more than {} deep", path_, limits_.depth)};
    for (auto const& one : node.children())
      if (auto const done = element(one, depth); !done) return done;
    return {};
  }

  Result<void> element(pugi::xml_node node, std::size_t depth) {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) return {};
    auto const name = xml_local(node.name());
    if (name == "p") return paragraph(node, depth);
    if (name == "t") return put(node.child_value()), Result<void>{};
    if (name == "tab" || name == "br" || name == "cr") {
      if (open_ > 0) put(" ");
      return {};
    }
    if (name == "noBreakHyphen") return put("\u2011"), Result<void>{};
    // Deleted, moved away, computed, said twice for older programs, or not part of the text.
    for (auto const skipped : {"del", "moveFrom", "instrText", "Fallback", "pPr", "rPr", "tblPr", "sectPr", "comment"})
      if (name == skipped) return {};
    return children(node, depth + 1);
  }

  Result<void> paragraph(pugi::xml_node node, std::size_t depth) {
    // A text box stands inside a paragraph and holds its own: they come before it.
    auto const outer = std::move(current_);
    current_ = {};
    auto const style = xml_attribute(xml_child(xml_child(node, "pPr"), "pStyle"), "val");
    current_.quote = quotes_.count(style) != 0;
    ++open_;
    auto const done = children(node, depth + 1);
    --open_;
    for (auto& c : current_.text)
      if (c == '\n' || c == '\r') c = ' ';
    paragraphs_.push_back(std::move(current_));
    current_ = outer;
    return done;
  }

  void put(std::string_view text) {
    if (open_ > 0) current_.text += text;
  }

  std::string_view name_;
  DraftLimits const& limits_;
  std::string path_;
  std::set<std::string, std::less<>> quotes_;  ///< ids of styles
  std::vector<Paragraph> paragraphs_;
  Paragraph current_;
  std::size_t open_ = 0;
};

}  // namespace

Result<DocxText> read_docx(std::string_view bytes, std::string_view name, DraftLimits const& limits) {
  auto const parts = unpack_docx(bytes, name, {limits.entries, limits.unpacked});
  if (!parts) return parts.error();
  DocxWalk walk(name, limits);
  for (auto const& [path, xml] : *parts) {
    if (path != "word/styles.xml") continue;
    if (auto const done = walk.styles(xml); !done) return done.error();
  }
  for (auto const* path : {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"}) {
    auto const part = parts->find(path);
    if (part == parts->end()) continue;
    if (auto const done = walk.text(part->second, path); !done) return done.error();
  }
  DocxText out;
  for (auto const& one : walk.paragraphs()) out.text += one.text + '\n';
  if (auto const bad = first_invalid_utf8(out.text); bad != out.text.size())
    return Error{Errc::bad_encoding, std::string(name), 0, "its XML is not UTF-8"};
  TreeBuilder tree(out.text, {});
  std::uint32_t at = 0;
  bool in_quote = false;
  for (auto const& one : walk.paragraphs()) {
    auto const end = at + static_cast<std::uint32_t>(one.text.size());
    bool const empty = one.text.find_first_not_of(' ') == std::string::npos;
    if (one.quote != in_quote && !empty) {
      if (in_quote)
        tree.close(at);
      else
        tree.open(corpus::NodeKind::quote, at);
      in_quote = one.quote;
    }
    if (!empty) {
      tree.begin_leaf(corpus::NodeKind::paragraph, at);
      tree.leaf().copy(std::string_view(out.text).substr(at, end - at), at);
      tree.end_leaf();
    }
    at = end + 1;
  }
  if (in_quote) tree.close(at);
  auto document = tree.finish(name);
  if (!document) return document.error();
  out.document = std::move(*document);
  return out;
}

}  // namespace smallprint::parser
