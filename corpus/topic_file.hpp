#pragma once
#include "corpus/document_type_file.hpp"
#include "corpus/phrase.hpp"
#include "corpus/provision.hpp"
#include "corpus/verdict.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::corpus {

/// How a value is read from the words around a match.
enum class ValueKind : std::uint8_t { none, fixed, age, period, jurisdiction, amount };

/// One way in which a sentence speaks to a topic: [[reading]].
struct Reading {
  std::string id;
  PatternSet when;               ///< one of these in the sentence
  std::vector<PatternSet> also;  ///< of each of these one, in the sentence, its lead-in or heading
  PatternSet unless;             ///< none of these in the sentence
  PatternSet heading;            ///< one of these in the heading path or lead-in, if any are given
  PatternSet conditional;  ///< one of these in the sentence, or the lead-in of an item, makes the verdict conditional
  std::vector<Modality> modalities;  ///< of the provision that holds the match; empty: any that speaks
  std::vector<Bearer> bearers;       ///< of that provision; empty: the topic's rule
  std::optional<Verdict> verdict;    ///< fixed; empty: by modality
  bool narrows = false;              ///< says nothing alone, but for whom or where another's verdict does not hold
  bool qualifiers = true;            ///< whether conditions and exceptions of the sentence count
  double weight = 1;                 ///< strength among readings
  ValueKind value_kind = ValueKind::none;
  std::string value;  ///< for ValueKind::fixed

  explicit Reading(Lexicon const& lexicon) : when(lexicon), unless(lexicon), heading(lexicon), conditional(lexicon) {}
};

/// A question of standing interest, as corpus/topics/<id>.toml has it. docs/topics.md is the manual.
struct Topic {
  std::string id;
  std::string title;     ///< "Sharing outputs publicly": a column's heading
  std::string question;  ///< in plain words
  int order = 0;
  bool featured = true;  ///< shown by a comparison that names no topics
  Bearer bearer = Bearer::user;
  /// Whom it favours that the answer is yes: permitted, required or, by half, conditional.
  enum class Favours : std::uint8_t {
    by_bearer,  ///< the bearer where it may; the other side where it may not or must
    user,
    provider,
    nobody
  } yes_favours{};
  std::vector<Reading> readings;
  /// How questions in free text are recognised: of each group of one entry, one pattern must be found.
  struct Ask {
    std::vector<PatternSet> groups;
    PatternSet unless;
    double weight = 1;
  };
  std::vector<Ask> asks;
  std::vector<std::string> examples;  ///< questions that ask this in words of their own: what is like them is meant
  std::vector<Verdict> precedence;    ///< strongest first; of the verdicts found the first one wins
  std::optional<Verdict> mixed;       ///< when both a ban and a permission were found
  Verdict on_prohibition = Verdict::restricted;
  Verdict on_permission = Verdict::permitted;
  Verdict on_obligation = Verdict::required;
  std::optional<Verdict> on_statement;    ///< "we use your content to ...": said as a fact
  std::optional<Verdict> differing;       ///< when documents give different values
  std::optional<Verdict> partial;         ///< when only documents for business customers say it
  std::vector<std::string> full_weight;   ///< document types that count in full here
  std::string pick = "strongest";         ///< of several values: strongest, lowest, highest
  std::vector<std::string> anchors;       ///< words of which every decisive sentence holds one
  std::vector<std::uint64_t> vocabulary;  ///< the anchors' stems as Token::stem has them, sorted
};

/// All topics, by `order`, then id.
struct Topics {
  std::vector<Topic> all;
  DocumentTypes document_types;
  std::vector<std::string> other_questions;  ///< that none of them answers, as examples of what is meant by none
  [[nodiscard]] Topic const* find(std::string_view id) const;
};

/// Reads every *.toml of `folder`, and document_types.toml and other_questions.toml beside it. \param lexicon  kept by
/// reference; must outlive the topics \retval Errc::io, Errc::schema, Errc::syntax  `source` names file, line, column
/// and key
[[nodiscard]] Result<Topics> load_topics(std::filesystem::path const& folder, Lexicon const& lexicon);

}  // namespace smallprint::corpus
