#pragma once
#include "corpus/clause.hpp"
#include "parser/block_units.hpp"
#include "parser/heading_guess.hpp"
#include "parser/lead_in.hpp"
#include "parser/outline.hpp"

#include <optional>
#include <string>
#include <vector>

namespace smallprint::parser {

/// Cuts a tree into clauses. One use per object.
///
/// Every word of the document goes to one clause's text, to a label, or to a heading that stands over
/// clauses; a heading that stands over nothing is a clause itself. A lead-in is a clause too.
/// docs/decisions/0004-document-tree.md has the reasons.
class ClauseSplitter {
 public:
  explicit ClauseSplitter(corpus::Document const& document) : document_(document), units_(document) {}
  [[nodiscard]] std::vector<corpus::Clause> run();

 private:
  struct Heading {
    int rank = 0;  ///< outer headings have lower ranks
    std::string text;
    std::string path;           ///< label path at this heading
    std::uint32_t number = 0;   ///< of its label where that is a plain number, else 0
    corpus::Span span;          ///< with its label
    bool bare = true;           ///< no clause under it so far
    bool ends_in_stop = false;  ///< guessed from a bold paragraph that ends in a stop
    corpus::Span announces{};   ///< "You may not do the following." before the first heading under this one
  };

  /// What the block before says about the one to come.
  struct Pending {
    LeadInStrength strength = LeadInStrength::none;
    corpus::Span span;   ///< bytes of the document's text
    std::string run_in;  ///< heading inside the paragraph that leads in
  };

  /// Markdown joins "5. Customer will not:" and the "1. ..., 2. ..." that it leads into to one list: the
  /// numbers that start again tell them apart.
  struct Restart {
    std::uint32_t last = 0;   ///< number of the item before
    std::uint32_t outer = 0;  ///< number of the item that the inner list stands under; 0 outside one
    Pending open;             ///< what the item before leads into
    std::string base;
    std::vector<corpus::Span> leads;
  };

  /// A container: the document or a list item.
  struct Scope {
    std::vector<Heading> headings;
    std::size_t inherited = 0;         ///< headings that belong to the outer scope
    std::vector<std::string> run_ins;  ///< headings inside the text of what stands above
    std::string path;                  ///< label path of unlabelled text
    std::string base_path;             ///< the same, before any heading of this scope
    std::vector<corpus::Span> lead_ins;
    Outline outline;
    Pending pending;
    std::vector<int> looks;                              ///< guessed headings' looks, outermost first
    std::optional<std::vector<corpus::Span>> run;        ///< lead-ins of unnumbered items that are being listed
    std::optional<std::vector<corpus::Span>> last_list;  ///< lead-ins of the list just before
    bool in_item = false;
    corpus::Span item_head;  ///< the item's first paragraph, without its label
  };

  void units(Scope& scope, std::vector<Unit> const& blocks, std::size_t from);
  void heading(Scope& scope, corpus::Span span, int rank);
  void push_heading(Scope& scope, corpus::Span span, LabelRun const& label, int rank);
  void pop_headings(Scope& scope, int rank);
  void paragraph(Scope& scope, std::vector<Unit> const& blocks, std::size_t at);
  void list(Scope& scope, std::vector<Unit> const& blocks, std::size_t at);
  void item(Scope& outer, std::int32_t node, std::uint32_t label_size, std::string path,
            std::vector<corpus::Span> lead_ins, std::string const& run_in);
  void table(Scope& scope, std::int32_t node);
  bool single_item_heading(Scope& scope, std::vector<Unit> const& blocks, std::size_t at);
  void emit(Scope& scope, corpus::Span text, std::string const& path, std::vector<corpus::Span> const& lead_ins,
            std::string_view run_in);
  void add(Scope& scope, corpus::Span text, std::string path, std::vector<corpus::Span> lead_ins,
           std::string_view run_in);

  [[nodiscard]] corpus::Span question_above(Scope const& scope, corpus::Span text) const;
  [[nodiscard]] bool accepts(Scope const& scope, std::vector<Unit> const& blocks, std::size_t at, LabelRun const& run,
                             bool title) const;
  [[nodiscard]] bool has_successor(std::vector<Unit> const& blocks, std::size_t at, Label const& label) const;
  [[nodiscard]] Next next_of(std::vector<Unit> const& blocks, std::size_t at) const;
  /// What an outer heading's last sentence says of the lists under its inner headings; empty when none does.
  [[nodiscard]] bool are_sentences(std::vector<std::int32_t> const& items) const;
  [[nodiscard]] corpus::Span announced_above(Scope const& scope, std::vector<std::int32_t> const& items) const;
  [[nodiscard]] Pending lead_of(corpus::Span text, std::string_view run_in, Next next) const;
  [[nodiscard]] std::vector<corpus::Span> list_lead_ins(Scope const& scope,
                                                        std::vector<std::int32_t> const& items) const;
  [[nodiscard]] corpus::Node const& node(std::int32_t i) const { return document_.nodes[static_cast<std::size_t>(i)]; }
  [[nodiscard]] std::string_view words(corpus::Span span) const { return slice(document_.text, span); }
  [[nodiscard]] corpus::Span head_of(std::int32_t item) const;

  corpus::Document const& document_;
  BlockUnits units_;
  std::vector<corpus::Clause> clauses_;
};

}  // namespace smallprint::parser
