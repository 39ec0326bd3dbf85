#pragma once
#include "corpus/phrase.hpp"

#include <filesystem>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace smallprint::corpus {

/// What tells a change that matters from one that does not, as corpus/change_rules.toml has it. docs/changes.md is the
/// manual. Immutable and shared by threads.
struct ChangeRules {
  std::unordered_set<std::uint64_t> light_words;              ///< hash64 of the folded word
  std::unordered_set<std::uint64_t> months;                   ///< and what stands beside a month's name in a date
  std::vector<std::pair<std::string, std::string>> spelling;  ///< endings of one word in two spellings
  std::vector<std::string> numerals;                          ///< folded; each stands for its index
  std::vector<std::string> inline_notes;  ///< folded words that a page writes beside those of the document
  std::vector<std::string> subjects;      ///< what a change can be about beside the topics, sorted
  PatternSet subject_words;               ///< that tell one; tagged with its index
  std::vector<std::string> restricting;   ///< subjects of which more words mean less for the user
  PatternSet takes;                       ///< verbs that take from the user where a provider "will" do so
  PatternSet protects;                    ///< a sentence that takes from the provider, whatever its subject
  PatternSet exempts;                     ///< takes somebody or something out of the document's reach
  PatternSet date;                        ///< a clause that says of when its document is
  std::size_t date_words = 0;             ///< and has no more words than this
  PatternSet announcement;                ///< a clause that announces another version
  PatternSet page;                        ///< what belongs to the page, not to the document
  std::size_t page_words = 0;
  PatternSet page_line;  ///< the same in a bare line
  std::size_t page_line_words = 0;

  explicit ChangeRules(Lexicon const& lexicon)
      : subject_words(lexicon),
        takes(lexicon),
        protects(lexicon),
        exempts(lexicon),
        date(lexicon),
        announcement(lexicon),
        page(lexicon),
        page_line(lexicon) {}
};

/// \param lexicon  kept by reference; must outlive the rules
/// \retval Errc::io, Errc::schema, Errc::syntax  `source` names file, line, column and key
[[nodiscard]] Result<ChangeRules> load_change_rules(std::filesystem::path const& file, Lexicon const& lexicon);

}  // namespace smallprint::corpus
