#pragma once
#include "corpus/lexicon_file.hpp"
#include "parser/provision/field_words.hpp"

#include <cstdint>
#include <vector>

/// Which cues of a sentence state a rule of their own: those inside a condition, a relative clause or a denied promise
/// do not.
namespace smallprint::parser {

/// A cue where it stands, as token indices of one field.
struct FoundCue {
  corpus::Match at;
  corpus::Cue const* cue = nullptr;
};

/// A condition or exception where it stands, from its first word to where it stops.
struct FoundQualifier {
  corpus::Match at;
  corpus::Qualifier::Kind kind{};
  std::uint32_t words_end = 0;  ///< of the words that tell it: "provided that"
  bool opens_part = false;      ///< "..., and, unless you are a trader, ...": it governs what follows only
};

/// A subject and whose it is.
struct Subject {
  corpus::Bearer bearer = corpus::Bearer::unknown;
  corpus::Match at{};
};

/// "and", "or", "but": what follows may be a rule of its own.
[[nodiscard]] bool is_joining(Words const& words, std::uint32_t at);
/// "your content", "Acme's site": the owner of a thing, not who acts.
[[nodiscard]] bool is_possessive(Words const& words, Subject const& subject);

/// "unless you may not", "except as permitted by law": a cue inside a condition states nothing.
void drop_hypothetical(std::vector<FoundCue>& cues, std::vector<FoundQualifier> const& qualifiers);
/// "Bypass the measures we may use" in a list of bans: what a relative clause says of a noun is no rule.
void drop_relative(std::vector<FoundCue>& cues, std::vector<Subject> const& subjects, Words const& words);
/// "You may not rent it, provided that you may publish the output": after a ban such words allow something else.
void free_provisos(std::vector<FoundQualifier>& qualifiers, std::vector<FoundCue> const& cues,
                   std::vector<Subject> const& subjects, bool banned);
/// "We do not warrant that the service may be used": what is not promised is not stated. \param promises  places of the
/// verb up to its "that"
void drop_unpromised(std::vector<FoundCue>& cues, std::vector<corpus::Match> const& promises, Words const& words);

}  // namespace smallprint::parser
