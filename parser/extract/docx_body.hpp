#pragma once
#include "corpus/error.hpp"
#include "parser/extract/docx_blocks.hpp"
#include "parser/extract/docx_numbering.hpp"
#include "parser/extract/docx_styles.hpp"
#include "parser/extract/limits.hpp"

#include <pugixml.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::parser {

/// Targets of a part's links, by the ids that it uses for them.
using DocxLinks = std::map<std::string, std::string, std::less<>>;
/// \param root  of word/_rels/*.xml.rels
[[nodiscard]] DocxLinks read_docx_links(pugi::xml_node root);

/// A place where a note is referred to.
struct DocxNoteUse {
  bool endnote = false;
  std::string id;
  std::string mark;  ///< "[1]"
};

/// Reads the elements of a part that hold text: paragraphs, tables and what is in them.
class DocxBody {
 public:
  /// \param path  of the part, for errors
  DocxBody(std::string_view path, std::string_view source_name, ExtractLimits const& limits, DocxStyles const& styles,
           DocxNumbering& numbering, DocxLinks const& links)
      : path_(path), name_(source_name), limits_(limits), styles_(styles), numbering_(numbering), links_(links) {}

  /// Adds the blocks below `node`.
  [[nodiscard]] corpus::Result<void> read(pugi::xml_node node, std::vector<DocxBlock>& out);
  /// The notes that were referred to, in order.
  [[nodiscard]] std::vector<DocxNoteUse> const& notes() const { return notes_; }

 private:
  /// A field's code comes before its result, and both may go over many elements.
  struct Field {
    std::string code;
    std::string link;  ///< where the result leads; empty for nowhere
    bool result = false;
  };
  corpus::Result<void> blocks(pugi::xml_node node, std::size_t depth, std::vector<DocxBlock>& out);
  corpus::Result<void> paragraph(pugi::xml_node node, std::size_t depth, std::vector<DocxBlock>& out);
  corpus::Result<void> table(pugi::xml_node node, std::size_t depth, std::vector<DocxBlock>& out);
  corpus::Result<void> row(pugi::xml_node node, std::size_t depth, std::vector<DocxCell>& out);
  corpus::Result<void> inlines(pugi::xml_node node, std::size_t depth, DocxStyle const& look, std::string const& link);
  corpus::Result<void> inline_one(pugi::xml_node node, std::size_t depth, DocxStyle const& look,
                                  std::string const& link);
  corpus::Result<void> alternative(pugi::xml_node node, std::size_t depth, DocxStyle const& look,
                                   std::string const& link);
  void field_mark(pugi::xml_node node);
  void note(pugi::xml_node node, bool endnote, DocxStyle const& look);
  void put(std::string_view text, DocxStyle const& look, std::string const& link);
  [[nodiscard]] DocxStyle look_of_run(pugi::xml_node run, DocxStyle const& around) const;
  [[nodiscard]] std::string_view field_link() const;
  void flush(std::vector<DocxBlock>& out);
  [[nodiscard]] corpus::Result<void> check(std::size_t depth) const;

  std::string path_;
  std::string_view name_;
  ExtractLimits const& limits_;
  DocxStyles const& styles_;
  DocxNumbering& numbering_;
  DocxLinks const& links_;
  std::vector<InlineRun> runs_;     ///< of the paragraph that is open
  std::vector<InlineRun> carried_;  ///< of one whose end was deleted, for the next one
  std::vector<DocxBlock> boxes_;    ///< text boxes that hang on the paragraph that is open
  std::vector<Field> fields_;       ///< that are open
  std::vector<DocxNoteUse> notes_;
  std::uint32_t footnotes_ = 0;
  std::uint32_t endnotes_ = 0;
  std::size_t bytes_ = 0;  ///< of text so far
};

}  // namespace smallprint::parser
