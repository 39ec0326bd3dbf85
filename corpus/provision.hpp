#pragma once
#include "corpus/span.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smallprint::corpus {

/// What a provision does (deontic modality after von Wright; "power" and "disclaimer" after Hohfeld).
enum class Modality : std::uint8_t {
  statement,       ///< none of the below
  prohibition,     ///< the bearer may not
  obligation,      ///< the bearer must
  permission,      ///< the bearer may
  power,           ///< the bearer may change the parties' legal position ("reserves the right to")
  disclaimer,      ///< the bearer need not, or is not liable
  representation,  ///< the bearer states a fact about itself ("you represent that")
  definition       ///< a term is given a meaning
};

/// Who is meant, as the user of a service sees it.
enum class Bearer : std::uint8_t { unknown, user, provider, third_party, both };

/// Where a span counts from.
enum class Field : std::uint8_t { text, lead_in, heading };

struct Located {
  Field field = Field::text;
  Span span;
  bool operator==(Located const&) const = default;
};

/// "unless", "except", "provided that", "only if", "without our prior written consent" ...
struct Qualifier {
  enum class Kind : std::uint8_t {
    condition,  ///< it holds only if
    exception,  ///< it does not hold where
    consent,    ///< lifted by the other side's permission
    law_carve,  ///< yields to mandatory law only
    limit       ///< manner, purpose or place it is confined to
  } kind{};
  Located at;
};

/// One thing that a clause states. Spans are bytes of the clause's text, lead-in or heading path.
struct Provision {
  Modality modality = Modality::statement;
  Bearer bearer = Bearer::unknown;
  Located cue;                        ///< the words that carry the modality ("may not")
  Located subject;                    ///< the words that name the bearer; empty when implied
  Located act;                        ///< from the main verb to the end of what it governs
  Located object;                     ///< what the act is done to; empty where none was found
  Located sentence;                   ///< the sentence (or list item) it stands in
  std::vector<Qualifier> qualifiers;  ///< conditions and exceptions, in order
  std::string rule;                   ///< id of the lexicon rule that found it
};

[[nodiscard]] std::string_view to_string(Modality);
[[nodiscard]] std::string_view to_string(Bearer);
[[nodiscard]] std::string_view to_string(Field);
[[nodiscard]] std::string_view to_string(Qualifier::Kind);
/// The value whose to_string() is `name`, if any.
[[nodiscard]] bool from_string(std::string_view name, Modality& out);
[[nodiscard]] bool from_string(std::string_view name, Bearer& out);
[[nodiscard]] bool from_string(std::string_view name, Qualifier::Kind& out);

/// Compact bytes for the index, and back. decode() gives Errc::schema on foreign bytes.
[[nodiscard]] std::string encode(std::vector<Provision> const&);
[[nodiscard]] Result<std::vector<Provision>> decode_provisions(std::string_view bytes);

}  // namespace smallprint::corpus
