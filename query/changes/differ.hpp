#pragma once  // only the sources of Differ include this
#include "query/changes/clause_words.hpp"
#include "query/changes/document_diff.hpp"
#include "query/changes/substance.hpp"

#include <unordered_set>

namespace smallprint::query {

struct Differ::Impl {
  corpus::Lexicons const& lexicons;
  corpus::Topics const& topics;
  corpus::ChangeRules const& rules;
  ClauseReader& texts;
  SubstanceReader substances;
  Depth depth;

  /// What is known of a text by its patterns.
  struct Facts {
    bool is_page = false;    ///< furniture of the page, by its words
    bool is_date = false;    ///< says of when the document is
    bool states = false;     ///< a duty, ban, right or the like
    bool itself = false;     ///< it states that by words of its own, not by its lead-in or heading
    bool is_line = false;    ///< a line that is no sentence
    bool is_bare = false;    ///< a few words that are no sentence and no item of a list
    bool announces = false;  ///< that there is, or will be, another version, and nothing else
    bool is_error = false;   ///< says that the page could not be shown
  };
  struct Known {
    ClauseWords words;
    std::optional<Facts> facts;          ///< see facts_of()
    std::optional<bool> is_date;         ///< see is_date()
    std::optional<Substance> substance;  ///< see substance()
  };
  std::unordered_map<std::int64_t, Known> known;
  std::unordered_map<std::string, std::vector<std::uint64_t>> known_headings;  ///< words of each part of a path
  static constexpr std::size_t most_known = 200'000;

  Known& of(std::int64_t id);
  Facts const& facts_of(std::int64_t id);
  bool is_date(std::int64_t id);
  [[nodiscard]] bool is_error(std::string const& words) const;
  [[nodiscard]] bool is_page(std::string_view text, bool in_line) const;
  std::vector<std::uint64_t> const& heading_words(std::string const& path);
  Substance const& substance(std::int64_t id);
  [[nodiscard]] std::string const& text(std::int64_t id) { return texts.stored(id)->text.text; }
  [[nodiscard]] std::string const& heading(std::int64_t id) { return texts.stored(id)->text.heading; }

  struct Side {
    DiffVersion const& version;
    std::vector<Piece> pieces;
    std::unordered_map<std::uint64_t, std::size_t> wordings;  ///< how often each stands there
    std::unordered_set<std::uint64_t> headings;               ///< words of each heading
    SaidTopics topics;                                        ///< what it says, where a document was rewritten
  };
  Side side(DiffVersion const& version);

  [[nodiscard]] ChangeClass bare_class(Side const& side, Side const& other, std::uint32_t at, bool lone);
  [[nodiscard]] bool is_copy(Side const& side, std::uint32_t at);
  void classify(ClauseChange& change, Side const& before, Side const& after);
  void classify_lone(ClauseChange& change, Side const& from, Side const& other, std::int64_t id);
  void classify_reworded(ClauseChange& change, std::vector<Facts const*> const& sides, Side const& before,
                         Side const& after);
  /// Whether the change is, or holds, another date that the document gives itself.
  bool tells_date(ClauseChange const& change, Side const& before, Side const& after);
  /// Whether the two versions are the same words in the same order, however they are cut into clauses and headings.
  [[nodiscard]] bool same_words(Side const& before, Side const& after);
  void rename(DocumentDiff& diff, Side const& before, Side const& after);
  [[nodiscard]] bool only_dates(std::string const& was, std::string const& is,
                                std::vector<RedlinePart> const& redline) const;
  void headings(ClauseAlignment const& alignment, Side const& before, Side const& after, DocumentDiff& out);
  [[nodiscard]] Lacking truncated(DocumentDiff const& diff, Side const& before, Side const& after) const;
};

}  // namespace smallprint::query
