#include "parser/extract/docx_parts.hpp"

#include "corpus/text.hpp"
#include "parser/extract/docx_body.hpp"
#include "parser/readers/docx_xml.hpp"

#include <iterator>
#include <map>

namespace smallprint::parser {
namespace {

using corpus::Errc;
using corpus::Error;
using corpus::Result;

class Converter {
 public:
  Converter(DocxParts const& parts, std::string_view name, ExtractLimits const& limits)
      : parts_(parts), name_(name), limits_(limits) {}

  Result<std::string> run() {
    pugi::xml_document styles;
    if (auto const read = load("word/styles.xml", styles); !read) return read.error();
    styles_ = DocxStyles(styles.document_element());
    pugi::xml_document numbering;
    if (auto const read = load("word/numbering.xml", numbering); !read) return read.error();
    numbering_ = DocxNumbering(numbering.document_element());

    DocxLinks links;
    if (auto const read = load_links("word/_rels/document.xml.rels", links); !read) return read.error();
    pugi::xml_document main;
    constexpr std::string_view main_path = "word/document.xml";
    if (auto const read = load(main_path, main); !read) return read.error();
    DocxBody body(main_path, name_, limits_, styles_, numbering_, links);
    std::vector<DocxBlock> blocks;
    if (auto const read = body.read(main.document_element(), blocks); !read) return read.error();
    for (bool const endnotes : {false, true})
      if (auto const read = notes(body.notes(), endnotes, blocks); !read) return read.error();
    return docx_blocks_to_markdown(blocks);
  }

 private:
  /// A part that is not there is empty.
  Result<void> load(std::string_view path, pugi::xml_document& out) const {
    auto const part = parts_.find(path);
    if (part == parts_.end()) return {};
    return load_docx_part(out, part->second, path, name_);
  }

  Result<void> load_links(std::string_view path, DocxLinks& out) const {
    pugi::xml_document part;
    if (auto const read = load(path, part); !read) return read;
    out = read_docx_links(part.document_element());
    return {};
  }

  Result<void> notes(std::vector<DocxNoteUse> const& uses, bool endnotes, std::vector<DocxBlock>& out) {
    auto const path = endnotes ? std::string_view("word/endnotes.xml") : std::string_view("word/footnotes.xml");
    pugi::xml_document part;
    if (auto const read = load(path, part); !read) return read;
    DocxLinks links;
    auto const links_path = endnotes ? "word/_rels/endnotes.xml.rels" : "word/_rels/footnotes.xml.rels";
    if (auto const read = load_links(links_path, links); !read) return read;
    std::map<std::string_view, pugi::xml_node> by_id;
    for (auto const& one : part.document_element().children()) by_id[xml_attribute(one, "id")] = one;
    DocxBody body(path, name_, limits_, styles_, numbering_, links);
    for (auto const& use : uses) {
      auto const note = by_id.find(use.id);
      if (use.endnote != endnotes || note == by_id.end()) continue;
      std::vector<DocxBlock> blocks;
      if (auto const read = body.read(note->second, blocks); !read) return read;
      if (!blocks.empty() && !use.mark.empty())
        blocks.front().runs.insert(blocks.front().runs.begin(), InlineRun{use.mark + ' ', false, false, {}});
      std::move(blocks.begin(), blocks.end(), std::back_inserter(out));
      by_id.erase(note);
    }
    return {};
  }

  DocxParts const& parts_;
  std::string_view name_;
  ExtractLimits const& limits_;
  DocxStyles styles_;
  DocxNumbering numbering_;
};

}  // namespace

Result<std::string> docx_parts_to_markdown(DocxParts const& parts, std::string_view source_name,
                                           ExtractLimits const& limits) {
  auto text = Converter(parts, source_name, limits).run();
  if (text && !corpus::is_utf8(*text))
    return Error{Errc::bad_encoding, std::string(source_name), 0, "its XML is not UTF-8"};
  return text;
}

}  // namespace smallprint::parser
